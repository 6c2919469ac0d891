// "Visa": where on the page an instruction leads. A line that was tried against the screen bears the
// places that it speaks of; the page says with data-hjalp-plats what it has of them. Else the words in
// bold are the names of buttons, fields and links, and a control of exactly that name is shown.

const LINES = "ol > li";
/** Kinds of places, the one nearest to the work first: a field is shown rather than the menu. */
const NEAREST = ["falt", "knapp", "atgard", "del", "steg", "sok", "vy"];
const CONTROLS =
  "[data-visa], button, a[href], [role=button], [role=link], summary, label, legend, h2, h3";
const NAMING = "legend, label, h2, h3";
const FIELDS = "input:not([type=hidden]), select, textarea";
const NOT_A_NAME = ".dold, .frivilligt, .antal, .hjalp-ikon, [aria-hidden=true]";
const SHOWN = "data-hjalp-visas";
const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");

export class Guide {
  #panel;
  #announce;

  constructor(panel, announce) {
    this.#panel = panel;
    this.#announce = announce;
  }

  /** Puts a button after each instruction that the page can show, and takes away those it cannot. */
  offer(text) {
    for (const old of text.querySelectorAll(".visa")) {
      if (!this.#isFocused(old)) old.remove();
    }
    const named = this.#controls();
    for (const line of text.querySelectorAll(LINES)) {
      if (line.querySelector(":scope > .visa")) continue;
      const control = this.#find(line, named);
      if (control) line.append(" ", this.#button(line, nameOf(control)));
    }
  }

  /** What a line leads to, by its places or else by its words; undefined if it is not here. */
  #find(line, named = this.#controls()) {
    const said = names(line).find((each) => named.has(each.toLowerCase()));
    return this.#placed(line) ?? (said && named.get(said.toLowerCase()));
  }

  #placed(line) {
    const places = (line.dataset.platser ?? "").split(" ").filter(Boolean);
    const rank = (place) => NEAREST.indexOf(place.split(".")[0]);
    return places
      .sort((one, other) => rank(one) - rank(other))
      .map((place) => this.#control(place))
      .find(Boolean);
  }

  #control(place) {
    const all = [...document.querySelectorAll(selectorOf(place))];
    const found = all.find((each) => !this.#panel.contains(each) && isThere(each));
    return found?.matches(CONTROLS) ? found : (found?.querySelector(NAMING) ?? found);
  }

  /** The controls of the page by name; the first of a name is the one. */
  #controls() {
    const found = new Map();
    for (const control of document.querySelectorAll(CONTROLS)) {
      if (this.#panel.contains(control) || control.closest("[data-hjalp-vaxla]") || !isThere(control)) {
        continue;
      }
      const name = nameOf(control).toLowerCase();
      if (name && !found.has(name)) found.set(name, control);
    }
    return found;
  }

  #button(line, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "visa";
    const more = document.createElement("span");
    more.className = "dold";
    more.textContent = ` ${name} på sidan`;
    button.append("Visa", more);
    button.addEventListener("click", () => this.#show(line, name));
    return button;
  }

  #show(line, name) {
    // Looked for again: the page may have changed since the button was put there.
    const control = this.#find(line);
    if (!control) {
      this.#announce(`${name} finns inte på sidan just nu.`);
      return;
    }
    unfold(control);
    const target = focusable(control);
    mark(control);
    control.scrollIntoView({ block: "center", behavior: STILL.matches ? "auto" : "smooth" });
    target.focus({ preventScroll: true });
    this.#announce(`${name} är markerad på sidan.`);
  }

  #isFocused(button) {
    return button.getRootNode().activeElement === button;
  }
}

/** The words in bold in an instruction, its own and not those of a list inside it. */
function names(line) {
  return [...line.querySelectorAll("strong")]
    .filter((bold) => bold.closest("li") === line)
    .map((bold) => plain(bold.textContent));
}

function selectorOf(place) {
  const [kind, ...rest] = place.split(".");
  const name = CSS.escape(rest.join("."));
  if (kind === "falt") return `[data-hjalp-falt="${name}"]:not(.hjalp-ikon)`;
  if (kind === "del") return `#${name}`;
  return `[data-hjalp-plats~="${CSS.escape(place)}"]:not([aria-current=page])`;
}

function nameOf(control) {
  if (control.dataset.visa) return plain(control.dataset.visa);
  if (control.dataset.knapp) return plain(control.dataset.knapp);
  const copy = control.cloneNode(true);
  for (const extra of copy.querySelectorAll(NOT_A_NAME)) extra.remove();
  return plain(copy.textContent);
}

function plain(words) {
  // Soft hyphens part long words on narrow screens, and are no part of the name.
  return words.replaceAll("\u00ad", "").replace(/\s+/g, " ").trim();
}

function isThere(control) {
  const folded = control.closest("details:not([open])");
  const outside = folded && !control.matches("summary") ? folded : control;
  return outside.getClientRects().length > 0;
}

function unfold(control) {
  for (let box = control.closest("details"); box; box = box.parentElement.closest("details")) {
    if (control.parentElement !== box || !control.matches("summary")) box.open = true;
  }
}

/** What takes focus: the control, the field of a label, or else the thing itself. */
function focusable(control) {
  const around = control.matches("legend") ? control.parentElement : control;
  const field = control.control ?? around.querySelector(FIELDS) ?? control.querySelector("a[href], button");
  const target = control.matches("a[href], button, summary, [tabindex]") ? control : (field ?? control);
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  return target;
}

function mark(control) {
  for (const old of document.querySelectorAll(`[${SHOWN}]`)) old.removeAttribute(SHOWN);
  const around = control.closest("fieldset, .falt, p") ?? control.control ?? control;
  const shown = control.matches("label, legend") ? around : control;
  shown.setAttribute(SHOWN, "");
  const away = () => shown.removeAttribute(SHOWN);
  shown.addEventListener("focusout", away, { once: true });
}
