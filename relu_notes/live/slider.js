// A native range input inside its label, with its value in words, and Play beside it where the slider asks for that.
// data-lm-suppress-shortcuts keeps JupyterLab and Notebook from taking the arrow keys.
const SECONDS = { slow: 16, normal: 8, fast: 3 }; // from end to end

function render({ model, el }) {
  el.classList.add("relu-notes-control");
  el.classList.toggle("relu-notes-more", model.get("more"));
  el.innerHTML = `<label><span></span> <span class="relu-notes-value" aria-hidden="true"></span>
    <input type="range" data-lm-suppress-shortcuts="true"></label>`;
  const [label, text, input] = el.firstChild.children;
  label.textContent = model.get("label");
  const { min, max, step } = { min: model.get("min"), max: model.get("max"), step: model.get("step") };
  Object.assign(input, { min, max, step });

  function words() {
    text.textContent = model.get("texts")[Math.round((input.valueAsNumber - min) / step)];
    input.setAttribute("aria-valuetext", text.textContent);
  }
  function show() {
    if (input.valueAsNumber !== model.get("value")) input.value = model.get("value");
    el.hidden = !model.get("shown");
    words();
  }
  function move() {
    words();
    model.set("value", input.valueAsNumber);
    const moved = new CustomEvent("relu-notes-move", { bubbles: true, cancelable: true });
    if (el.dispatchEvent(moved)) model.save_changes(); // a picture that can follow by itself tells the kernel later
  }
  input.addEventListener("input", move);
  model.on("change:value change:shown", show);
  show();
  const stop = model.get("play") ? addPlay(el, model.get("label"), input, move) : () => {};
  return () => {
    stop();
    model.off("change:value change:shown", show);
  };
}

// Returns the function that stops it.
function addPlay(el, name, input, move) {
  const part = document.createElement("div");
  part.className = "relu-notes-play";
  part.innerHTML = `<button type="button" data-lm-suppress-shortcuts="true"></button>
    <select data-lm-suppress-shortcuts="true"></select>`;
  const [button, speed] = part.children;
  speed.setAttribute("aria-label", `Speed of ${name}`);
  speed.append(...Object.keys(SECONDS).map((word) => new Option(word, word, false, word === "normal")));
  el.append(part);
  const { min, max } = { min: Number(input.min), max: Number(input.max) };
  let at = 0; // where it would be if there were all values between the positions
  let last = null; // when it was there, and null at rest

  function say() {
    const word = last === null ? "Play" : "Pause";
    button.textContent = last === null ? "▶" : "❚❚";
    button.title = word;
    button.setAttribute("aria-label", `${word} ${name}`);
  }
  function stop() {
    last = null;
    say();
  }
  function go(now) {
    if (last === null) return;
    if (el.hidden || !el.isConnected) return stop();
    at += ((max - min) * Math.max(now - last, 0)) / (1000 * SECONDS[speed.value]);
    last = now;
    const before = input.value;
    input.value = at; // the nearest position
    if (input.value !== before) move();
    if (at >= max) stop();
    else requestAnimationFrame(go);
  }
  button.addEventListener("click", () => {
    if (last !== null) return stop();
    at = input.valueAsNumber < max ? input.valueAsNumber : min;
    last = performance.now();
    say();
    requestAnimationFrame(go);
  });
  input.addEventListener("input", stop); // a hand on the slider
  say();
  return stop;
}

export default { render };
