// What had to make room glides there from where it was, so that the eye can follow.
const MILLISECONDS = 150;
const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const glides = new WeakMap();

export const isGliding = (element) => glides.get(element)?.playState === "running";

/** Where these elements are, as far as one can see them; `play` lets them glide from there to where they are by then. */
export function watch(elements) {
  if (isCalm()) return () => {};
  const before = new Map();
  for (const element of elements) {
    const box = element.getBoundingClientRect();
    if (box.bottom > -200 && box.top < innerHeight + 200) before.set(element, box);
  }
  return function play() {
    // First all that is measured, then all that is moved: else each would lay the page out anew.
    const ways = [];
    for (const element of before.keys()) glides.get(element)?.cancel();
    for (const [element, was] of before) {
      if (!element.isConnected) continue;
      const now = element.getBoundingClientRect();
      const x = was.left - now.left;
      const y = was.top - now.top;
      if (Math.abs(x) > 1 || Math.abs(y) > 1) ways.push([element, x, y]);
    }
    for (const [element, x, y] of ways) {
      const from = { transform: `translate(${x}px, ${y}px)` };
      glides.set(element, element.animate([from, { transform: "none" }], { duration: MILLISECONDS, easing: "ease-out" }));
    }
  };
}
