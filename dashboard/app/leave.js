// Asks before the page is left or reloaded while it holds a story that exists in this session alone. When another page was
// chosen in the navigation by key, the focus follows to its title once the page is drawn, so that its first control is one
// press of Tab away. On a phone, where the list of pages covers the page, it is closed then.
export default function ({ data }) {
  window.onbeforeunload = data.unsaved ? (event) => event.preventDefault() : null;
  const before = window.parallaxPage;
  window.parallaxPage = data.page;
  if (before !== undefined && before !== data.page && window.innerWidth <= 640) {
    const closed = document.querySelector("[data-testid=stExpandSidebarButton]");
    if (!closed) document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  }
  const link = document.activeElement?.closest("[data-testid=stSidebarNav] a");
  if (before === undefined || before === data.page || !link?.matches(":focus-visible")) return;
  const follow = (tries) => {
    const away = document.activeElement !== link && document.activeElement !== document.body;
    if (away || window.parallaxPage !== data.page) return;
    const title = document.querySelector("[data-testid=stMain] h1");
    if (title && document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")) {
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
    } else if (tries) setTimeout(() => follow(tries - 1), 150);
  };
  setTimeout(() => follow(40), 150);
}
