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
const LETTER = 18; // pixels of the smallest letters in a picture of its own size
const LEGIBLE = 12; // CSS pixels
const MAGNIFIED = 8; // as many pixels of the screen, where the page is magnified
const WIDEST = { wide: 1700, narrow: 560 }; // CSS pixels
const PAUSE = 250; // milliseconds between messages to the kernel while the page has the frames
const MOST_KEPT = 2000; // frames; about 3 KiB each
const NO_KERNEL = "No kernel: the controls move nothing. Choose Run ▸ Run All Cells.";
// Every model has its own copy of this module.
const views = new Map(); // view → its layout
const kept = new Map(); // place of the controls → frame; all belong to the backgrounds `keptOn`
let keptOn = null;
let controls = []; // models, in the order of a place; none on a page without a kernel
let telling = null; // the timer until the kernel is told of moves for which the page had the frames
const PAGE = String(Math.random()); // this page, among those that share the kernel
let quiet = false; // while several controls move at once: what lies between is no place that anybody went to

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

// The kernel need not be told at once of a move for which this page has the frame; returns whether that is so.
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

// Where another page has moved a control, this one follows. What this one did itself may be long past when it comes.
function follow({ place, by }) {
  if (!by || by === PAGE || place?.length !== controls.length || place.join() === here()) return;
  allTo(place, (control, at) => control.set_state(stateAt(control, at)));
}

function allTo(place, move) {
  quiet = true;
  controls.forEach((control, index) => move(control, place[index]));
  quiet = false;
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
  const layout = () => views.get(el) ?? "wide";
  let figure = null;
  let drawn = null;
  let shown = null;
  let used = null; // the control in use

  function show(frame) {
    const { alt, readout: words, moving: layers } = frame;
    const backgrounds = model.get("backgrounds");
    const wanted = layout();
    const layer = wanted in backgrounds ? wanted : (Object.keys(backgrounds)[0] ?? wanted);
    const background = backgrounds[layer] ?? "";
    if (drawn !== background) {
      resting.innerHTML = drawn = background;
      moving.replaceChildren(); // the other layout has another size
      shown = null;
      picture.style.aspectRatio = sizes[layer].join(" / ");
    }
    if (shown !== layers[layer]) draw((shown = layers[layer]) ?? "");
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

  const allControls = () => [...figure.children].filter((part) => part.matches(".relu-notes-control"));

  // Controls stand above the picture or beside it, and the picture is the wide or the tall one: whichever lets all, with
  // the answer, be seen on one screen with the largest letters. Where none does, the page scrolls.
  function fit() {
    if (!figure?.clientWidth) return;
    const room = Math.min(screenOf(el).clientHeight, window.innerHeight) - 12;
    const parts = allControls().filter((part) => part.offsetHeight);
    const answers = figure.querySelector(".relu-notes-answers")?.offsetHeight ?? 0;
    let best = { rank: -1 };
    for (const beside of [false, true]) {
      figure.classList.toggle("relu-notes-beside", beside);
      const tops = parts.map((part) => part.offsetTop);
      const column = Math.max(...parts.map((part, index) => tops[index] + part.offsetHeight)) - Math.min(...tops);
      const height = beside && column > room ? 0 : room - answers - bar.offsetHeight - (beside ? 0 : column);
      for (const name of ["wide", "narrow"]) {
        const most = (LETTER * Math.min(el.clientWidth, WIDEST[name])) / sizes[name][0];
        const letter = Math.min(most, (LETTER * height) / sizes[name][1]);
        const least = name === "wide" ? Math.max(MAGNIFIED, LEGIBLE / devicePixelRatio) : LEGIBLE; // phones are fine
        const onScreen = letter >= LEGIBLE ? 2 : letter >= least ? 1 : 0;
        const size = onScreen ? letter : Math.min(most, least);
        const wide = name === "wide" && (onScreen || most >= LEGIBLE);
        const rank = 1000 * onScreen + 100 * wide + size;
        if (rank > best.rank) best = { rank, beside, name, size };
      }
    }
    figure.classList.toggle("relu-notes-beside", best.beside);
    picture.style.maxWidth = `${Math.round((best.size * sizes[best.name][0]) / LETTER)}px`;
    if (best.name === views.get(el)) return;
    views.set(el, best.name);
    take();
    tellLayouts(model);
  }

  function take() {
    const frame = model.get("frame");
    keep(model, frame);
    follow(frame);
    if (frame.by !== PAGE) used = null;
    show(kept.get(here()) ?? frame);
  }
  function takeAhead(frames) {
    for (const frame of frames) keep(model, frame);
    const wanted = kept.get(here());
    if (wanted) show(wanted);
    drag();
  }
  function answer() {
    if (quiet) return;
    if (dead()) return say(NO_KERNEL);
    const frame = kept.get(here());
    if (frame) show(frame);
  }

  // Somebody is about to move a control: the kernel may send ahead what that will show.
  function use(event) {
    const byKey = event.type === "focusin" && event.target.matches(":focus-visible");
    // With the question above, the figure may be higher than the screen.
    if (byKey) for (const part of [el, event.target]) part.scrollIntoView({ block: "nearest" });
    const handle = event.composedPath()[0].dataset?.control;
    const index = Number(handle ?? allControls().findIndex((child) => child.contains(event.target)));
    if (index !== used && !dead()) model.send({ used: (used = index), by: PAGE });
  }

  const { drag, letGo } = handles(picture, {
    layout,
    controls: () => controls,
    width: () => sizes[layout()][0],
    frameAt: (place) => frameAt(model, place),
    move(control, place) {
      put(control, place);
      if (!tellLater()) control.save_changes();
    },
  });
  const room = new ResizeObserver(() => {
    if (!figure) {
      if (el.clientWidth === 0) return;
      figure = el.parentElement;
      room.observe(figure); // its controls come and go
      room.observe(screenOf(el)); // JupyterLab gives it its height after the window's
      figure.setAttribute("role", "group");
      figure.setAttribute("aria-label", model.get("title"));
      for (const event of ["focusin", "pointerover", "pointerdown", "input"]) figure.addEventListener(event, use, true);
      for (const event of ["input", "click"]) figure.addEventListener(event, (event) => event.target !== card && letGo());
      figure.addEventListener("relu-notes-move", (event) => tellLater() && event.preventDefault());
      figure.addEventListener("click", () => telling && tellNow(), true); // before what a button tells the kernel
    }
    fit();
  });
  more.addEventListener("click", () => {
    const open = figure.classList.toggle("relu-notes-open");
    more.setAttribute("aria-expanded", open);
    more.textContent = open ? "Less" : "More";
  });
  reset.addEventListener("click", () => {
    for (const pause of figure.querySelectorAll(".relu-notes-play > [aria-label^=Pause]")) pause.click();
    if (dead()) return say(NO_KERNEL);
    const first = model.get("first");
    model.send({ to: controls.map((control, index) => stateAt(control, first[index])) }); // one picture for all
    allTo(first, put);
    answer();
    tellNow(); // instead of older moves that still wait to be told
  });
  window.addEventListener("resize", fit);
  let zoom; // matches until the page is magnified, which may come after its sizes have changed
  const magnified = () => {
    zoom?.removeEventListener("change", magnified);
    zoom = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    zoom.addEventListener("change", magnified);
    fit();
  };
  magnified();
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
    zoom.removeEventListener("change", magnified);
    room.disconnect();
    views.delete(el);
    tellLayouts(model);
  };
}

export default { render };
