// A native drop-down list with a label.
let count = 0;

function render({ model, el }) {
  const id = `relu-notes-menu-${(count += 1)}`;
  el.classList.add("relu-notes-control");
  el.innerHTML = `<label for="${id}"></label><select id="${id}" data-lm-suppress-shortcuts="true"></select>`;
  const [label, select] = el.children;
  label.textContent = model.get("label");
  select.append(...model.get("titles").map((title, index) => new Option(title, index)));

  const show = () => (select.selectedIndex = model.get("index"));
  select.addEventListener("change", () => {
    model.set("index", select.selectedIndex);
    model.save_changes();
  });
  model.on("change:index", show);
  show();
  return () => model.off("change:index", show);
}

export default { render };
