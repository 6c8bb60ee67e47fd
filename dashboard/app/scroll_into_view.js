// Brings what was just opened into sight, with what it belongs to above it. Pictures higher up may still be growing, so it
// looks again a little later, unless the reader has scrolled meanwhile.
export default function ({ data, parentElement }) {
  const box = parentElement.closest(`.st-key-${data.box}`);
  if (!box) return;
  let moved = false;
  const stop = () => { moved = true; };
  window.addEventListener("wheel", stop, { passive: true, once: true });
  window.addEventListener("touchmove", stop, { passive: true, once: true });
  window.addEventListener("keydown", stop, { once: true });
  const target = () => (data.inside ? box.querySelector(data.inside) : box);
  const show = () => moved || target()?.scrollIntoView({ block: "nearest" });
  if (box.dataset.shown !== data.opened) [50, 400, 1200].forEach((wait) => setTimeout(show, wait));
  box.dataset.shown = data.opened;
}
