// A form of questions without feedback. Its answers become one line of text; nothing is sent.
const STORE = "relu_notes questionnaire ";
const LETTERS = "abcde";
const SKIPPED = "x";
let groups = 0;

function kept(when) {
  try {
    return localStorage.getItem(STORE + when) ?? "";
  } catch { // no storage here
    return "";
  }
}

function keep(when, line) {
  try {
    localStorage.setItem(STORE + when, line);
  } catch { // the reader has the line
  }
}

// Three digits or letters that change with any one character; as relu_notes.inventory.answers.checksum.
function checksum(text) {
  let remainder = 0;
  for (const character of text) remainder = (37 * remainder + character.charCodeAt(0)) % 46649;
  return remainder.toString(36).padStart(3, "0");
}

function made(tag, text = "", properties = {}) {
  const element = Object.assign(document.createElement(tag), { textContent: text, ...properties });
  if (["input", "button", "select"].includes(tag)) element.dataset.lmSuppressShortcuts = "true";
  return element;
}

function labelled(text, control) {
  const label = made("label");
  label.append(made("span", text), control);
  return label;
}

function render({ model, el }) {
  const [when, forms, version, words] = ["when", "forms", "version", "words"].map((name) => model.get(name));
  const after = when === "after";
  el.classList.add("relu-notes-question");
  const choose = made("select");
  choose.append(...Object.keys(forms).map((letter) => new Option(letter, letter)));
  choose.value = model.get("form");
  const before = made("input", "", { type: "text", size: 48, value: after ? kept("before") : "", spellcheck: false });
  const draw = () => words[crypto.getRandomValues(new Uint32Array(1))[0] % words.length];
  const code = made("input", "", { type: "text", size: 16, spellcheck: false });
  const list = made("div");
  const finish = made("button", "Make my line of answers", { type: "button" });
  const told = made("p");
  told.setAttribute("role", "status");
  const line = made("input", "", { type: "text", size: 56, readOnly: true, hidden: true, ariaLabel: "My line of answers" });
  const copy = made("button", "Copy my answers", { type: "button", hidden: true });

  const parts = (text) => text.trim().toLowerCase().match(/^relu(\d+):([ab]):([ab]):\d{8}:([a-z]+:[a-z]+):([a-ex]+):(...)$/);
  const earlier = () => {
    const found = parts(before.value);
    const whole = found && checksum(before.value.trim().toLowerCase().slice(0, -4)) === found[6];
    return whole ? { form: found[3].toUpperCase(), code: found[4], letters: found[5] } : null;
  };
  code.value = (after ? earlier()?.code.replace(":", " ") : "") || (after ? "" : `${draw()} ${draw()}`);
  before.addEventListener("input", () => {
    if (earlier()) code.value = earlier().code.replace(":", " ");
  });

  const act = made("div", "", { className: "act" });
  act.append(labelled("Form (your teacher says which)", choose));
  if (after) act.append(labelled("Your line from before the lessons", before));
  act.append(labelled(after ? "Your two words from then" : "Your two words: write them down, you need them again", code));
  const end = made("div", "", { className: "act" });
  end.append(finish, line, copy);
  el.append(act, list, end, told);

  let boxes = [];
  function show() {
    boxes = forms[choose.value].map(({ text, options, picture, alt }, index) => {
      const box = made("fieldset");
      const shown = made("div", "", { className: "options" });
      const name = `relu-notes-questionnaire-${groups++}`;
      options.forEach(([option], place) => {
        const label = made("label");
        label.append(made("input", "", { type: "radio", name, value: place }), made("span", option));
        shown.append(label);
      });
      box.append(made("legend", `${index + 1}. ${text}`));
      if (picture) box.append(made("img", "", { src: picture, alt, width: 480, className: "drawn" }));
      box.append(shown);
      return box;
    });
    list.replaceChildren(...boxes);
    line.hidden = copy.hidden = true;
    told.textContent = "";
  }

  function answers() {
    return boxes.map((box) => box.querySelector("input:checked")?.value).map((place) => (place ? LETTERS[place] : SKIPPED)).join("");
  }

  function compare(letters) {
    const then = earlier();
    boxes.forEach((box, index) => {
      box.querySelector(".told")?.remove();
      const { options, says, link, title } = forms[choose.value][index];
      const said = made("div", "", { className: "told" });
      const chosen = (form, letter) => (letter === SKIPPED ? "no answer" : forms[form][index].options[LETTERS.indexOf(letter)]);
      const words_ = (answer) => (Array.isArray(answer) ? `${answer[1] ? "✓" : "✗"} ${answer[0]}` : answer);
      said.append(made("p", `Now: ${words_(chosen(choose.value, letters[index]))}`));
      if (then) said.append(made("p", `Before, to the question of form ${then.form}: ${words_(chosen(then.form, then.letters[index]))}`));
      said.append(made("p", `Right: ${options.find(([, right]) => right)[0]}. ${says} `));
      const where = document.body.matches(".handout, .slides") ? link.replace(".ipynb", ".html") : link;
      said.lastChild.append(made("a", title, { href: where }));
      box.append(said);
    });
  }

  finish.addEventListener("click", () => {
    const two = code.value.trim().toLowerCase().split(/[\s:]+/);
    if (two.length !== 2 || !two.every((word) => /^[a-z]{2,8}$/.test(word))) {
      told.textContent = "The code is two words of at most eight letters a to z.";
      code.focus();
      return;
    }
    const now = new Date();
    const day = `${now.getFullYear()}${String(now.getMonth() + 1).padStart(2, "0")}${String(now.getDate()).padStart(2, "0")}`;
    const letters = answers();
    const body = ["relu" + version, when[0], choose.value.toLowerCase(), day, ...two, letters].join(":");
    line.value = `${body}:${checksum(body)}`;
    line.hidden = copy.hidden = false;
    keep(when, line.value);
    const open = [...letters].filter((letter) => letter === SKIPPED).length;
    told.textContent = `${open ? `${open} without an answer. ` : ""}Hand in this line as your teacher says.`;
    if (after) compare(letters);
    line.select();
  });
  copy.addEventListener("click", async () => {
    line.select();
    try {
      await navigator.clipboard.writeText(line.value);
      told.textContent = "Copied.";
    } catch { // a browser that does not allow it
      told.textContent = "Copy the selected line with Ctrl C.";
    }
  });
  choose.addEventListener("change", show);
  show();
}

export default { render };
