// The picture of a live figure: two SVG layers in a shadow root, so that matplotlib's styles and ids stay inside,
// words for screen readers on the picture itself, and a readout that is announced. Frames that the kernel drew before are
// kept, also of places that no control has been at yet: one of these is shown before the kernel knows of the move.
const STYLE = `
  :host { display: block; }
  [role="img"] { position: relative; overflow: hidden; background: white; color: black; }
  .moving { position: absolute; inset: 0; }
  svg { display: block; width: 100%; height: auto; }
`;
const NARROW = 560; // CSS pixels; in less room the tall picture is the legible one
// Every model has its own copy of this module.
const views = new Map(); // view → its layout
const MOST_KEPT = 2e6; // letters; some thousand frames of a usual figure
const kept = new Map(); // place of the controls → frame, the oldest first; all belong to the backgrounds `keptOn`
let keptOn = null;
let letters = 0;
let controls = []; // models, in the order of a place; none on a page without a kernel

// The kernel draws only the layouts that some view of this model shows.
function tellLayouts(model) {
  const wanted = [...new Set(views.values())].sort().reverse();
  if (wanted.length && wanted.join() !== model.get("layouts").join()) {
    model.set("layouts", wanted);
    model.save_changes();
  }
}

function placeOf(control) {
  const value = control.get("value");
  if (typeof value === "number") return Math.round((value - control.get("min")) / control.get("step"));
  return control.get("index") ?? Number(value);
}

function keep(model, frame) {
  if (keptOn !== model.get("backgrounds")) {
    kept.clear();
    letters = 0;
    keptOn = model.get("backgrounds");
  }
  const key = frame.place?.join();
  if (kept.get(key) === frame || key === undefined) return;
  drop(key);
  kept.set(key, frame);
  letters += lettersOf(frame);
  while (letters > MOST_KEPT) drop(kept.keys().next().value);
}

function drop(key) {
  if (kept.has(key)) letters -= lettersOf(kept.get(key));
  kept.delete(key);
}

function lettersOf({ alt, readout, moving }) {
  return [alt, readout, ...Object.values(moving)].reduce((sum, text) => sum + text.length, 0);
}

// The kernel's word for where the controls stand; while it has none, its last one if `orLast`.
function frameHere(model, orLast) {
  return kept.get(controls.map(placeOf).join()) ?? (orLast ? model.get("frame") : null);
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
  let moved = null;

  function show(frame) {
    const { alt, readout: words, moving: layers } = frame;
    const backgrounds = model.get("backgrounds");
    const wanted = views.get(el) ?? "wide";
    const layout = wanted in backgrounds ? wanted : (Object.keys(backgrounds)[0] ?? wanted);
    const background = backgrounds[layout] ?? "";
    if (drawn !== background) {
      resting.innerHTML = drawn = background;
      picture.style.aspectRatio = sizes[layout].join(" / ");
      picture.style.maxWidth = `${layout === "narrow" ? NARROW : sizes.wide[0]}px`;
    }
    if (moved !== layers[layout]) moving.innerHTML = (moved = layers[layout]) ?? "";
    if (picture.getAttribute("aria-label") !== alt) picture.setAttribute("aria-label", alt);
    if (readout.textContent !== words) readout.textContent = words;
  }

  function take() {
    keep(model, model.get("frame"));
    show(frameHere(model, true));
  }
  function takeAhead(frame) {
    keep(model, frame);
    answer();
  }
  function answer() {
    const frame = frameHere(model, false);
    if (frame) show(frame);
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
    take();
    tellLayouts(model);
  });
  // Somebody is about to move a control: the kernel may draw ahead what that can ask for.
  function use(event) {
    if (event.type === "focusin" || !event.currentTarget.contains(event.relatedTarget)) model.send("used");
  }
  reset.addEventListener("click", () => model.send("reset"));
  model.on("change:frame change:backgrounds", take);
  model.on("msg:custom", takeAhead);
  room.observe(el);
  take();
  const moves = "change:value change:index";
  let gone = false;
  Promise.all((model.get("controls") ?? []).map((id) => model.widget_manager.get_model(id))).then((models) => {
    if (gone) return;
    controls = models;
    for (const control of controls) control.on(moves, answer);
  });
  return () => {
    gone = true;
    for (const control of controls) control.off(moves, answer);
    model.off("change:frame change:backgrounds", take);
    model.off("msg:custom", takeAhead);
    room.disconnect();
    views.delete(el);
    tellLayouts(model);
  };
}

export default { render };
