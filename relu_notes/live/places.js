// Where controls stand among their positions: for the picture in the notebook, and for the page without a kernel.
function placeOf(control) {
  const value = control.get("value");
  if (typeof value === "number") return Math.round((value - control.get("min")) / control.get("step"));
  return control.get("index") ?? Number(value);
}

function stateAt(control, place) {
  if (control.get("min") !== undefined) {
    const value = control.get("min") + place * control.get("step");
    return { value: Number(value.toPrecision(12)) }; // without rounding noise, which the kernel would answer
  }
  return control.get("index") === undefined ? { value: place === 1 } : { index: place };
}

function put(control, place) {
  for (const [name, value] of Object.entries(stateAt(control, place))) control.set(name, value);
}
