// A native range input with a label and its value in words.
// data-lm-suppress-shortcuts keeps JupyterLab and Notebook from taking its arrow keys.
let count = 0;

function render({ model, el }) {
  const id = `relu-notes-slider-${(count += 1)}`;
  el.classList.add("relu-notes-control");
  el.innerHTML = `<label for="${id}"></label><span class="relu-notes-value" aria-hidden="true"></span>
    <input id="${id}" type="range" data-lm-suppress-shortcuts="true">`;
  const [label, text, input] = el.children;
  label.textContent = model.get("label");
  Object.assign(input, { min: model.get("min"), max: model.get("max"), step: model.get("step") });

  function show() {
    const position = Math.round((model.get("value") - model.get("min")) / model.get("step"));
    text.textContent = model.get("texts")[position];
    input.setAttribute("aria-valuetext", text.textContent);
    if (input.valueAsNumber !== model.get("value")) input.value = model.get("value");
  }
  input.addEventListener("input", () => {
    model.set("value", input.valueAsNumber);
    model.save_changes();
  });
  model.on("change:value", show);
  show();
  return () => model.off("change:value", show);
}

export default { render };
