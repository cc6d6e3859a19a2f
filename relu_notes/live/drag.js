// What moves in a picture is taken hold of by its handles, and the control follows.

// Where the handle of that number stands in a frame.
function handleIn(frame, layout, number) {
  const found = new RegExp(`data-handle="${number}"[^>]*cx="([^"]*)" cy="([^"]*)"`).exec(frame?.moving[layout] ?? "");
  return found && { x: Number(found[1]), y: Number(found[2]) };
}

// The place of a control at which a handle is nearest to a point, among the frames that `frameAt` knows.
function nearest(controls, frameAt, layout, { number, control, along }, point) {
  const place = controls.map(placeOf);
  const now = place[control];
  const distance = (at) => {
    const handle = handleIn(frameAt(place.with(control, at)), layout, number);
    if (!handle) return Infinity;
    return Math.hypot(...[...along].map((axis) => handle[axis] - point[axis]));
  };
  let best = now;
  let least = distance(now);
  for (let at = 0; at < controls[control].get("texts").length; at++) {
    const far = distance(at);
    if (far < least) [best, least] = [at, far];
  }
  return best;
}

// A handle follows the pointer as far as there are frames that say where it would be. `width` is the picture's in its
// own pixels; `move` puts a control to a place. Returns how to go on when frames come, and how to let go.
function handles(picture, { controls, layout, width, frameAt, move }) {
  let held = null; // the handle, where the pointer is, and how far from the handle's middle it took hold
  let last = null; // the timer that ends it: after a quick stroke frames come that say where it led

  function at(event) {
    const box = picture.getBoundingClientRect();
    const scale = width() / box.width;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  }
  function grab(event) {
    const { handle: number, control, along } = event.target.dataset ?? {};
    if (number === undefined || event.button !== 0 || !controls()[control]?.get("shown")) return;
    event.preventDefault(); // no text is selected
    clearTimeout(last);
    const middle = { x: event.target.cx.baseVal.value, y: event.target.cy.baseVal.value };
    const point = at(event);
    held = { number, control: Number(control), along, point, dx: middle.x - point.x, dy: middle.y - point.y };
    picture.setPointerCapture(event.pointerId);
    picture.classList.add("held");
  }
  // Browsers would take the stroke for scrolling as soon as the handle that it began on is drawn anew.
  function hold(event) {
    if (event.target.dataset?.handle) event.preventDefault();
  }
  function pull(event) {
    if (!held || !picture.hasPointerCapture(event.pointerId)) return;
    held.point = at(event);
    drag();
  }
  function drag() {
    const control = held && controls()[held.control];
    if (!control) return;
    const { point, dx, dy } = held;
    const place = nearest(controls(), frameAt, layout(), held, { x: point.x + dx, y: point.y + dy });
    if (place !== placeOf(control)) move(control, place);
  }
  function release() {
    picture.classList.remove("held");
    last = setTimeout(letGo, 1000);
  }
  function letGo() {
    clearTimeout(last);
    held = null;
  }
  picture.addEventListener("pointerdown", grab);
  picture.addEventListener("touchstart", hold, { passive: false });
  picture.addEventListener("pointermove", pull);
  for (const event of ["pointerup", "pointercancel"]) picture.addEventListener(event, release);
  return { drag, letGo };
}
