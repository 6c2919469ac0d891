// The search box of the manual asks the help of the running system, which knows Swedish words in
// all their forms. Where the manual stands alone nothing answers, and its own search goes on.
(() => {
  const root = new URL("..", document.currentScript.src);
  const help = new URL("../help/api/v1/search", root);
  const PAUSE = 150;
  const FEWEST_LETTERS = 2;
  const MANY_DIGITS = /\d[\d\s-]{5,}/;
  let pages = null;
  let stands = true;
  let asked = 0;

  const input = document.querySelector(".md-search__input");
  const box = document.querySelector(".md-search-result");
  if (!input || !box) return;
  const answers = document.createElement("ol");
  answers.className = "md-search-result__list hjalpens-svar";
  answers.setAttribute("aria-label", "Svar från hjälpen");
  const count = document.createElement("div");
  count.className = "md-search-result__meta hjalpens-antal";
  count.setAttribute("role", "status");
  box.prepend(count, answers);

  async function read(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  function row(hit) {
    const [path, anchor] = [pages[hit.id], hit.lank.split("#")[1]];
    const link = document.createElement("a");
    link.className = "md-search-result__link";
    link.href = new URL(anchor ? `${path}#${anchor}` : path, root).href;
    const article = document.createElement("article");
    article.className = "md-search-result__article md-typeset";
    const title = document.createElement("p");
    title.className = "rubrik";
    title.textContent = hit.rubrik === hit.titel ? hit.titel : `${hit.titel}: ${hit.rubrik}`;
    const text = document.createElement("p");
    text.textContent = hit.utdrag;
    article.append(title, text);
    link.append(article);
    const item = document.createElement("li");
    item.className = "md-search-result__item";
    item.append(link);
    return item;
  }

  // What belongs elsewhere is said so, with where to turn: no page of ours is an answer to it.
  function show(hits, elsewhere) {
    answers.replaceChildren(...hits.filter((hit) => hit.id in pages).map(row));
    const many = answers.childElementCount;
    const refused = elsewhere ? `Det hör inte hit. ${elsewhere}` : "";
    count.textContent = many ? `${many} svar från hjälpen` : refused;
    box.classList.toggle("har-svar", count.textContent !== "");
  }

  async function ask(number, words) {
    const address = new URL(help);
    address.searchParams.set("q", words);
    try {
      pages = pages || (await read(new URL("stil/amnen.json", root)));
      const found = await read(address);
      if (number === asked) show(found.resultat, found.vart);
    } catch {
      stands = false;
      show([]);
    }
  }

  input.addEventListener("input", () => {
    const number = ++asked;
    const words = input.value.trim();
    // A person's number belongs in no address: such words are left to the search in the page.
    const unfit = words.length < FEWEST_LETTERS || MANY_DIGITS.test(words);
    if (unfit || !stands) {
      if (pages) show([]);
      return;
    }
    setTimeout(() => number === asked && ask(number, words), PAUSE);
  });
})();
