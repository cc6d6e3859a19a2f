// Questions that the reader answers before the figure does. The page does it all: a prediction is kept in its own
// storage, stays on screen, and is answered once the controls stand where the picture shows what is true.
const STORE = "relu_notes prediction ";
const CHANGED = "relu-notes-predicted";
// Every model has its own copy of this module. A browser that stores nothing keeps predictions while the page is open.
const memory = (globalThis.reluNotesPredictions ??= {});
let groups = 0; // radio buttons of one question share a name

function stored(key) {
  try {
    const state = JSON.parse(localStorage.getItem(STORE + key));
    if (state) return state;
  } catch { // no storage here, or somebody else's text
  }
  return memory[key] ?? {};
}

function store(key, state) {
  memory[key] = state;
  try {
    if (Object.keys(state).length) localStorage.setItem(STORE + key, JSON.stringify(state));
    else localStorage.removeItem(STORE + key);
  } catch { // no storage here
  }
  document.dispatchEvent(new Event(CHANGED));
}

function made(tag, text = "", kind = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = kind;
  return element;
}

// Jupyter's own keys stay away from what has the focus here.
function focusable(element, properties = {}) {
  element.dataset.lmSuppressShortcuts = "true";
  return Object.assign(element, properties);
}

function button(text, onclick, kind = "") {
  return focusable(made("button", text, kind), { type: "button", onclick });
}

function row(...parts) {
  const line = made("div", "", "act");
  line.append(...parts);
  return line;
}

function option(type, text, properties = {}) {
  const label = made("label");
  label.append(focusable(made("input"), { type, ...properties }), made("span", text));
  return label;
}

function renderQuestions({ model, el }) {
  const questions = model.get("questions");
  const immediate = model.get("immediate");
  const boxes = questions.map(() => el.appendChild(made("div", "", "relu-notes-question")));
  const answers = questions.map(() => made("p"));
  const todo = questions.map(() => made("span"));
  const below = made("div", "", "relu-notes-answers");
  const drawn = questions.map(() => ""); // what stands in a box
  const finished = ({ answered, skipped }) => answered || skipped;
  const unfinished = questions.findIndex(({ key }) => !finished(stored(key)));
  let open = unfinished < 0 ? questions.length - 1 : unfinished; // a figure asks its questions one after the other
  let places = questions[0].start; // of the controls, as the picture shows them
  let since = places; // the same when the last prediction was given
  let figure = null;
  el.classList.add("relu-notes-questions");
  if (immediate) el.ariaLabel = model.get("title");
  below.setAttribute("aria-live", "polite");
  below.append(...answers);

  const keep = (index, state) => store(questions[index].key, state);

  function focus(index, selector) {
    boxes[index].querySelector(selector)?.focus();
  }

  const reached = ({ control, from, to, among }) =>
    among ? among.includes(places[control]) : from <= places[control] && places[control] <= to;

  // What the picture says, if it shows the answer: where the question wants the controls, or else once they have moved.
  function shown({ until, move }) {
    const there = until.length ? until.every(reached) : move.some((control) => places[control] !== since[control]);
    return there && figure.querySelector(".relu-notes-readout").textContent;
  }

  // What is still to be done before the picture shows the answer.
  function tell(index) {
    const { until, told } = questions[index];
    const left = until.filter((wanted) => !reached(wanted)).map((wanted) => wanted.told);
    const steps = left.length ? new Intl.ListFormat("en-GB").format(left) : told;
    todo[index].textContent = ` Now ${steps}. The answer appears below the picture.`;
  }

  function moved({ detail }) {
    places = detail;
    for (const [index, { key }] of questions.entries()) {
      const state = stored(key);
      if (state.choice === undefined || state.answered) continue;
      const shows = shown(questions[index]);
      if (shows) keep(index, { ...state, answered: true, shows });
      else if (todo[index].isConnected) tell(index);
    }
  }

  function predict(index, state) {
    since = places;
    const shows = !immediate && shown(questions[index]);
    keep(index, immediate || shows ? { ...state, answered: true, shows } : state);
    focus(index, "p");
  }

  function skip(index) {
    open = Math.max(open, Math.min(index + 1, questions.length - 1));
    keep(index, { skipped: true });
    focus(open, "input, button");
  }

  function again(index) {
    keep(index, {});
    focus(index, "input");
  }

  function next() {
    open += 1;
    show();
    focus(open, "input");
  }

  function ask(index) {
    const { text, options } = questions[index];
    const name = `relu-notes-question-${groups++}`;
    const fieldset = made("fieldset");
    const list = made("div", "", "options");
    list.append(...options.map((one, value) => option("radio", one.text, { name, value })));
    const sure = option("checkbox", "I am sure");
    const commit = button(immediate ? "This is my answer" : "This is my prediction", () =>
      predict(index, { choice: Number(list.querySelector(":checked").value), sure: sure.firstChild.checked }));
    commit.disabled = true;
    list.addEventListener("change", () => (commit.disabled = false));
    const act = row(sure, commit, button("Skip", () => skip(index), "quiet"));
    fieldset.append(made("legend", immediate ? text : `Predict: ${text}`), list, act);
    return fieldset;
  }

  function told(index, { choice, sure, answered }) {
    const { text, options } = questions[index];
    const { right, says } = options[choice];
    const mark = answered ? (right ? "✓ " : "✗ ") : "";
    const how = sure ? " and were sure" : "";
    const line = made("p");
    line.append(immediate ? `${text} ` : "", made("strong", `${mark}You ${immediate ? "answered" : "predicted"}${how}: ${options[choice].text}.`));
    if (!answered) {
      line.append(todo[index]);
      tell(index);
    } else if (immediate) line.append(` ${says}`);
    const more = answered && index === open && index + 1 < questions.length && !immediate;
    const act = row(...(more ? [button("Next question", next)] : []));
    act.append(button(immediate ? "Answer again" : "Predict again", () => again(index), "quiet"));
    act.prepend(focusable(line, { tabIndex: -1 }));
    return act;
  }

  function answer({ options }, { choice, sure, shows }) {
    const { text, right, says } = options[choice];
    const sentence = /[.!?]$/.test(shows) ? shows : `${shows}.`;
    const warm = sure && !right ? " You were sure of this one: such mistakes are the ones that people correct best." : "";
    return [made("strong", `${right ? "✓" : "✗"} You predicted: ${text}.`), ` The picture showed: ${sentence} ${says}${warm}`];
  }

  // Predictions stand above the figure and answers below it, so that the picture stays where it is while it is moved.
  function show() {
    questions.forEach((question, index) => {
      const state = stored(question.key);
      const wanted = JSON.stringify([state, open]);
      boxes[index].hidden = !immediate && index > open;
      if (drawn[index] === wanted) return;
      const asking = state.choice === undefined;
      // What is being filled in stays as it is.
      if (asking && !state.skipped && boxes[index].querySelector("fieldset")) return;
      drawn[index] = wanted;
      const kind = state.answered ? (question.options[state.choice].right ? "right" : "wrong") : "";
      boxes[index].className = `relu-notes-question ${kind}`;
      answers[index].className = `relu-notes-question ${kind}`;
      if (state.skipped) boxes[index].replaceChildren(row(button("Predict after all", () => again(index), "quiet")));
      else boxes[index].replaceChildren(asking ? ask(index) : told(index, state));
      answers[index].replaceChildren(...(state.answered && !immediate ? answer(question, state) : []));
      answers[index].hidden = asking || immediate;
    });
  }

  // The element is in its figure only after this function.
  requestAnimationFrame(() => {
    figure = el.parentElement;
    if (immediate || !figure) return;
    figure.addEventListener("relu-notes-moved", moved);
    figure.append(below);
  });
  document.addEventListener(CHANGED, show);
  show();
  return () => {
    document.removeEventListener(CHANGED, show);
    figure?.removeEventListener("relu-notes-moved", moved);
    below.remove();
  };
}

// The end of a lesson: what was predicted, what was right, and all of it as plain text.
function renderPredictions({ model, el }) {
  const all = Object.entries(model.get("asked")).flatMap(([title, questions]) =>
    questions.map((question) => ({ title, ...question })));
  const summary = made("p");
  const missed = made("ul");
  const told = made("span");
  const text = focusable(made("textarea"), { ariaLabel: "My predictions", readOnly: true, rows: 6, hidden: true });
  summary.setAttribute("role", "status");
  told.setAttribute("role", "status");
  el.classList.add("relu-notes-question");
  el.append(summary, missed, row(button("Copy my predictions", copy), button("Clear", clear, "quiet"), told), text);

  const given = () => all.map((question) => ({ ...question, ...stored(question.key) }));

  // A figure is named after its section.
  function goTo(title) {
    const figures = document.querySelectorAll(".relu-notes-figure, .relu-notes-questions");
    const found = [...figures].find((figure) => figure.ariaLabel === title);
    found?.scrollIntoView({ block: "start" });
    found?.querySelector("input, button")?.focus({ preventScroll: true });
  }

  function link({ title, text }) {
    const item = made("li");
    item.append(button(`${title}: ${text}`, () => goTo(title), "quiet"));
    return item;
  }

  function show() {
    const predicted = given().filter(({ choice }) => choice !== undefined);
    const wrong = predicted.filter(({ options, choice }) => !options[choice].right);
    const right = predicted.length - wrong.length;
    summary.textContent = predicted.length
      ? `${predicted.length} of ${all.length} predicted, ${right} of them right.${wrong.length ? " Those you missed:" : ""}`
      : `You have answered none of the ${all.length} questions of this lesson yet.`;
    missed.replaceChildren(...wrong.map(link));
  }

  function line({ title, text, options, choice, sure }) {
    if (choice === undefined) return `${title}: ${text} No prediction.`;
    const { text: chosen, right } = options[choice];
    return `${title}: ${text} ${chosen}${sure ? " (sure)" : ""}: ${right ? "right" : "not right"}.`;
  }

  async function copy() {
    text.value = given().map(line).join("\n");
    try {
      await navigator.clipboard.writeText(text.value);
      told.textContent = "Copied.";
    } catch { // not every page may write there
      text.hidden = false;
      text.select();
      told.textContent = "Copy the text below.";
    }
  }

  function clear() {
    for (const { key } of all) store(key, {});
  }

  document.addEventListener(CHANGED, show);
  show();
  return () => document.removeEventListener(CHANGED, show);
}

const render = (context) => (context.model.get("asked") ? renderPredictions : renderQuestions)(context);

export default { render };
