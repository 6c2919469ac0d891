// The start page of the reserve copy: how old it is, lookup by step and role, search.

(() => {
  const copy = globalThis.HJALP_KOPIA;
  const DAY = 24 * 60 * 60 * 1000;
  const OLD = 30;
  const byId = (id) => document.getElementById(id);
  const pageOf = (lank) => lank.replace(/^\/help\/amne\/([^#]+)/, "amne/$1.html");

  function tellAge() {
    const day = document.querySelector(".utgava time");
    if (!day) return;
    const days = Math.floor((Date.now() - Date.parse(day.dateTime)) / DAY);
    const age = byId("alder");
    if (days <= 0) age.textContent = ", från i dag";
    else age.textContent = days === 1 ? ", 1 dag gammal" : `, ${days} dagar gammal`;
    if (days <= OLD) return;
    age.className = "gammal";
    age.textContent += ". Texterna kan ha ändrats: be förvaltningen om en ny kopia";
  }

  function link(href, words) {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = words;
    return made;
  }

  function paragraph(...content) {
    const made = document.createElement("p");
    made.append(...content);
    return made;
  }

  /** The short answer, what the role does, and the way to the whole page. */
  function lookUp(steg, roll) {
    const place = copy.karta.ledstang.steg[`${steg}@${roll}`] ?? copy.karta.ledstang.steg[steg];
    const { topic, section } = HjalpUtanServer.sectionAt(copy, place);
    const parts = section ? [section] : topic.sektioner.filter((each) => each.roll === roll && roll);
    const shown = [paragraph(section ? "" : topic.kort)];
    for (const part of parts) {
      const heading = document.createElement("h3");
      heading.textContent = part.rubrik;
      // The text comes from the copy itself, cleaned when it was made.
      const text = document.createElement("div");
      text.innerHTML = part.html;
      shown.push(heading, text);
    }
    const anchor = parts[0] ? `#${parts[0].anchor}` : "";
    shown.push(paragraph(link(pageOf(topic.lank) + anchor, `Hela sidan: ${topic.titel}`)));
    byId("uppslagssvar").replaceChildren(...shown);
  }

  function search(words) {
    const { resultat, vart } = HjalpUtanServer.search(copy, words);
    byId("antal").textContent = resultat.length
      ? `${resultat.length} svar på ”${words}”`
      : `Inget svar på ”${words}”. ${vart ? `Det hör inte hit. ${vart}` : "Prova andra ord, eller välj en sida nedan."}`;
    byId("traffar").replaceChildren(...resultat.map((hit) => {
      const item = document.createElement("li");
      const name = hit.rubrik === hit.titel ? hit.titel : `${hit.titel}: ${hit.rubrik}`;
      item.append(link(pageOf(hit.lank), name), paragraph(hit.utdrag));
      return item;
    }));
  }

  for (const hidden of document.querySelectorAll("[data-kraver-skript]")) hidden.hidden = false;
  tellAge();
  byId("uppslag").addEventListener("submit", (event) => {
    event.preventDefault();
    lookUp(byId("steg").value, byId("roll").value);
  });
  byId("sokning").addEventListener("submit", (event) => {
    event.preventDefault();
    const words = byId("q").value.trim();
    if (words) search(words);
  });
})();
