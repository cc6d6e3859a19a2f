// Questions that the reader answers before the figure does. The page does it all: a prediction is kept in its own
// storage, stays on screen, and is answered once the controls stand where the picture shows what is true.
const STORE = "relu_notes prediction ";
const CHANGED = "relu-notes-predicted";
let groups = 0; // radio buttons of one question share a name

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(STORE + key)) ?? {};
  } catch { // no storage here, or somebody else's text
    return {};
  }
}

function store(key, state) {
  try {
    if (state) localStorage.setItem(STORE + key, JSON.stringify(state));
    else localStorage.removeItem(STORE + key);
  } catch {
    // kept for as long as the page is open
  }
  document.dispatchEvent(new Event(CHANGED));
}

function made(tag, text = "", kind = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (kind) element.className = kind;
  return element;
}

function button(text, action, kind = "") {
  const made_ = made("button", text, kind);
  made_.type = "button";
  made_.dataset.lmSuppressShortcuts = "true";
  made_.addEventListener("click", action);
  return made_;
}

function renderQuestions({ model, el }) {
  const questions = model.get("questions");
  const immediate = model.get("immediate");
  let before = null; // where the controls stood at the last move
  let figure = null;
  const below = made("div", "", "relu-notes-questions"); // the answers
  const states = questions.map(({ key }) => stored(key)); // { choice, sure, answered, skipped }
  const boxes = questions.map(() => el.appendChild(made("div", "", "relu-notes-question")));
  el.classList.add("relu-notes-questions");

  // Asked one after the other; those without a figure all at once.
  const done = ({ answered, skipped }) => answered || skipped;
  let open = immediate ? questions.length : Math.max(0, [...states, {}].findIndex((state) => !done(state)));

  function keep(index, state) {
    states[index] = state;
    store(questions[index].key, Object.keys(state).length ? state : null);
    show();
  }

  // The picture shows the answer now, if the controls stand where the question says, or else have moved.
  function shows({ until, move }, places) {
    const reached = ({ control, from, to, among }) =>
      among ? among.includes(places[control]) : from <= places[control] && places[control] <= to;
    return until.length ? until.every(reached) : move.some((control) => places[control] !== before?.[control]);
  }

  function changed({ detail: places }) {
    states.forEach((state, index) => {
      if (state.choice === undefined || state.answered || !shows(questions[index], places)) return;
      // The picture and its sentence follow the control in the next frames.
      setTimeout(() => states[index].choice !== undefined && keep(index, { ...states[index], answered: true }), 150);
    });
    before = places;
    setTimeout(saysWhatThePictureShows, 200);
  }

  function ask(box, index) {
    const { text, options } = questions[index];
    const name = `relu-notes-question-${groups++}`;
    const fieldset = made("fieldset");
    const legend = made("legend", immediate ? text : `Predict: ${text}`);
    const list = made("div", "", "options");
    for (const [place, option] of options.entries()) {
      const label = made("label");
      const radio = Object.assign(document.createElement("input"), { type: "radio", name, value: place });
      radio.dataset.lmSuppressShortcuts = "true";
      radio.addEventListener("change", () => (commit.disabled = false));
      label.append(radio, made("span", option.text));
      list.append(label);
    }
    const sure = made("label");
    const box_ = Object.assign(document.createElement("input"), { type: "checkbox" });
    box_.dataset.lmSuppressShortcuts = "true";
    sure.append(box_, made("span", "I am sure"));
    const commit = button(immediate ? "This is my answer" : "This is my prediction", () => {
      const choice = Number(list.querySelector("input:checked").value);
      keep(index, { choice, sure: box_.checked, answered: immediate });
      box.querySelector("[tabindex]")?.focus();
    });
    commit.disabled = true;
    const act = made("div", "", "act");
    act.append(sure, commit, button("Skip", () => { open = Math.max(open, index + 1); keep(index, { skipped: true }); }, "quiet"));
    fieldset.append(legend, list, act);
    box.append(fieldset);
  }

  function wait(box, index) {
    const { options, labels } = questions[index];
    const { choice, answered } = states[index];
    const told = answered ? "" : ` Now move ${labels.join(" and ")}.`;
    const line = made("p", `You predicted: ${options[choice].text}.${told}`);
    line.tabIndex = -1;
    box.append(line);
  }

  function answer(box, index) {
    const { options } = questions[index];
    const { choice, sure } = states[index];
    const { text, says, right } = options[choice];
    box.classList.add(right ? "right" : "wrong");
    const verb = immediate ? "answered" : "predicted";
    const predicted = made("p", `${right ? "✓" : "✗"} You ${verb}: ${text}${sure ? ", and were sure" : ""}.`);
    predicted.tabIndex = -1;
    box.append(predicted);
    if (!immediate) box.append(made("p", "", "shows"));
    const warm = !right && sure ? "What you were sure of and see refuted is what you will remember best. " : "";
    box.append(made("p", warm + says));
    const act = made("div", "", "act");
    if (!immediate && index === open && index + 1 < questions.length) {
      act.append(button("Next question", () => { open = index + 1; show(); boxes[open].scrollIntoView({ block: "nearest" }); }));
    }
    act.append(button(immediate ? "Answer again" : "Predict again", () => keep(index, {}), "quiet"));
    box.append(act);
  }

  function saysWhatThePictureShows() {
    const readout = figure?.querySelector(".relu-notes-readout")?.textContent;
    for (const line of below.querySelectorAll(".shows")) line.textContent = readout ? `The picture shows: ${readout}` : "";
  }

  // Predictions stand above the figure and answers below it, so that the picture stays where it is while it is moved.
  function show() {
    below.replaceChildren();
    boxes.forEach((box, index) => {
      const state = states[index];
      box.className = "relu-notes-question";
      box.replaceChildren();
      box.hidden = index > open;
      box.setAttribute("role", state.choice === undefined ? "presentation" : "status");
      if (state.skipped) {
        const act = made("div", "", "act");
        act.append(button("Predict after all", () => keep(index, {}), "quiet"));
        box.append(act);
      } else if (state.choice === undefined) ask(box, index);
      else if (immediate) answer(box, index);
      else {
        wait(box, index);
        if (!state.answered) return;
        const said = below.appendChild(made("div", "", "relu-notes-question"));
        said.setAttribute("role", "status");
        answer(said, index);
      }
    });
    saysWhatThePictureShows();
  }

  // The element is in its figure only after this function.
  requestAnimationFrame(() => {
    figure = el.parentElement;
    if (immediate || !figure) return;
    figure.addEventListener("relu-notes-moved", changed);
    figure.append(below);
  });
  const reread = () => {
    const now = questions.map(({ key }) => stored(key));
    if (JSON.stringify(now) === JSON.stringify(states)) return;
    now.forEach((state, index) => (states[index] = state));
    show();
  };
  document.addEventListener("relu-notes-cleared", reread);
  show();
  return () => {
    document.removeEventListener("relu-notes-cleared", reread);
    figure?.removeEventListener("relu-notes-moved", changed);
    below.remove();
  };
}

// The end of a lesson: what was predicted, what was right, and all of it as plain text.
function renderPredictions({ model, el }) {
  el.classList.add("relu-notes-question");
  const summary = document.createElement("p");
  summary.setAttribute("role", "status");
  const missed = document.createElement("ul");
  const act = document.createElement("div");
  act.className = "act";
  act.innerHTML = `<button type="button" data-lm-suppress-shortcuts="true">Copy my predictions</button>
    <button type="button" class="quiet" data-lm-suppress-shortcuts="true">Clear</button><span role="status"></span>`;
  const [copy, clear, told] = act.children;
  el.append(summary, missed, act);

  const all = Object.entries(model.get("asked")).flatMap(([title, questions]) =>
    questions.map((question) => ({ title, ...question })));

  function place(title) {
    const figures = document.querySelectorAll(".relu-notes-figure[aria-label], [data-title]");
    return [...figures].find((figure) => [figure.ariaLabel, figure.dataset.title].includes(title));
  }

  function show() {
    const given = all.map((question) => ({ ...question, ...stored(question.key) })).filter(({ choice }) => choice !== undefined);
    const right = given.filter(({ options, choice }) => options[choice].right);
    const wrong = given.filter(({ options, choice }) => !options[choice].right);
    summary.textContent = given.length
      ? `${given.length} of ${all.length} predicted, ${right.length} of them right.${wrong.length ? " Those you missed:" : ""}`
      : `None of the ${all.length} questions of this lesson is answered yet.`;
    missed.replaceChildren(...wrong.map(({ title, text }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = "#";
      link.dataset.lmSuppressShortcuts = "true";
      link.textContent = `${title}: ${text}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        place(title)?.scrollIntoView({ block: "center" });
      });
      item.append(link);
      return item;
    }));
  }

  const asText = () => all.map(({ title, text, options, key }) => {
    const { choice, sure } = stored(key);
    const chosen = choice === undefined ? "no prediction"
      : `${options[choice].text}${sure ? " (sure)" : ""}: ${options[choice].right ? "right" : "not right"}`;
    return `${title}: ${text} ${chosen}`;
  }).join("\n");

  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(asText());
      told.textContent = "Copied.";
    } catch { // a page from a file, or a browser that asks first: show it for copying by hand
      const area = document.createElement("textarea");
      area.value = asText();
      area.rows = 6;
      area.style.width = "100%";
      area.ariaLabel = "My predictions";
      area.dataset.lmSuppressShortcuts = "true";
      el.append(area);
      area.select();
      told.textContent = "Select the text and copy it.";
    }
  });
  clear.addEventListener("click", () => {
    for (const { key } of all) store(key, null);
    document.dispatchEvent(new Event("relu-notes-cleared"));
    show();
  });
  document.addEventListener(CHANGED, show);
  show();
  return () => document.removeEventListener(CHANGED, show);
}

const render = (context) => (context.model.get("asked") ? renderPredictions : renderQuestions)(context);

export default { render };
