// One screen at a time: page keys, space and the arrows turn the pages, unless a control has them.
const slides = [...document.querySelectorAll(".slide")];
const pager = document.createElement("nav");
pager.className = "pager";
pager.setAttribute("aria-label", "Slides");
pager.innerHTML = `<span role="status"></span>
  <button type="button" aria-label="Previous slide">←</button><button type="button" aria-label="Next slide">→</button>`;
const [place, previous, next] = pager.children;
document.body.append(pager);

function turnTo(number, move = true) {
  const at = Math.min(Math.max(number, 0), slides.length - 1);
  slides.forEach((slide, index) => slide.classList.toggle("now", index === at));
  place.textContent = `${at + 1} of ${slides.length}`;
  fitScreen();
  if (move) {
    history.replaceState(null, "", `#${at + 1}`);
    slides[at].focus({ preventScroll: true });
    slides[at].scrollTop = 0;
  }
}

// What is too high for the screen is made smaller, as long as it stays legible; what is far too long scrolls as it is.
const SMALLEST = 60; // per cent
function fitScreen() {
  const slide = slides[now()];
  const zoomTo = (zoom) => { for (const part of slide.children) part.style.zoom = zoom; };
  zoomTo(1);
  for (let zoom = 95; zoom >= SMALLEST && slide.scrollHeight > slide.clientHeight + 1; zoom -= 5) zoomTo(zoom / 100);
  if (slide.scrollHeight > 1.5 * slide.clientHeight) zoomTo(1);
}
new ResizeObserver(fitScreen).observe(document.body);
for (const event of ["relu-notes-predicted", "toggle"]) document.addEventListener(event, () => setTimeout(fitScreen, 50), true);

// What is tagged as a fragment is seen at the second step, the answer after the question.
function step(by) {
  const hidden = slides[now()].querySelector(".fragment:not(.seen)");
  if (by < 0 || !hidden) return turnTo(now() + by);
  hidden.classList.add("seen");
  fitScreen();
  hidden.scrollIntoView({ block: "end" });
}

const now = () => slides.findIndex((slide) => slide.classList.contains("now"));
const STEPS = { PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowLeft: -1, " ": 1 };
document.addEventListener("keydown", (event) => {
  const paging = event.key.startsWith("Page");
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (!paging && event.target.closest("input, select, button, a, textarea, summary")) return;
  if (event.key === " " && event.shiftKey) step(-1);
  else if (event.key in STEPS) step(STEPS[event.key]);
  else if (event.key === "Home") turnTo(0);
  else if (event.key === "End") turnTo(slides.length - 1);
  else return;
  event.preventDefault();
});
previous.addEventListener("click", () => step(-1));
next.addEventListener("click", () => step(1));

// The address names a slide by its number, or a heading on it.
function named() {
  const name = decodeURIComponent(location.hash.slice(1));
  const heading = document.getElementById(name);
  return heading ? slides.indexOf(heading.closest(".slide")) : (Number(name) || 1) - 1;
}
window.addEventListener("hashchange", () => turnTo(named()));
turnTo(named(), false);
