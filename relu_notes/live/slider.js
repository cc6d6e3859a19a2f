// A native range input inside its label, with its value in words.
// data-lm-suppress-shortcuts keeps JupyterLab and Notebook from taking the arrow keys.
function render({ model, el }) {
  el.classList.add("relu-notes-control");
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
  input.addEventListener("input", () => {
    words();
    model.set("value", input.valueAsNumber);
    model.save_changes();
  });
  model.on("change:value change:shown", show);
  show();
  return () => model.off("change:value change:shown", show);
}

export default { render };
