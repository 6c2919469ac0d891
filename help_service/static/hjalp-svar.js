// Asks the help API and keeps what it answered, so that a click needs no request.

import { inTab } from "./hjalp-minne.js";

const PARAMETERS = ["app", "steg", "roll", "enhet", "vy", "falt", "hinder", "fas"];
const AT_ONCE = 4;
/** Header of an answer that the service worker made from its copy: when the copy was saved. */
const SAVED = "X-Ledstang-Sparad";
/** And which copy it is. */
const COPY = "X-Ledstang-Kopia";
/** Under which name the tab keeps what was published when it fetched ahead, and what it fetched. */
const PUBLISHED = "ledstang-hjalp-utgava";

/** The query for a context, its parameters in the order in which the server keeps them ready. */
export function queryOf(context) {
  const query = new URLSearchParams();
  for (const name of PARAMETERS) {
    if (context[name]) query.set(name, context[name]);
  }
  return query.toString();
}

export class Answers {
  #api;
  #kept = new Map();
  #asked = new Map();
  #waiting = [];
  #running = 0;
  #opened = [];
  /** Addresses whose answers the browser holds as they are published now. */
  #current = new Set();
  /** What is published now; null while nobody has told. */
  #mark = null;

  constructor(api) {
    this.#api = new URL(api.replace(/\/*$/, "/"), document.baseURI);
    addEventListener("pagehide", () => this.#tellWhatWasOpened());
  }

  /** The absolute address of a link or picture in an answer. */
  address(path) {
    return new URL(path, this.#api).href;
  }

  get api() {
    return this.#api;
  }

  /** The answer, if it is here already. */
  known(context) {
    return this.#kept.get(queryOf(context));
  }

  /** The answer, asked for if need be. */
  context(context) {
    return this.#ask(queryOf(context), `context?${queryOf(context)}`);
  }

  /** A whole topic as the panel shows it to a role. */
  async topic(id, roll, enhet) {
    const query = queryOf({ roll, enhet });
    const found = await this.#ask(`topic ${id} ${query}`, `topics/${encodeURIComponent(id)}?${query}`);
    return { ...found, rubrik: found.titel, html: found.panel };
  }

  /** Hits for what a person wrote. Not kept. */
  search(words, { roll, steg }) {
    const query = new URLSearchParams({ q: words });
    if (roll) query.set("roll", roll);
    if (steg) query.set("steg", steg);
    return this.#fetch(`search?${query}`);
  }

  /** Sends what the reader said of a text; the promise holds why it was refused, or "". */
  async feedback(said) {
    const response = await this.#post("feedback", said);
    return response.ok ? "" : (await response.json()).detail;
  }

  /** Notes that the help was opened for a context; told when the reader leaves the page. */
  opened(context) {
    // Which unit opened it is nobody's business.
    this.#opened.push({ ...context, enhet: undefined });
  }

  /** Nobody waits for this, and nothing hangs on it. */
  #tellWhatWasOpened() {
    for (const context of this.#opened.splice(0)) this.#post("opened", context).catch(() => {});
  }

  #post(name, said) {
    return fetch(new URL(name, this.#api), {
      method: "POST",
      credentials: "omit",
      keepalive: true,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(said),
    });
  }

  /** Fetches answers in the background, a few at a time; `done` hears of each. */
  prefetch(contexts, done) {
    for (const context of contexts) this.#waiting.push({ context, done });
    while (this.#running < AT_ONCE && this.#waiting.length) this.#next();
  }

  /** One question in place of one for each icon: what was fetched since the last news is right. */
  async lookForNews({ roll, enhet }) {
    const published = await this.#published(queryOf({ roll, enhet }));
    const kept = JSON.parse(inTab.get(PUBLISHED) ?? "{}");
    this.#mark = published;
    this.#current = new Set(published && kept.published === published ? kept.paths : []);
  }

  /** The mark of all that is published for a role and unit; null when nobody can tell. */
  async #published(query) {
    const address = new URL(`bundle?${query}`, this.#api);
    try {
      const response = await fetch(address, { method: "HEAD", credentials: "omit", cache: "no-store" });
      return response.ok && !response.headers.has(SAVED) ? response.headers.get("ETag") : null;
    } catch {
      return null;
    }
  }

  async #next() {
    this.#running += 1;
    while (this.#waiting.length) {
      const { context, done } = this.#waiting.shift();
      try {
        done(context, await this.context(context));
      } catch {
        // Help that cannot be fetched ahead is asked for again at the click.
      }
    }
    this.#running -= 1;
  }

  #ask(key, path) {
    if (this.#kept.has(key)) return Promise.resolve(this.#kept.get(key));
    if (!this.#asked.has(key)) {
      const asked = this.#fetch(path)
        .then((answer) => {
          // An answer from the copy is asked for again: the server may be back.
          if (!answer.sparad) this.#hold(key, path, answer);
          return answer;
        })
        .finally(() => this.#asked.delete(key));
      this.#asked.set(key, asked);
    }
    return this.#asked.get(key);
  }

  #hold(key, path, answer) {
    this.#kept.set(key, answer);
    if (this.#mark === null) return;
    this.#current.add(path);
    const kept = { published: this.#mark, paths: [...this.#current] };
    inTab.set(PUBLISHED, JSON.stringify(kept));
  }

  async #fetch(path) {
    const cache = this.#current.has(path) ? "force-cache" : "default";
    const response = await fetch(new URL(path, this.#api), { credentials: "omit", cache });
    if (!response.ok) throw new Error(`Help API answered ${response.status} to ${path}`);
    const answer = await response.json();
    const saved = response.headers.get(SAVED);
    return saved ? { ...answer, sparad: saved, kopia: response.headers.get(COPY) } : answer;
  }
}
