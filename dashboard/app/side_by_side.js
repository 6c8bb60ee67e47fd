// Articles side by side: a sentence that is pointed at lights up with those that report the same, and a click brings
// them to its height. The markup comes from the server, every text in it escaped.
export default function ({ data, parentElement }) {
  if (parentElement.dataset.shown === data.html) return;
  parentElement.dataset.shown = data.html;
  parentElement.innerHTML = data.html;
  const root = parentElement.querySelector(".px-side-by-side");
  const rowsOf = (sentence) => sentence.dataset.rows.split(" ");
  const light = (sentence, scroll) => {
    const rows = new Set(rowsOf(sentence));
    root.querySelectorAll(".lit").forEach((other) => other.classList.remove("lit"));
    root.querySelectorAll("[data-rows]").forEach((other) => {
      if (rowsOf(other).some((row) => rows.has(row))) other.classList.add("lit");
    });
    if (!scroll) return;
    const own = sentence.closest(".px-column");
    const height = sentence.getBoundingClientRect().top - own.getBoundingClientRect().top;
    root.querySelectorAll(".px-column").forEach((column) => {
      const first = column !== own && column.querySelector(".lit");
      if (!first) return;
      const top = first.getBoundingClientRect().top - column.getBoundingClientRect().top;
      column.scrollTo({ top: column.scrollTop + top - height, behavior: "smooth" });
    });
  };
  const hit = (event) => event.target.closest && event.target.closest("[data-rows]");
  root.onmouseover = (event) => hit(event) && light(hit(event), false);
  root.onclick = (event) => hit(event) && light(hit(event), true);
  root.onkeydown = (event) => {
    if (!hit(event) || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    light(hit(event), true);
  };
  const here = root.querySelector(".here");
  if (here) {
    here.closest(".px-column").scrollTop = here.offsetTop - 40;
    if (here.dataset.rows) light(here, true);
  }
}
