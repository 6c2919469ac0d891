// A table that is wider than its page scrolls sideways. Then it can be reached with the keyboard,
// and is named by the heading above it. A table that fits is no stop on the way.
(() => {
  const FRAME = ".md-typeset__scrollwrap";
  const article = document.querySelector("article");
  if (!article) return;

  function above(frame) {
    const headings = [...article.querySelectorAll("h1, h2, h3, h4")];
    const before = Node.DOCUMENT_POSITION_PRECEDING;
    return headings.filter((each) => frame.compareDocumentPosition(each) & before).at(-1);
  }

  function mark(frame) {
    if (frame.scrollWidth <= frame.clientWidth) {
      frame.removeAttribute("tabindex");
      frame.removeAttribute("role");
      frame.removeAttribute("aria-label");
      return;
    }
    const heading = above(frame);
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", `${heading ? heading.textContent : "Tabell"}, går att rulla i sidled`);
  }

  // A cell tells its column, so that a small screen can show each row as a box of its own.
  for (const table of article.querySelectorAll("table:not([class])")) {
    const names = [...table.querySelectorAll("th")].map((each) => each.textContent);
    if (names.length < 3) continue;
    for (const row of table.tBodies[0].rows) {
      [...row.cells].forEach((cell, place) => (cell.dataset.namn = names[place]));
    }
  }

  const watcher = new ResizeObserver((changes) => changes.forEach((change) => mark(change.target)));

  function watch() {
    article.querySelectorAll(FRAME).forEach((frame) => watcher.observe(frame));
  }

  // The theme puts the frames around the tables after this script has run.
  new MutationObserver(watch).observe(article, { childList: true, subtree: true });
  watch();
})();
