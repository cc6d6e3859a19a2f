// The picture of a live figure: two SVG layers in a shadow root, so that matplotlib's styles and ids stay inside,
// words for screen readers on the picture itself, and a readout that is announced. Frames that the kernel has sent are
// kept, also those of places where no control has been yet: such a frame is shown before the kernel knows of the move.
const STYLE = `
  :host { display: block; }
  [role="img"] { position: relative; overflow: hidden; margin-inline: auto; background: white; color: black; }
  .moving { position: absolute; inset: 0; }
  svg { display: block; width: 100%; height: auto; }
  .moving * { pointer-events: none; }
  .moving .handle { pointer-events: auto; fill: rgb(0 114 178 / 0.14); cursor: grab; touch-action: none; }
  .handle:hover, .held .handle { fill: rgb(0 114 178 / 0.3); }
  .handle[data-along="x"] { cursor: ew-resize; }
  .handle[data-along="y"] { cursor: ns-resize; }
  @media print { .handle { display: none; } }
`;
const NARROW = 560; // CSS pixels; in less room the tall picture is the legible one
const WIDEST = 1700;
const LEAST_SCALE = 0.66; // letters of 18 pixels are 12 then, and the page scrolls rather than that they get smaller
const PAUSE = 250; // milliseconds between messages to the kernel while the page has the frames
const MOST_KEPT = 2000; // frames; about 3 KiB each
const NO_KERNEL = "No kernel: the controls move nothing. Choose Run ▸ Run All Cells.";
// Every model has its own copy of this module.
const views = new Map(); // view → its layout
const kept = new Map(); // place of the controls → frame; all belong to the backgrounds `keptOn`
let keptOn = null;
let controls = []; // models, in the order of a place; none on a page without a kernel
let telling = null; // the timer until the kernel hears of moves for which the page had the frames
let moved = null; // the place to which this page moved the controls, until the kernel has answered for it

// The kernel draws only the layouts that some view of this model shows.
function tellLayouts(model) {
  const wanted = [...new Set(views.values())].sort().reverse();
  if (wanted.length && wanted.join() !== model.get("layouts").join()) {
    model.set("layouts", wanted);
    model.save_changes();
  }
}

function keep(model, frame) {
  if (keptOn !== model.get("backgrounds")) {
    kept.clear();
    keptOn = model.get("backgrounds");
  }
  const key = frame.place?.join();
  if (key === undefined) return;
  kept.delete(key);
  kept.set(key, frame);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
}

// The frame at a place, if this page has it; a page without a kernel has them all.
const frameAt = (model, place) => (model.frameAt ? model.frameAt(place) : kept.get(place.join()));

const dead = () => controls.some((control) => control.comm_live === false); // the kernel that they moved is gone

const here = () => controls.map(placeOf).join();

// The kernel need not hear at once of a move for which this page has the frame; returns whether that is so.
function tellLater() {
  if (!kept.has(here())) return false;
  telling ??= setTimeout(tellNow, PAUSE);
  return true;
}

function tellNow() {
  clearTimeout(telling);
  telling = null;
  for (const control of controls) control.save_changes();
}

// Where another page has moved a control, this one follows; while its own move is unanswered, older answers do not.
function follow(frame) {
  if (!frame.place || controls.length !== frame.place.length) return;
  const place = frame.place.join();
  if (moved !== null && moved !== place) return;
  moved = null;
  if (place !== here()) controls.forEach((control, index) => put(control, frame.place[index]));
}

// The outermost part of the page that scrolls: JupyterLab's notebook, a slide, or the page itself.
function screenOf(element) {
  let found = document.documentElement;
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) found = at;
  }
  return found;
}

function render({ model, el }) {
  const sizes = model.get("sizes");
  const card = document.createElement("div");
  const bar = document.createElement("div");
  el.classList.add("relu-notes-picture");
  bar.className = "relu-notes-bar";
  bar.innerHTML = `<p class="relu-notes-readout" role="status" aria-live="polite"></p>
    <button type="button" data-lm-suppress-shortcuts="true" aria-expanded="false">More</button>
    <button type="button" data-lm-suppress-shortcuts="true">Reset</button>`;
  const [readout, more, reset] = bar.children;
  el.append(card, bar);
  const root = card.attachShadow({ mode: "open" });
  // Chromium would name each SVG as one more picture, without words.
  root.innerHTML = `<style>${STYLE}</style><div role="img">
    <div class="resting" aria-hidden="true"></div><div class="moving" aria-hidden="true"></div></div>`;
  const picture = root.querySelector("[role=img]");
  const [resting, moving] = picture.children;
  const parser = document.createElement("template");
  let figure = null;
  let drawn = null;
  let shown = null;

  function show(frame) {
    const { alt, readout: words, moving: layers } = frame;
    const backgrounds = model.get("backgrounds");
    const wanted = views.get(el) ?? "wide";
    const layout = wanted in backgrounds ? wanted : (Object.keys(backgrounds)[0] ?? wanted);
    const background = backgrounds[layout] ?? "";
    if (drawn !== background) {
      resting.innerHTML = drawn = background;
      moving.replaceChildren(); // the other layout has another size
      shown = null;
      picture.style.aspectRatio = sizes[layout].join(" / ");
      fit();
    }
    if (shown !== layers[layout]) draw((shown = layers[layout]) ?? "");
    if (picture.getAttribute("aria-label") !== alt) picture.setAttribute("aria-label", alt);
    say(words);
    if (frame.place) figure?.dispatchEvent(new CustomEvent("relu-notes-moved", { detail: frame.place }));
  }

  // Only parts that differ are new in the page: browsers paint where something is new.
  function draw(layer) {
    parser.innerHTML = layer;
    const parts = [...(moving.firstChild?.children ?? [])];
    const wanted = [...(parser.content.firstChild?.children ?? [])];
    if (!parts.length || parts.length !== wanted.length) return moving.replaceChildren(parser.content);
    parts.forEach((part, index) => part.isEqualNode(wanted[index]) || part.replaceWith(wanted[index]));
  }

  function say(words) {
    if (readout.textContent !== words) readout.textContent = words;
  }

  // The picture takes the height that controls and readout leave on one screen, as long as its letters stay legible.
  function fit() {
    if (!figure) return;
    const [width, height] = sizes[views.get(el) ?? "wide"];
    const asked = [...figure.querySelectorAll("fieldset")].reduce((sum, part) => sum + part.offsetHeight, 0);
    const around = figure.offsetHeight - picture.offsetHeight - asked;
    const room = Math.min(screenOf(el).clientHeight, window.innerHeight) - around - 12;
    const most = Math.min(WIDEST, Math.max((room * width) / height, LEAST_SCALE * width));
    picture.style.maxWidth = `${Math.round(views.get(el) === "narrow" ? Math.min(most, NARROW) : most)}px`;
  }

  function take() {
    const frame = model.get("frame");
    keep(model, frame);
    follow(frame);
    show(kept.get(here()) ?? frame);
  }
  function takeAhead(frames) {
    for (const frame of frames) keep(model, frame);
    const wanted = kept.get(here());
    if (wanted) show(wanted);
    drag();
  }
  function answer() {
    moved = here();
    if (moved === model.get("frame").place?.join()) moved = null;
    if (dead()) return say(NO_KERNEL);
    const frame = kept.get(here());
    if (frame) show(frame);
  }

  // Somebody is about to move a control: the kernel may send ahead what that will show.
  function use(event) {
    if (event.target.matches(":focus-visible")) // with the question above, the figure may be higher than the screen
      for (const part of [el, event.target]) part.scrollIntoView({ block: "nearest" });
    const parts = [...figure.children].filter((child) => child.classList.contains("relu-notes-control"));
    const handle = event.composedPath()[0].dataset?.control;
    const index = Number(handle ?? parts.findIndex((child) => child.contains(event.target)));
    if (index !== used && !dead()) model.send({ used: (used = index) });
  }

  // A handle follows the pointer as far as there are frames that say where it would be.
  let held = null; // the handle, where the pointer is, and how far from the handle's middle it took hold
  let last = null; // the timer that ends it: after a quick stroke frames come that say where it led
  function at(event) {
    const box = picture.getBoundingClientRect();
    const scale = sizes[views.get(el) ?? "wide"][0] / box.width;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  }
  function grab(event) {
    const { handle: number, control, along } = event.target.dataset ?? {};
    if (number === undefined || event.button !== 0 || !controls[control]?.get("shown")) return;
    event.preventDefault(); // no text is selected
    clearTimeout(last);
    const middle = { x: event.target.cx.baseVal.value, y: event.target.cy.baseVal.value };
    const point = at(event);
    held = { number, control: Number(control), along, point, dx: middle.x - point.x, dy: middle.y - point.y };
    picture.setPointerCapture(event.pointerId);
    picture.classList.add("held");
    use(event);
  }
  // Browsers would take the stroke for scrolling as soon as the handle that it began on is drawn anew.
  function hold(event) {
    if (event.target.dataset?.handle) event.preventDefault();
  }
  function pull(event) {
    if (!held || !picture.hasPointerCapture(event.pointerId)) return;
    held.point = at(event);
    drag();
  }
  function drag() {
    const control = held && controls[held.control];
    if (!control) return;
    const { point, dx, dy } = held;
    const known = (place) => frameAt(model, place);
    const place = nearest(controls, known, views.get(el) ?? "wide", held, { x: point.x + dx, y: point.y + dy });
    if (place === placeOf(control)) return;
    put(control, place);
    if (!tellLater()) control.save_changes();
  }
  function release() {
    picture.classList.remove("held");
    last = setTimeout(letGo, 1000);
  }
  function letGo() {
    clearTimeout(last);
    held = null;
  }
  let used = null;

  const room = new ResizeObserver(([entry]) => {
    const width = entry.contentRect.width;
    if (width === 0) return;
    if (!figure) {
      figure = el.parentElement;
      figure.setAttribute("role", "group");
      figure.setAttribute("aria-label", model.get("title"));
      for (const event of ["focusin", "pointerover"]) figure.addEventListener(event, use);
      for (const event of ["input", "click"]) figure.addEventListener(event, (event) => event.target !== card && letGo());
      figure.addEventListener("relu-notes-asked", fit);
      figure.addEventListener("relu-notes-move", (event) => tellLater() && event.preventDefault());
      figure.addEventListener("click", () => telling && tellNow(), true); // before what a button tells the kernel
    }
    const layout = width < NARROW ? "narrow" : "wide";
    const changed = layout !== views.get(el);
    views.set(el, layout);
    if (changed) take();
    fit();
    if (changed) tellLayouts(model);
  });
  picture.addEventListener("pointerdown", grab);
  picture.addEventListener("touchstart", hold, { passive: false });
  picture.addEventListener("pointermove", pull);
  for (const event of ["pointerup", "pointercancel"]) picture.addEventListener(event, release);
  more.addEventListener("click", () => {
    const open = figure.classList.toggle("relu-notes-open");
    more.setAttribute("aria-expanded", open);
    more.textContent = open ? "Less" : "More";
    fit();
  });
  reset.addEventListener("click", () => {
    for (const pause of figure.querySelectorAll(".relu-notes-play > [aria-label^=Pause]")) pause.click();
    if (dead()) say(NO_KERNEL);
    else model.send("reset");
  });
  window.addEventListener("resize", fit);
  model.on("change:frame change:backgrounds", take);
  model.on("msg:custom", takeAhead);
  room.observe(el);
  take();
  const moves = "change:value change:index";
  const silent = () => dead() && say(NO_KERNEL);
  let gone = false;
  Promise.all((model.get("controls") ?? []).map((id) => model.widget_manager.get_model(id))).then((models) => {
    if (gone) return;
    controls = models;
    for (const control of controls) {
      control.on(moves, answer);
      control.on("comm_live_update", silent);
    }
  });
  return () => {
    gone = true;
    for (const control of controls) {
      control.off(moves, answer);
      control.off("comm_live_update", silent);
    }
    model.off("change:frame change:backgrounds", take);
    model.off("msg:custom", takeAhead);
    window.removeEventListener("resize", fit);
    room.disconnect();
    views.delete(el);
    tellLayouts(model);
  };
}

export default { render };
