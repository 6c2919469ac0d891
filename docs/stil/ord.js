// A word with an explanation can be reached with the keyboard too. Only the first of each is a stop,
// so that the way through the page stays short, and none within a link, which is a stop itself.
(() => {
  const told = new Set();
  for (const word of document.querySelectorAll("article abbr[title]")) {
    if (told.has(word.textContent) || word.closest("a")) continue;
    told.add(word.textContent);
    word.tabIndex = 0;
    word.addEventListener("keydown", (event) => {
      if (event.key === "Escape") word.blur();
    });
  }
})();
