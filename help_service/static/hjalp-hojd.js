// Keeps the whole panel within the window, whatever stands above it on the page.

const ROOM_ABOVE = "--hjalp-ovanfor";

/** Watches how much of what stands above the panel is in the window; returns how to stop. */
export function keepInWindow(panel) {
  const watching = new AbortController();
  const { signal } = watching;
  const fit = () => fitIn(panel);
  addEventListener("scroll", fit, { signal, passive: true });
  addEventListener("resize", fit, { signal, passive: true });
  // What stands above may fold or unfold.
  const sizes = new ResizeObserver(fit);
  sizes.observe(document.body);
  return () => {
    watching.abort();
    sizes.disconnect();
  };
}

/** Takes the room above from the panel's height. */
export function fitIn(panel) {
  if (!panel.hasAttribute("open")) return;
  const above = Math.round(Math.max(0, panel.getBoundingClientRect().top));
  if (getComputedStyle(panel).position !== "sticky") panel.style.removeProperty(ROOM_ABOVE);
  else panel.style.setProperty(ROOM_ABOVE, `${above}px`);
}
