// The colours of the page, for pictures that are painted.

/** Return the colours of those names, such as "class-0", as #rrggbb. */
export function inks(element, names) {
  const style = getComputedStyle(element);
  return Object.fromEntries(names.map((name) =>
    [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** Return how much red, green and blue there is in a colour. */
export const inkParts = (colour) =>
  colour.match(/\w\w/g).map((part) => parseInt(part, 16));

/** Call repaint whenever the page changes between light and dark. */
export function onRepaint(repaint, signal) {
  const watch = new MutationObserver(repaint);
  const filter = ["data-theme", "data-jp-theme-light"];
  for (const element of [document.documentElement, document.body]) {
    watch.observe(element, { attributes: true, attributeFilter: filter });
  }
  matchMedia("(prefers-color-scheme: dark)")
    .addEventListener("change", repaint, { signal });
  signal.addEventListener("abort", () => watch.disconnect());
}
