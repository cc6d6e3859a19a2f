// A page without a kernel: the notebook's own controls and picture, moved by states that were drawn ahead.
class Model {
  constructor(state) {
    this.state = state;
    this.listeners = {};
    this.saved = () => {};
    this.sent = () => {};
  }
  get(name) { return this.state[name]; }
  set(name, value) {
    if (this.state[name] === value) return;
    this.state[name] = value;
    (this.listeners[`change:${name}`] ?? []).forEach((listener) => listener());
  }
  save_changes() { this.saved(); }
  send(message) { this.sent(message); }
  on(names, listener) { names.split(" ").forEach((name) => (this.listeners[name] ??= []).push(listener)); }
  off() {}
}

async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

// A control's place among its positions is the one thing that counts here; its view knows values.
function valueAt(state, place) {
  if (state.kind === "Slider") return { value: state.min + place * state.step };
  return state.kind === "Menu" ? { index: place } : { value: place === 1 };
}

function placeOf(model) {
  const { kind, min, step, value, index } = model.state;
  if (kind === "Slider") return Math.round((value - min) / step);
  return kind === "Menu" ? index : Number(value);
}

function put(model, place) {
  for (const [name, value] of Object.entries(valueAt(model.state, place))) model.set(name, value);
}

function show(place) {
  const states = JSON.parse(document.getElementById(`states-${place.dataset.model}`).textContent);
  const groups = {};
  const models = {};
  const figure = document.createElement("div");
  figure.className = "relu-notes-figure";
  for (const [name, state] of Object.entries(states.controls)) {
    models[name] = new Model({ ...state, ...valueAt(state, state.start) });
    const el = figure.appendChild(document.createElement("div"));
    VIEWS[state.kind]()({ model: models[name], el });
  }
  // A projector's picture may be larger than a notebook's; the page's style bounds it there.
  const scale = document.body.classList.contains("slides") ? 4 : 1;
  const [width, height] = states.sizes.wide;
  const picture = new Model({
    title: states.title, sizes: { ...states.sizes, wide: [width * scale, height * scale] }, layouts: ["wide"], backgrounds: {},
    frame: { alt: "", readout: "", moving: {} },
  });
  const sliders = Object.keys(models).filter((name) => models[name].state.kind === "Slider");
  const menus = Object.keys(models).filter((name) => !sliders.includes(name));
  let ticks = 0;

  async function draw() {
    const tick = ++ticks;
    const key = menus.map((name) => placeOf(models[name])).join();
    if (!(key in groups)) {
      const group = await unpacked(states.groups[key]);
      groups[key] = group;
      if (tick !== ticks) return;
    }
    const group = groups[key];
    const [background, wide, narrow, readout, alt, shown] =
      group.frames[group.sliders.map((name) => placeOf(models[name])).join()];
    const [wideBackground, narrowBackground] = group.backgrounds[background];
    picture.set("backgrounds", { wide: wideBackground, narrow: narrowBackground });
    picture.set("frame", { alt, readout, moving: { wide, narrow } });
    for (const [name, model] of Object.entries(models)) model.set("shown", shown.includes(name));
  }

  function back(others = () => true) {
    for (const [name, model] of Object.entries(models)) if (others(name)) put(model, model.state.start);
  }

  for (const [name, model] of Object.entries(models)) {
    model.saved = () => {
      if (!states.joint && sliders.includes(name)) back((other) => other !== name && sliders.includes(other));
      return draw();
    };
  }
  picture.sent = (message) => { if (message === "reset") { back(); draw(); } };
  window.addEventListener("beforeprint", () => { back(); draw(); });

  return draw().then(() => {
    const el = figure.appendChild(document.createElement("div"));
    VIEWS.Picture()({ model: picture, el });
    place.querySelector("img.stored").remove();
    place.prepend(figure);
  });
}

// Paper cannot be unfolded.
window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details")) part.open = true;
});
for (const place of document.querySelectorAll("[data-model]")) show(place);
