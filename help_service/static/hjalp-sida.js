// Ties the panel to the page it stands in: help icons, blocked buttons, and the keys F1 and ?.

import { changedParts } from "./hjalp-last.js";
import { kept } from "./hjalp-minne.js";

const MARKED = "[data-hjalp-falt], [data-hjalp-hinder], [data-hjalp-steg], [data-hjalp-vy]";
const ICON = "a.hjalp-ikon";
const BLOCKED = "[aria-disabled=true][data-hjalp-hinder]";
/** So far beyond the edge of the window is near: help is there before the reader comes to its icon. */
const NEAR = "300px";
const TYPING = "input, textarea, select, [contenteditable]";
const NOT_TYPED_IN = "[type=checkbox], [type=radio], [type=button], [type=submit], [type=reset]";
const KEYS_OFF = "ledstang-hjalp:tangenter-av";

export function keysAreOn() {
  return kept.get(KEYS_OFF) === null;
}

export function switchKeys(on) {
  if (on) kept.drop(KEYS_OFF);
  else kept.set(KEYS_OFF, "1");
}

/** What the page says about the place an element stands in: one context per reason, else one. */
export function contextsOf(element, here) {
  const marked = element?.closest(MARKED) ?? iconOfPart(element);
  if (!marked) return [here];
  const { hjalpFalt: falt, hjalpHinder: hinder, hjalpVy: vy } = marked.dataset;
  const about = marked.contains(element) ? element : marked;
  const steg = about.closest("[data-hjalp-steg]")?.dataset.hjalpSteg ?? here.steg;
  const { app, roll, enhet } = here;
  if (hinder) return hinder.trim().split(/\s+/).map((code) => ({ app, roll, enhet, hinder: code }));
  if (falt) return [{ app, steg, roll, enhet, falt }];
  if (vy) return [{ app, roll, enhet, vy }];
  return [{ ...here, steg }];
}

/** A link to a part of the page is about that part: the icon in its heading, or what stands around. */
function iconOfPart(element) {
  const link = element?.closest('a[href^="#"]');
  const part = link && document.getElementById(link.hash.slice(1));
  return part?.querySelector(`:scope > :is(h1, h2, h3) > ${ICON}`) ?? part?.closest(MARKED);
}

export class HostPage {
  #panel;
  #answers = null;
  #stop = new AbortController();
  #watcher;
  #near = null;

  constructor(panel) {
    this.#panel = panel;
    const { signal } = this.#stop;
    document.addEventListener("click", (event) => this.#click(event), { signal });
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    document.addEventListener("focusin", (event) => this.#focused(event.target), { signal });
    this.#watcher = new MutationObserver((changes) => this.#changed(changes));
    this.#watcher.observe(document.body, { childList: true, subtree: true });
  }

  disconnect() {
    this.#stop.abort();
    this.#watcher.disconnect();
    this.#near?.disconnect();
  }

  /** Fetches the help for icons and reasons as they come near, and marks the icons that have help. */
  prefetch(answers, here) {
    this.#answers = answers;
    const icons = new Map();
    for (const element of document.querySelectorAll(MARKED)) {
      if (!element.matches(`${ICON}, ${BLOCKED}`) && !element.querySelector(ICON)) continue;
      for (const context of contextsOf(element, here)) {
        const key = JSON.stringify(context);
        if (!icons.has(key)) icons.set(key, { context, elements: [] });
        icons.get(key).elements.push(element);
      }
    }
    this.#whenNear(icons, here);
  }

  /** A long page has help for much that nobody scrolls to; a closed part has what nobody sees. */
  #whenNear(icons, here) {
    this.#near?.disconnect();
    let news = null;
    const waiting = new Map(icons);
    this.#near = new IntersectionObserver(
      async (seen) => {
        const near = new Set(seen.filter((each) => each.isIntersecting).map((each) => each.target));
        const found = [...waiting].filter(([, { elements }]) => elements.some((each) => near.has(shown(each))));
        found.forEach(([key]) => waiting.delete(key));
        const fresh = found.filter(([, { context }]) => !this.#answers.known(context));
        if (!fresh.length) return;
        await (news ??= this.#answers.lookForNews(here));
        this.#answers.prefetch(
          fresh.map(([, { context }]) => context),
          (context, answer) => mark(icons.get(JSON.stringify(context)).elements, answer),
        );
      },
      { rootMargin: NEAR },
    );
    for (const { elements } of icons.values()) elements.forEach((each) => this.#near.observe(shown(each)));
  }

  /** Takes the mark of a changed text off the icons that lead to a topic. */
  isRead(topic) {
    for (const icon of document.querySelectorAll(`[data-hjalp-andrad="${CSS.escape(topic)}"]`)) {
      delete icon.dataset.hjalpAndrad;
      icon.removeAttribute("aria-description");
    }
  }

  /** Tells buttons that show and hide the panel whether it is open. */
  tellToggles(open) {
    for (const toggle of document.querySelectorAll("[data-hjalp-vaxla]")) {
      toggle.setAttribute("aria-expanded", String(open));
    }
  }

  #click(event) {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const toggle = event.target.closest("[data-hjalp-vaxla]");
    const asking = event.target.closest(ICON) ?? event.target.closest(BLOCKED);
    if (!toggle && !asking) return;
    event.preventDefault();
    if (toggle) this.#panel.vaxla(toggle);
    else this.#panel.oppna(contextsOf(asking, this.#panel.here), asking);
  }

  #key(event) {
    const asked = event.key === "F1" || (event.key === "?" && !isTyping(event.target));
    if (!asked || !keysAreOn() || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target === this.#panel) return;
    event.preventDefault();
    const focused = document.activeElement;
    this.#panel.oppna(contextsOf(focused, this.#panel.here), focused);
  }

  /** What only a key can ask about is fetched when it has the focus, and lies ready for the key. */
  #focused(element) {
    if (!keysAreOn() || !element.matches(":focus-visible")) return;
    for (const context of contextsOf(element, this.#panel.here)) {
      // What cannot be fetched ahead is asked for again at the key.
      this.#answers?.context(context).catch(() => {});
    }
  }

  #changed(changes) {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    const marked = added.some(
      (node) => node instanceof Element && (node.matches(MARKED) || node.querySelector(MARKED)),
    );
    if (marked) this.#panel.uppdatera();
  }
}

/** The icon in a marked element, or the element itself. */
function shown(element) {
  return element.matches(`${ICON}, ${BLOCKED}`) ? element : element.querySelector(ICON);
}

function mark(elements, answer) {
  if (answer.traff === "sok" || answer.traff === "start") return;
  const changed = changedParts(answer).length > 0;
  for (const element of elements) {
    const icons = element.matches(ICON) ? [element] : element.querySelectorAll(ICON);
    for (const icon of icons) {
      // An icon in a form belongs to its own field, not to the form's step.
      if (icon.closest(MARKED) !== element) continue;
      icon.dataset.hjalpFinns = "";
      if (!changed) continue;
      icon.dataset.hjalpAndrad = answer.id;
      icon.setAttribute("aria-description", "Texten har ändrats sedan du läste den");
    }
  }
}

function isTyping(element) {
  return element.matches?.(TYPING) && !element.matches(NOT_TYPED_IN);
}
