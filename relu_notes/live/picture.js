// The picture of a live figure: two SVG layers in a shadow root, so that matplotlib's styles and ids stay inside,
// words for screen readers on the picture itself, and a readout that is announced.
const STYLE = `
  :host { display: block; width: 100%; }
  figure { margin: 0; }
  [role="img"] { position: relative; background: white; max-width: var(--width); line-height: 0; }
  svg { display: block; width: 100%; height: auto; }
  .moving svg { position: absolute; inset: 0; }
`;

function render({ model, el }) {
  el.classList.add("relu-notes-picture");
  const card = document.createElement("div");
  const readout = document.createElement("p");
  const bar = document.createElement("div");
  bar.innerHTML = `<button type="button" data-lm-suppress-shortcuts="true">Reset</button>`;
  readout.className = "relu-notes-readout";
  readout.setAttribute("role", "status");
  readout.setAttribute("aria-live", "polite");
  bar.className = "relu-notes-bar";
  bar.prepend(readout);
  el.append(card, bar);

  const root = card.attachShadow({ mode: "open" });
  root.innerHTML = `<style>${STYLE}</style><div role="img"><div class="resting"></div><div class="moving"></div></div>`;
  const picture = root.querySelector("[role=img]");
  const [resting, moving] = picture.children;
  let layout = "wide";

  function showBackground() {
    const backgrounds = model.get("backgrounds");
    resting.innerHTML = (backgrounds[layout] ?? backgrounds.wide).svg;
    picture.style.setProperty("--width", `${(backgrounds[layout] ?? backgrounds.wide).width}px`);
  }
  function showFrame() {
    const frame = model.get("frame");
    moving.innerHTML = frame.layers[layout] ?? frame.layers.wide;
    if (picture.ariaLabel !== frame.alt) picture.setAttribute("aria-label", frame.alt);
    if (readout.textContent !== frame.readout) readout.textContent = frame.readout;
  }
  bar.querySelector("button").addEventListener("click", () => model.send({ do: "reset" }));
  model.on("change:backgrounds", showBackground);
  model.on("change:frame", showFrame);
  showBackground();
  showFrame();
  return () => {
    model.off("change:backgrounds", showBackground);
    model.off("change:frame", showFrame);
  };
}

export default { render };
