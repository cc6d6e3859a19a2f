// The picture of a live figure: two SVG layers in a shadow root, so that matplotlib's styles and ids stay inside,
// words for screen readers on the picture itself, and a readout that is announced.
const STYLE = `
  :host { display: block; }
  [role="img"] { position: relative; overflow: hidden; background: white; color: black; }
  .moving { position: absolute; inset: 0; }
  svg { display: block; width: 100%; height: auto; }
`;
const NARROW = 560; // CSS pixels; in less room the tall picture is the legible one
const views = new Map(); // view → its layout; every model has its own copy of this module

// The kernel draws only the layouts that some view of this model shows.
function tellLayouts(model) {
  const wanted = [...new Set(views.values())].sort().reverse();
  if (wanted.length && wanted.join() !== model.get("layouts").join()) {
    model.set("layouts", wanted);
    model.save_changes();
  }
}

function render({ model, el }) {
  const sizes = model.get("sizes");
  const card = document.createElement("div");
  const bar = document.createElement("div");
  el.classList.add("relu-notes-picture");
  bar.className = "relu-notes-bar";
  bar.innerHTML = `<p class="relu-notes-readout" role="status" aria-live="polite"></p>
    <button type="button" data-lm-suppress-shortcuts="true">Reset</button>`;
  const [readout, reset] = bar.children;
  el.append(card, bar);
  const root = card.attachShadow({ mode: "open" });
  // Chromium would name each SVG as one more picture, without words.
  root.innerHTML = `<style>${STYLE}</style><div role="img">
    <div class="resting" aria-hidden="true"></div><div class="moving" aria-hidden="true"></div></div>`;
  const picture = root.querySelector("[role=img]");
  const [resting, moving] = picture.children;
  let drawn = null;

  function show() {
    const { alt, readout: words, moving: layers } = model.get("frame");
    const backgrounds = model.get("backgrounds");
    const wanted = views.get(el) ?? "wide";
    const layout = wanted in backgrounds ? wanted : (Object.keys(backgrounds)[0] ?? wanted);
    const background = backgrounds[layout] ?? "";
    if (drawn !== background) {
      resting.innerHTML = drawn = background;
      picture.style.aspectRatio = sizes[layout].join(" / ");
      picture.style.maxWidth = `${layout === "narrow" ? NARROW : sizes.wide[0]}px`;
    }
    moving.innerHTML = layers[layout] ?? "";
    if (picture.getAttribute("aria-label") !== alt) picture.setAttribute("aria-label", alt);
    if (readout.textContent !== words) readout.textContent = words;
  }

  const room = new ResizeObserver(([entry]) => {
    const width = entry.contentRect.width;
    const layout = width < NARROW ? "narrow" : "wide";
    if (width === 0 || layout === views.get(el)) return;
    views.set(el, layout);
    const figure = el.parentElement;
    figure?.setAttribute("role", "group");
    figure?.setAttribute("aria-label", model.get("title"));
    for (const event of ["focusin", "pointerenter"]) figure?.addEventListener(event, use);
    show();
    tellLayouts(model);
  });
  // Somebody is about to move a control: the kernel may draw ahead what the menus can ask for.
  function use(event) {
    if (!event.currentTarget.contains(event.relatedTarget)) model.send("used");
  }
  reset.addEventListener("click", () => model.send("reset"));
  model.on("change:frame change:backgrounds", show);
  room.observe(el);
  show();
  return () => {
    model.off("change:frame change:backgrounds", show);
    room.disconnect();
    views.delete(el);
    tellLayouts(model);
  };
}

export default { render };
