// A native check box inside its label.
function render({ model, el }) {
  el.classList.add("relu-notes-control");
  el.classList.toggle("relu-notes-more", model.get("more"));
  el.innerHTML = `<label><input type="checkbox" data-lm-suppress-shortcuts="true"> <span></span></label>`;
  const [input, label] = el.firstChild.children;
  label.textContent = model.get("label");

  function show() {
    input.checked = model.get("value");
    el.hidden = !model.get("shown");
  }
  input.addEventListener("change", () => {
    model.set("value", input.checked);
    model.save_changes();
  });
  model.on("change:value change:shown", show);
  show();
  return () => model.off("change:value change:shown", show);
}

export default { render };
