// The colours of the page, for pictures that are painted.

/** Return the colours of those names, such as "class-0", as [r, g, b]. */
export function inks(element, names) {
  const style = getComputedStyle(element);
  return Object.fromEntries(names.map((name) => {
    const hex = style.getPropertyValue(`--${name}`).trim().slice(1);
    const parts = hex.length === 3 ? hex.match(/./g).map((c) => c + c)
      : hex.match(/../g) ?? [];
    return [name, parts.map((part) => parseInt(part, 16))];
  }));
}

/** Return a colour as style sheets write it. */
export const inkText = ([r, g, b]) =>
  `#${[r, g, b].map((c) => c.toString(16).padStart(2, "0")).join("")}`;

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
