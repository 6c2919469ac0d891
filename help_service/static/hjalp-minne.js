// What the browser keeps for the panel. Where it may keep nothing (storage blocked, a sandboxed frame,
// no room left) the panel works all the same, and forgets when the page is left.

class Memory {
  #name;
  /** What the browser would not take, and null for what it would not drop. */
  #own = new Map();

  constructor(name) {
    this.#name = name;
  }

  get(key) {
    if (this.#own.has(key)) return this.#own.get(key);
    try {
      return globalThis[this.#name].getItem(key);
    } catch {
      return null;
    }
  }

  set(key, value) {
    try {
      globalThis[this.#name].setItem(key, value);
      this.#own.delete(key);
    } catch {
      this.#own.set(key, value);
    }
  }

  drop(key) {
    try {
      globalThis[this.#name].removeItem(key);
      this.#own.delete(key);
    } catch {
      this.#own.set(key, null);
    }
  }
}

/** For as long as the reader uses this browser. */
export const kept = new Memory("localStorage");
/** For as long as the tab is open. */
export const inTab = new Memory("sessionStorage");
