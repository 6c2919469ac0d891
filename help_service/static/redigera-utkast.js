// Keeps what is typed: in the browser at once, on the server a moment later. A lost connection or a
// session that has run out takes nothing: the text is offered again.

const SOON = 1500;
const LOOK = 20000;
const WORDS = {
  kept: "Det du skriver är sparat som utkast.",
  away: "Ingen kontakt med Ledstång. Det du skriver finns kvar i den här webbläsaren.",
  out: "Du är utloggad. Det du skriver finns kvar i webbläsaren. Logga in i en ny flik och fortsätt här.",
};

// As the server keeps it: blanks at line ends and blank lines at the end do not count.
const plain = (words) => words.replace(/[ \t]+$/gm, "").trim();

export function keeping(form, text, ask, changed) {
  const key = `ledstang-redigera:${form.dataset.vem}:${form.dataset.amne}`;
  const status = form.querySelector("#sparat");
  const base = () => Number(form.querySelector("[name=base]").value);
  const first = text.value;
  let sent = first;
  let timer = 0;
  let away = false;

  function remember() {
    try {
      if (text.value === first) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ text: text.value, base: base(), at: Date.now() }));
    } catch {
      say("Webbläsaren har ingen plats kvar. Spara utkastet nu.");
    }
  }

  function say(words) {
    if (status.textContent !== words) status.textContent = words;
  }

  function told(error) {
    if (error.message === "utloggad") say(WORDS.out);
    else if (error.told) say(error.told);
    else if (error.status === 413) say("Texten är för stor för att tas emot. Korta den.");
    else say(WORDS.away);
  }

  async function send() {
    clearTimeout(timer);
    const now = text.value;
    const said = { base: base() };
    if (now !== sent) said.text = now;
    try {
      show(await ask("skrivet", said));
      if (said.text !== undefined) say(WORDS.kept);
      else if (away) say("Kontakten är tillbaka. Det du skriver är sparat som utkast.");
      sent = now;
      away = false;
    } catch (error) {
      away = true;
      told(error);
      timer = setTimeout(send, 5000);
    }
  }

  function show(answer) {
    const others = document.querySelector("#andra");
    const names = answer.andra.join(" och ");
    let words = names ? `${names} redigerar just nu.` : "";
    if (answer.nyast > base()) words += " En nyare version är sparad. När du sparar får du föra samman texterna.";
    if (others.textContent.trim() !== words.trim()) others.textContent = words.trim();
  }

  function offer() {
    let found = null;
    try {
      found = JSON.parse(localStorage.getItem(key) ?? "null");
    } catch {
      localStorage.removeItem(key);
    }
    if (!found || typeof found.text !== "string") return;
    // Sent and taken: the version on the page is newer than what the browser kept.
    if (plain(found.text) === plain(text.value) || (found.sent && base() > found.base)) {
      localStorage.removeItem(key);
      return;
    }
    const box = form.querySelector("#behallen");
    const when = new Date(found.at).toLocaleString("sv-SE", { dateStyle: "medium", timeStyle: "short" });
    const told = document.createElement("p");
    told.textContent = `I den här webbläsaren finns text som du skrev ${when} och som inte är sparad.`;
    box.append(told, button("Ta fram texten", () => {
      text.value = found.text;
      form.querySelector("[name=base]").value = found.base;
      changed();
    }), button("Släng den", () => localStorage.removeItem(key)));
    box.hidden = false;
  }

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", () => {
      act();
      form.querySelector("#behallen").hidden = true;
      text.focus();
    });
    return made;
  }

  offer();
  setInterval(send, LOOK);
  window.addEventListener("online", send);
  form.addEventListener("submit", () => {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null");
    if (kept) localStorage.setItem(key, JSON.stringify({ ...kept, sent: true }));
  });
  return {
    changed() {
      remember();
      clearTimeout(timer);
      timer = setTimeout(send, SOON);
    },
    told,
  };
}
