// A native drop-down list inside its label.
function render({ model, el }) {
  el.classList.add("relu-notes-control");
  el.classList.toggle("relu-notes-more", model.get("more"));
  el.innerHTML = `<label><span></span> <select data-lm-suppress-shortcuts="true"></select></label>`;
  const [label, select] = el.firstChild.children;
  label.textContent = model.get("label");
  select.append(...model.get("texts").map((title, index) => new Option(title, index)));

  function show() {
    select.selectedIndex = model.get("index");
    el.hidden = !model.get("shown");
  }
  select.addEventListener("change", () => {
    model.set("index", select.selectedIndex);
    model.save_changes();
  });
  model.on("change:index change:shown", show);
  show();
  return () => model.off("change:index change:shown", show);
}

export default { render };
