// A page without a kernel: the notebook's own controls and picture, moved by states that were drawn ahead.
class Model {
  constructor(state) {
    this.state = state;
    this.listeners = {};
    this.saved = () => {};
  }
  get(name) { return this.state[name]; }
  set(name, value) {
    if (this.state[name] === value) return;
    this.state[name] = value;
    (this.listeners[`change:${name}`] ?? []).forEach((listener) => listener());
  }
  save_changes() { this.saved(); }
  send() {}
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
  return state.kind === "Toggle" ? { value: place === 1 } : { index: place };
}

// The frames stand in order, the last slider's place counting fastest; a layer is a list of its pieces.
function frameAt({ sliders, backgrounds, pieces, frames }, models, place = (name) => placeOf(models[name])) {
  const at = sliders.reduce((sum, name) => sum * models[name].state.places.length + place(name), 0);
  const [background, wide, narrow, readout, alt, shown] = frames[at];
  const layer = (indices) => indices.map((index) => pieces[index]).join("");
  return {
    background: backgrounds[background],
    frame: { alt, readout, moving: { wide: layer(wide), narrow: layer(narrow) } },
    shown,
  };
}

// One copy for the page, since radio buttons of one name belong together.
const Question = VIEWS.Question();

function showQuestions(place, state) {
  place.replaceChildren();
  const view = state.kind === "Questionnaire" ? VIEWS.Questionnaire() : Question;
  view({ model: new Model(state), el: place });
}

function show(place) {
  const states = JSON.parse(document.getElementById(`states-${place.dataset.model}`).textContent);
  return states.groups ? showFigure(place, states) : showQuestions(place, states);
}

function showFigure(place, states) {
  const groups = {};
  const models = {};
  const figure = document.createElement("div");
  figure.className = "relu-notes-figure";
  if (states.questions.length) {
    const { title, questions } = states;
    const el = figure.appendChild(document.createElement("div"));
    Question({ model: new Model({ title, questions, immediate: false }), el });
  }
  for (const [name, state] of Object.entries(states.controls)) {
    models[name] = new Model({ ...state, ...valueAt(state, state.start) });
    const el = figure.appendChild(document.createElement("div"));
    VIEWS[state.kind]()({ model: models[name], el });
  }
  const picture = new Model({
    title: states.title, sizes: states.sizes, layouts: ["wide"], backgrounds: {},
    frame: { alt: "", readout: "", moving: {} }, controls: Object.keys(models),
    first: Object.values(states.controls).map(({ start }) => start),
  });
  picture.widget_manager = { get_model: (name) => models[name] };
  const menus = Object.keys(models).filter((name) => models[name].state.kind !== "Slider");
  let ticks = 0;

  const keyNow = () => menus.map((name) => placeOf(models[name])).join();
  // Where a handle would be: the picture asks for frames along one slider.
  picture.frameAt = (places) => {
    const group = groups[keyNow()];
    return group && frameAt(group, models, (name) => places[Object.keys(models).indexOf(name)]).frame;
  };

  async function draw() {
    const tick = ++ticks;
    const key = keyNow();
    if (!(key in groups)) {
      const group = await unpacked(states.groups[states.groups[key]] ?? states.groups[key]);
      groups[key] = { ...group, backgrounds: group.backgrounds.map(([wide, narrow]) => ({ wide, narrow })) };
      if (tick !== ticks) return;
    }
    const { background, frame, shown } = frameAt(groups[key], models);
    picture.set("backgrounds", background);
    picture.set("frame", frame);
    for (const [name, model] of Object.entries(models)) model.set("shown", shown.includes(name));
  }

  async function move() {
    await draw();
    const places = Object.values(models).map((model) => model.state.places[placeOf(model)]);
    figure.dispatchEvent(new CustomEvent("relu-notes-moved", { detail: places }));
  }

  for (const model of Object.values(models)) model.saved = move;
  window.addEventListener("beforeprint", () => {
    for (const model of Object.values(models)) put(model, model.state.start);
    draw();
  });

  return draw().then(() => {
    const el = figure.appendChild(document.createElement("div"));
    VIEWS.Picture()({ model: picture, el });
    place.replaceChildren(figure);
  });
}

// Paper cannot be unfolded.
window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details")) part.open = true;
});
for (const place of document.querySelectorAll("[data-model]")) show(place);
