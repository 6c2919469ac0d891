// What the panel looks like: builds its parts once, then fills them.

import { changedParts } from "./hjalp-last.js";
import { kept } from "./hjalp-minne.js";
import { Verdict } from "./hjalp-omdome.js";
import { Guide } from "./hjalp-visa.js";

const TOPIC = /\/help\/amne\/([a-z0-9-]+)(?:#([a-z0-9-]+))?$/;
const WIDTH = { key: "ledstang-hjalp:bredd", least: 280, most: 720, start: 384, step: 16 };
const DAY = 24 * 60 * 60 * 1000;
const STYLES = ["./ledstang-hjalp.css", "./hjalp-panel.css"];

const SKELETON = `
  <aside class="panel" role="complementary" aria-label="Hjälp">
    <div class="grepp" role="separator" tabindex="0" aria-orientation="vertical"
      aria-label="Hjälpens bredd" aria-valuemin="${WIDTH.least}" aria-valuemax="${WIDTH.most}"></div>
    <div class="rulla" tabindex="-1">
      <div class="topp">
        <h2 tabindex="-1">Hjälp</h2>
        <button type="button" class="stang">Stäng<span class="dold"> hjälpen</span></button>
      </div>
      <section class="nu" aria-labelledby="nu-rubrik" hidden>
        <h3 id="nu-rubrik">Just nu</h3>
        <slot name="nu"></slot>
      </section>
      <button type="button" class="tillbaka" hidden>Tillbaka</button>
      <p class="sparad" hidden></p>
      <p class="andrad" hidden></p>
      <div class="hjalp-text"></div>
      <p class="under"></p>
      <form class="sok" role="search">
        <label for="q">Sök i hjälpen</label>
        <div class="rad"><input id="q" type="search" maxlength="200" autocomplete="off"><button>Sök</button></div>
      </form>
      <label class="tangenter"><input type="checkbox"> Tangenterna F1 och ? öppnar hjälpen</label>
    </div>
    <div class="dold" role="status"></div>
  </aside>`;

export class PanelView {
  #root;
  #host;
  #act;
  #verdict = null;
  #guide;

  constructor(root, host) {
    this.#root = root;
    this.#host = host;
    root.append(...STYLES.map(styleLink), parse(SKELETON));
    const slot = this.#find("slot");
    const live = () => (this.#find(".nu").hidden = slot.assignedElements().length === 0);
    slot.addEventListener("slotchange", live);
    this.#resizable();
    this.#guide = new Guide(host, (words) => this.announce(words));
  }

  /** Ties the panel's controls to what they do. */
  wire(actions) {
    if (this.#act) return;
    this.#act = actions;
    if (actions.feedback) this.#verdict = new Verdict(this.#find(".under"), actions.feedback);
    this.#find(".stang").addEventListener("click", actions.close);
    this.#find(".tillbaka").addEventListener("click", actions.back);
    this.#find(".tangenter input").addEventListener("change", (event) => actions.keys(event.target.checked));
    this.#find(".sok").addEventListener("submit", (event) => {
      event.preventDefault();
      const words = this.#find("#q").value.trim();
      if (words) actions.search(words);
    });
    this.#find(".panel").addEventListener("click", (event) => this.#clicked(event));
  }

  keys(on) {
    this.#find(".tangenter input").checked = on;
  }

  focusHeading() {
    this.#find("h2").focus({ preventScroll: true });
  }

  announce(words) {
    this.#find("[role=status]").textContent = words;
  }

  /** Offers to show where on the page the instructions lead; again when the page has changed. */
  guide() {
    this.#guide.offer(this.#find(".hjalp-text"));
  }

  /** Shows one or more answers below each other, and brings a heading into view if asked to. */
  show(answers, { back, anchor }) {
    const [first, ...more] = answers;
    this.#title(first.rubrik);
    const text = this.#find(".hjalp-text");
    text.replaceChildren(...this.#answer(first));
    for (const answer of more) text.append(heading(answer.rubrik), ...this.#answer(answer));
    this.#under(first);
    this.#saved(answers.find((answer) => answer.sparad));
    this.#changed([...new Set(answers.flatMap(changedParts))]);
    this.#verdict?.ask(first.sparad ? null : first);
    this.#find(".tillbaka").hidden = !back;
    this.guide();
    this.#reveal(anchor);
  }

  hits(found, back) {
    const { resultat, fraga, vart } = found;
    this.#title(resultat.length ? `Svar på ”${fraga}”` : `Inget svar på ”${fraga}”`);
    const text = this.#find(".hjalp-text");
    text.replaceChildren(resultat.length ? this.#hitList(resultat) : parse(NO_HITS));
    if (vart) text.prepend(paragraph(`Det hör inte hit. ${vart}`));
    this.#find(".under").replaceChildren();
    this.#saved(found);
    this.#changed([]);
    this.#verdict?.ask(null);
    this.#find(".tillbaka").hidden = !back;
    this.announce(resultat.length === 1 ? "1 svar" : `${resultat.length} svar`);
    this.#reveal("");
    this.focusHeading();
  }

  waiting() {
    this.#title("Hämtar hjälpen …");
    this.#noText();
    this.#find(".hjalp-text").replaceChildren();
  }

  unreachable() {
    this.#title("Hjälpen går inte att nå");
    this.#noText();
    this.#find(".hjalp-text").replaceChildren(parse(UNREACHABLE));
    this.announce("Hjälpen går inte att nå just nu.");
  }

  #answer(answer) {
    const content = parse(answer.html);
    for (const name of ["href", "src"]) {
      for (const element of content.querySelectorAll(`[${name}]`)) {
        element.setAttribute(name, this.#act.resolve(element.getAttribute(name)));
      }
    }
    const notBuilt = answer.byggd ? [] : [parse(NOT_BUILT)];
    return [...notBuilt, content];
  }

  #under(answer) {
    const page = document.createElement("a");
    page.href = this.#act.resolve(answer.lank);
    page.dataset.sida = "";
    page.textContent = `Hela sidan: ${answer.titel}`;
    const law = answer.lagrum.length ? ` ${answer.lagrum.join("; ")}.` : "";
    this.#find(".under").replaceChildren(page, `.${law} Granskad ${answer.granskad}.`);
  }

  #noText() {
    this.#saved();
    this.#changed([]);
    this.#verdict?.ask(null);
  }

  /** Tells which headings have another text than the reader has seen. */
  #changed(headings) {
    const note = this.#find(".andrad");
    note.hidden = headings.length === 0;
    note.textContent = `Texten har ändrats sedan du läste den: ${headings.join(", ")}.`;
  }

  /** Tells how old the copy is and which it is, if the answer comes from one, and where to turn. */
  #saved(answer) {
    const note = this.#find(".sparad");
    note.hidden = !answer?.sparad;
    if (note.hidden) return;
    const day = new Date(answer.sparad).toLocaleDateString("sv-SE");
    const routine = document.createElement("a");
    routine.href = this.#act.resolve("../../reserv/");
    routine.textContent = "Reservrutin";
    const which = `Visar sparad hjälp från ${day} (${ageOf(answer.sparad)}), kontrollkod ${answer.kopia}.`;
    note.replaceChildren(`Servern svarar inte. ${which} `, routine);
  }

  #hitList(hits) {
    const list = document.createElement("ol");
    list.className = "hjalp-traffar";
    for (const hit of hits) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = this.#act.resolve(hit.lank);
      link.textContent = hit.rubrik === hit.titel ? hit.titel : `${hit.titel}: ${hit.rubrik}`;
      const excerpt = document.createElement("p");
      excerpt.textContent = hit.utdrag;
      item.append(link, excerpt);
      list.append(item);
    }
    return list;
  }

  #clicked(event) {
    const link = event.target.closest("a[href]");
    const found = link && !("sida" in link.dataset) && link.href.match(TOPIC);
    if (!found || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#act.follow({ topic: found[1], anchor: found[2] ?? "" });
  }

  #title(words) {
    this.#find("h2").textContent = words;
  }

  /** The heading that the reader has come to; "" at the top. */
  place() {
    const scroller = this.#find(".rulla");
    if (!scroller.scrollTop) return "";
    const top = scroller.getBoundingClientRect().top + 1;
    const marks = [...this.#root.querySelectorAll(".hjalp-text [id]")];
    const reached = (mark) =>
      mark.getBoundingClientRect().top - parseFloat(getComputedStyle(mark).scrollMarginTop) <= top;
    return marks.findLast(reached)?.id ?? "";
  }

  #reveal(anchor) {
    const target = anchor && this.#root.getElementById(anchor);
    if (!target) {
      this.#find(".rulla").scrollTop = 0;
      return;
    }
    const folded = target.closest("details");
    if (folded) folded.open = true;
    target.scrollIntoView({ block: "start" });
  }

  #resizable() {
    const handle = this.#find(".grepp");
    this.#width(Number(kept.get(WIDTH.key)) || WIDTH.start);
    const steps = { ArrowLeft: WIDTH.step, ArrowRight: -WIDTH.step };
    handle.addEventListener("keydown", (event) => {
      const now = Number(handle.ariaValueNow);
      const wanted = { Home: WIDTH.least, End: WIDTH.most }[event.key] ?? now + (steps[event.key] ?? 0);
      if (wanted === now) return;
      event.preventDefault();
      this.#width(wanted);
    });
    handle.addEventListener("pointerdown", (event) => handle.setPointerCapture(event.pointerId));
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      this.#width(this.#host.getBoundingClientRect().right - event.clientX);
    });
  }

  #width(wanted) {
    const width = Math.round(Math.min(WIDTH.most, Math.max(WIDTH.least, wanted)));
    this.#host.style.setProperty("--hjalp-bredd", `${width / 16}rem`);
    this.#find(".grepp").ariaValueNow = String(width);
    kept.set(WIDTH.key, String(width));
  }

  #find(selector) {
    return this.#root.querySelector(selector);
  }
}

const NOT_BUILT = `<p class="obyggd"><strong>Görs utanför systemet.</strong>
  Ledstång har inte stöd för detta än.</p>`;
const NO_HITS = `<p>Hjälpen handlar om samverkan vid utskrivning och SIP. Frågor om vård och
  behandling hör hemma i journalen och hos ansvarig läkare eller sjuksköterska. Prova annars andra
  ord.</p>`;
const UNREACHABLE = `<p>Försök igen om en stund. Är hela systemet nere gäller reservrutinen och
  lathunden på papper.</p>`;

function styleLink(file) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(file, import.meta.url).href;
  return link;
}

function ageOf(saved) {
  const midnight = (time) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(Date.now()) - midnight(saved)) / DAY);
  if (days <= 0) return "från i dag";
  return days === 1 ? "1 dag gammal" : `${days} dagar gammal`;
}

function heading(words) {
  const element = document.createElement("h3");
  element.textContent = words;
  return element;
}

function paragraph(words) {
  const element = document.createElement("p");
  element.textContent = words;
  return element;
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
