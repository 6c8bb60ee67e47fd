// Brings what was just opened into sight, with what it belongs to above it. Pictures higher up may still be growing, so it
// looks again a little later, unless the reader has scrolled meanwhile. A box that can be closed is closed by Escape too, and
// hands the focus back to where it was opened.
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
  if (!data.back) return;
  const leave = (event) => {
    // A list or a box over the page that is open takes the key for itself.
    const taken = document.querySelector("[data-testid=stPopoverBody], [data-baseweb=popover], [role=listbox]");
    if (event.key === "Escape" && !event.defaultPrevented && !taken) {
      box.querySelector('[class*="st-key-close"] button')?.click();
    }
  };
  const home = () => {
    const lost = !document.activeElement || document.activeElement === document.body;
    if (lost && !document.querySelector(`.st-key-${data.box}`)) document.querySelector(data.back)?.focus();
  };
  document.addEventListener("keydown", leave);
  return () => {
    document.removeEventListener("keydown", leave);
    [60, 300].forEach((wait) => setTimeout(home, wait));
  };
}
