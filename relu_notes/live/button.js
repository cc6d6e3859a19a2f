// A native button, with how often it was pressed beside it.
function render({ model, el }) {
  el.classList.add("relu-notes-control");
  el.innerHTML = `<button type="button" data-lm-suppress-shortcuts="true"></button>
    <span class="relu-notes-value"></span>`;
  const [button, text] = el.children;
  button.textContent = model.get("label");

  function show() {
    text.textContent = model.get("texts")[model.get("index")];
    el.hidden = !model.get("shown");
  }
  button.addEventListener("click", () => {
    const next = model.get("index") + 1;
    model.set("index", next < model.get("texts").length ? next : 1);
    model.save_changes();
  });
  model.on("change:index change:shown", show);
  show();
  return () => model.off("change:index change:shown", show);
}

export default { render };
