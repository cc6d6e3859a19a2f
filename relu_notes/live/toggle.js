// A native check box with a label.
let count = 0;

function render({ model, el }) {
  const id = `relu-notes-toggle-${(count += 1)}`;
  el.classList.add("relu-notes-control", "relu-notes-toggle");
  el.innerHTML = `<input id="${id}" type="checkbox" data-lm-suppress-shortcuts="true"><label for="${id}"></label>`;
  const [input, label] = el.children;
  label.textContent = model.get("label");

  const show = () => (input.checked = model.get("value"));
  input.addEventListener("change", () => {
    model.set("value", input.checked);
    model.save_changes();
  });
  model.on("change:value", show);
  show();
  return () => model.off("change:value", show);
}

export default { render };
