// Play and pause: a step of time for every frame that can be seen.

const CALM = 500; // ms between pictures for readers who want no motion

/**
 * Return { playing, play, pause }. While it plays, tick() is called with each
 * frame; it stops when tick returns false, the explorable is scrolled out of
 * sight or its tab is hidden. changed() hears of starts and stops.
 */
export function player({ root, signal, tick, changed }) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let frame = null;
  let last = 0;
  const loop = (now) => {
    frame = requestAnimationFrame(loop);
    if (calm.matches && now - last < CALM) return;
    last = now;
    if (!tick(calm.matches)) pause();
  };
  const play = () => {
    frame ??= requestAnimationFrame(loop);
    changed();
  };
  const pause = () => {
    if (frame === null) return;
    cancelAnimationFrame(frame);
    frame = null;
    changed();
  };
  const sight = new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting) pause();
  });
  sight.observe(root);
  document.addEventListener(
    "visibilitychange", () => document.hidden && pause(), { signal },
  );
  signal.addEventListener("abort", () => {
    sight.disconnect();
    pause();
  });
  return { play, pause, get playing() { return frame !== null; } };
}
