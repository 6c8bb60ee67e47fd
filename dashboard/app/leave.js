// Asks before the page is left or reloaded while it holds a story that exists in this session alone.
export default function ({ data }) {
  window.onbeforeunload = data.unsaved ? (event) => event.preventDefault() : null;
}
