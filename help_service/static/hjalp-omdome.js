// "Hjälpte detta?": two buttons and a few words, about the text that is shown.

const FORM = `
  <form class="omdome" hidden>
    <fieldset>
      <legend>Hjälpte detta?</legend>
      <details>
        <summary>Skriv vad som saknas (frivilligt)</summary>
        <label for="omdome-text">Vad saknas?</label>
        <textarea id="omdome-text" maxlength="500" rows="3" aria-describedby="omdome-varning"></textarea>
        <p id="omdome-varning">Skriv aldrig personnummer, namn eller annat om en patient. Det du skriver
          sparas utan ditt namn. Skicka med Ja eller Nej.</p>
      </details>
      <p class="rad"><button value="ja">Ja</button> <button value="nej">Nej</button></p>
    </fieldset>
    <p class="omdome-svar" tabindex="-1" hidden></p>
  </form>`;
const THANKS = "Tack. Ditt svar är sparat.";
const AWAY = "Svaret kunde inte skickas. Försök igen om en stund.";

export class Verdict {
  #form;
  #send;
  #about = null;

  /** `send` takes what is said and promises why it was refused, or "". */
  constructor(place, send) {
    place.insertAdjacentHTML("afterend", FORM);
    this.#form = place.nextElementSibling;
    this.#send = send;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit(event.submitter?.value ?? "nej");
    });
  }

  /** Asks about an answer; null asks about nothing, as when hits are shown. */
  ask(answer) {
    this.#form.hidden = !answer;
    const same = answer && this.#about?.id === answer.id && this.#about.hash === answer.hash;
    this.#about = answer && { id: answer.id, hash: answer.hash };
    if (same || !answer) return;
    this.#form.reset();
    this.#find("fieldset").hidden = false;
    this.#find("details").open = false;
    this.#find(".omdome-svar").hidden = true;
  }

  async #submit(svar) {
    const text = this.#find("textarea").value.trim();
    let refused;
    try {
      refused = await this.#send({ ...this.#about, svar, ...(text && { text }) });
    } catch {
      refused = AWAY;
    }
    const told = this.#find(".omdome-svar");
    this.#find("fieldset").hidden = refused === "";
    told.hidden = false;
    told.textContent = refused || THANKS;
    told.focus();
  }

  #find(selector) {
    return this.#form.querySelector(selector);
  }
}
