// Where controls stand among their positions: for the picture in the notebook, and for the page without a kernel.
function placeOf(control) {
  const value = control.get("value");
  if (typeof value === "number") return Math.round((value - control.get("min")) / control.get("step"));
  return control.get("index") ?? Number(value);
}

function put(control, place) {
  if (control.get("min") !== undefined) control.set("value", control.get("min") + place * control.get("step"));
  else if (control.get("index") !== undefined) control.set("index", place);
  else control.set("value", place === 1);
}

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
