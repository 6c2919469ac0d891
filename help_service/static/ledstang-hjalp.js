// <ledstang-hjalp>: the help panel. Attributes, events and methods are told in the README beside.

import { Answers, queryOf } from "./hjalp-svar.js";
import { HostPage, keysAreOn, switchKeys } from "./hjalp-sida.js";
import { fitIn, keepInWindow } from "./hjalp-hojd.js";
import { markRead } from "./hjalp-last.js";
import { inTab } from "./hjalp-minne.js";
import { keepCopy } from "./hjalp-sparad.js";
import { PanelView } from "./hjalp-vy.js";

const REMEMBERED = "ledstang-hjalp:oppen";
const FULL_SCREEN = window.matchMedia("(max-width: 30rem)");

export class LedstangHjalp extends HTMLElement {
  static observedAttributes = ["api", "app", "steg", "roll", "vy", "enhet", "open"];

  #view;
  #answers;
  #page;
  #opener = null;
  #history = [];
  #current = null;
  #turn = 0;
  #leaveWindow;

  connectedCallback() {
    this.#answers = new Answers(this.getAttribute("api") ?? "/help/api/v1");
    this.#view ??= new PanelView(this.attachShadow({ mode: "open" }), this);
    this.#view.wire({
      close: () => this.stang(),
      back: () => this.#back(),
      search: (words) => this.#search(words),
      follow: (link) => this.#follow(link),
      keys: switchKeys,
      resolve: (path) => this.#answers.address(path),
      feedback: this.#isCounted() && ((said) => this.#feedback(said)),
    });
    this.#view.keys(keysAreOn());
    this.#page = new HostPage(this);
    this.addEventListener("keydown", (event) => this.#escape(event));
    this.addEventListener("focusout", (event) => this.#left(event));
    const remembered = inTab.get(REMEMBERED);
    if (remembered !== null) this.toggleAttribute("open", remembered === "1");
    this.#page.tellToggles(this.open);
    this.#leaveWindow = keepInWindow(this);
    fitIn(this);
    this.#showHere();
    this.uppdatera();
    keepCopy(this.#answers.api, this.here);
  }

  disconnectedCallback() {
    this.#page.disconnect();
    this.#leaveWindow();
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#page || before === now) return;
    if (name === "api") this.#answers = new Answers(now);
    if (name === "open") {
      this.#page.tellToggles(this.open);
      fitIn(this);
      return;
    }
    if (this.#current?.isHere) this.#showHere(true);
    this.uppdatera();
  }

  get open() {
    return this.hasAttribute("open");
  }

  /** Where the user is, as the attributes say. */
  get here() {
    const said = {};
    for (const name of ["app", "steg", "roll", "enhet", "vy"]) {
      if (this.getAttribute(name)) said[name] = this.getAttribute(name);
    }
    return said;
  }

  /** Opens the panel for one or more contexts and moves focus to its heading. */
  oppna(contexts = [this.here], opener = document.activeElement) {
    this.#opener = opener;
    this.#setOpen(true);
    const isHere = contexts.length === 1 && queryOf(contexts[0]) === queryOf(this.here);
    this.#history = [];
    this.#show(this.#answersTo(contexts), { isHere });
    this.#view.focusHeading();
    if (this.#isCounted()) contexts.forEach((context) => this.#answers.opened(context));
  }

  /** Closes the panel and gives focus back to what opened it. */
  stang() {
    this.#setOpen(false);
    if (this.#opener?.isConnected) this.#opener.focus();
    this.#opener = null;
  }

  vaxla(opener) {
    if (this.open) this.stang();
    else this.oppna([this.here], opener);
  }

  /** Looks through the page again for what has help. Called by itself when the page changes. */
  uppdatera() {
    this.#page.prefetch(this.#answers, this.here);
    this.#view.guide();
  }

  #setOpen(open) {
    if (this.open === open) return;
    this.toggleAttribute("open", open);
    inTab.set(REMEMBERED, open ? "1" : "0");
    const name = open ? "ledstang-hjalp:oppnad" : "ledstang-hjalp:stangd";
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail: this.here }));
  }

  #showHere(announce = false) {
    this.#show(this.#answersTo([this.here]), { isHere: true, announce });
  }

  /** All answers at once if they are here, else a promise of them. */
  #answersTo(contexts) {
    const known = contexts.map((context) => this.#answers.known(context));
    if (known.every(Boolean)) return known;
    return Promise.all(contexts.map((context) => this.#answers.context(context)));
  }

  #show(answers, { isHere = false, announce = false, anchor = "" }) {
    const turn = ++this.#turn;
    // Where the page moves on by itself the reader keeps the heading he has come to.
    const place = isHere && announce ? this.#view.place() : "";
    const draw = (found) => {
      if (turn !== this.#turn) return;
      this.#display((back) => this.#view.show(found, { back, anchor: anchor || place }), isHere);
      if (this.open) this.#read(found);
      if (announce && this.open) this.#view.announce(`Hjälpen visar nu: ${found[0].rubrik}`);
    };
    if (Array.isArray(answers)) {
      draw(answers);
      return;
    }
    this.#view.waiting();
    // Who was led to the heading has heard that the help is on its way, and hears what came.
    const drawAndTell = (found) => {
      draw(found);
      const isRead = turn === this.#turn && !announce && document.activeElement === this;
      if (isRead) this.#view.announce(found[0].rubrik);
    };
    answers.then(drawAndTell, () => turn === this.#turn && this.#view.unreachable());
  }

  /** The page says whether votes and counts are kept; the server takes them only from its origin. */
  #isCounted() {
    return this.hasAttribute("omdome") && this.#answers.api.origin === location.origin;
  }

  #feedback(said) {
    const { app, steg, roll } = this.here;
    return this.#answers.feedback({ app, steg, roll, ...said });
  }

  #read(answers) {
    for (const answer of answers) {
      markRead(answer);
      this.#page.isRead(answer.id);
    }
  }

  #display(draw, isHere) {
    this.#current = { draw, isHere };
    draw(this.#history.length > 0);
  }

  #remember() {
    if (this.#current) this.#history.push(this.#current);
    this.#current = null;
  }

  #follow({ topic, anchor }) {
    this.#remember();
    const answer = this.#answers.topic(topic, this.here.roll, this.here.enhet);
    this.#show(answer.then((found) => [found]), { announce: true, anchor });
    this.#view.focusHeading();
  }

  #back() {
    const before = this.#history.pop();
    if (!before) return;
    this.#turn += 1;
    this.#display(before.draw, before.isHere);
    this.#view.focusHeading();
  }

  async #search(words) {
    const turn = ++this.#turn;
    try {
      const found = await this.#answers.search(words, this.here);
      if (turn !== this.#turn) return;
      this.#remember();
      this.#display((back) => this.#view.hits(found, back), false);
    } catch {
      if (turn === this.#turn) this.#view.unreachable();
    }
  }

  #escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || !this.open) return;
    event.preventDefault();
    this.stang();
  }

  #left(event) {
    // On a small screen the panel covers the page: focus must not wander behind it.
    const outside = event.relatedTarget && !this.contains(event.relatedTarget);
    if (this.open && outside && FULL_SCREEN.matches) this.#setOpen(false);
  }
}

customElements.define("ledstang-hjalp", LedstangHjalp);
