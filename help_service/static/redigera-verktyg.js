// The toolbar: one stop for Tab, arrows within, and the same by shortcut from the text.

const KEYS = { Digit5: "rubrik", Digit6: "bild", Digit7: "numrerad", Digit8: "punkter", Digit9: "ruta" };

export function toolbar(form, text, ask) {
  const bar = form.querySelector("#verktyg");
  let kept = [0, 0];
  const buttons = [...bar.querySelectorAll("button")];
  const tools = {
    fet: () => wrap("**", "**", "fet text"),
    numrerad: () => list((index) => `${index + 1}. `),
    punkter: () => list(() => "- "),
    ruta: () => block('!!! note "Rubrik"\n\n    ', "Text i rutan."),
    rubrik: () => headings(),
    lank: () => links(),
    bild: () => picture(),
  };
  bar.hidden = false;
  buttons.forEach((each, index) => { each.tabIndex = index ? -1 : 0; });
  bar.addEventListener("keydown", move);
  bar.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (pressed) tools[pressed.dataset.verktyg]();
  });
  text.addEventListener("keydown", (event) => {
    const tool = shortcut(event);
    if (!tool) return;
    event.preventDefault();
    tools[tool]();
  });
  form.addEventListener("click", addMissing);
  const askLinks = linkDialog(form, text, ask, replace);
  headingDialog();
  pictureForm();

  function move(event) {
    const at = buttons.indexOf(document.activeElement);
    const next = {
      ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1,
    }[event.key];
    if (next === undefined || at < 0) return;
    event.preventDefault();
    const chosen = buttons[(next + buttons.length) % buttons.length];
    buttons.forEach((each) => { each.tabIndex = each === chosen ? 0 : -1; });
    chosen.focus();
  }

  function shortcut(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return "";
    if (event.shiftKey) return KEYS[event.code] ?? "";
    return { b: "fet", k: "lank" }[event.key.toLowerCase()] ?? "";
  }

  // `execCommand` keeps the browser's own undo; where it is gone the text is set plainly.
  function replace(start, end, words, from, to) {
    text.focus();
    text.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, words)) {
      text.setRangeText(words, start, end, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    text.setSelectionRange(from ?? start + words.length, to ?? from ?? start + words.length);
  }

  function wrap(before, after, sample) {
    const [start, end] = [text.selectionStart, text.selectionEnd];
    const words = text.value.slice(start, end) || sample;
    replace(start, end, before + words + after, start + before.length, start + before.length + words.length);
  }

  function lineStart(at) {
    return text.value.lastIndexOf("\n", at - 1) + 1;
  }

  function list(mark) {
    const start = lineStart(text.selectionStart);
    const after = text.value.indexOf("\n", text.selectionEnd);
    const end = after < 0 ? text.value.length : after;
    const lines = text.value.slice(start, end).split("\n");
    const told = lines.map((line, index) => mark(index) + line.replace(/^(?:[-*+]|\d+\.) +/, ""));
    const gap = start > 0 && text.value[start - 2] !== "\n" && !/^(?:[-*+]|\d+\.) /.test(before(start)) ? "\n" : "";
    replace(start, end, gap + told.join("\n"));
  }

  function before(start) {
    return text.value.slice(lineStart(start - 1), start - 1);
  }

  // Nothing but keys belongs in the head: there the cursor stands before one has been in the text.
  function place() {
    const head = text.value.startsWith("---\n") ? text.value.indexOf("\n---", 4) + 4 : 0;
    return text.selectionEnd < head ? text.value.length : text.selectionEnd;
  }

  function block(head, sample) {
    const at = place();
    const gap = at === 0 || text.value.slice(0, at).endsWith("\n\n") ? "" : text.value[at - 1] === "\n" ? "\n" : "\n\n";
    const start = at + gap.length + head.length;
    replace(at, at, `${gap}${head}${sample}\n`, start, start + sample.length);
  }

  function insertLine(line, words) {
    const lines = text.value.replace(/\n+$/, "").split("\n");
    const at = Math.min(line - 1, lines.length);
    const head = lines.slice(0, at).join("\n");
    const gap = head && !head.endsWith("\n") ? "\n\n" : "\n";
    const rest = lines.slice(at).join("\n");
    const whole = `${head}${gap}${words}\n\n`;
    replace(0, text.value.length, whole + (rest ? `\n${rest}\n` : ""), whole.length - 1);
  }

  function addMissing(event) {
    const chosen = event.target.closest("button[data-rubrik]");
    if (!chosen) return;
    event.preventDefault();
    insertLine(Number(chosen.dataset.rad), chosen.dataset.rubrik);
  }

  function headings() {
    const dialog = document.querySelector("#rubrikval");
    const missing = dialog.querySelector("#rubrik-saknas");
    missing.replaceChildren(...[...form.querySelectorAll("#disposition [data-rubrik]")].map((each) => {
      const item = document.createElement("li");
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = each.dataset.rubrik;
      made.addEventListener("click", () => {
        dialog.close();
        insertLine(Number(each.dataset.rad), each.dataset.rubrik);
      });
      item.append(made);
      return item;
    }));
    missing.previousElementSibling.textContent = missing.children.length
      ? "Rubriker ur mallen som saknas:" : "Alla rubriker ur mallen finns.";
    kept = [text.selectionStart, text.selectionEnd];
    dialog.showModal();
  }

  function headingDialog() {
    const dialog = document.querySelector("#rubrikval");
    dialog.querySelector("#rubrik-stang").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => text.focus());
    dialog.querySelectorAll("[data-niva]").forEach((each) => each.addEventListener("click", () => {
      dialog.close();
      text.setSelectionRange(...kept);
      block(each.dataset.niva, "Rubrik");
    }));
  }

  function links() {
    askLinks();
  }

  function picture() {
    const place = form.querySelector("#bildval");
    place.open = true;
    place.querySelector("#bild").focus();
  }

  function pictureForm() {
    const place = form.querySelector("#bildval");
    const wrong = place.querySelector("#bildfel");
    place.querySelector("button").addEventListener("click", async (event) => {
      event.preventDefault();
      const sent = new FormData();
      const file = place.querySelector("#bild").files[0];
      if (file) sent.append("bild", file);
      sent.append("alt", place.querySelector("#alt").value);
      wrong.textContent = "";
      try {
        const said = await ask("bild", sent);
        place.querySelectorAll("input").forEach((each) => { each.value = ""; });
        place.open = false;
        block("", said.rad);
      } catch (error) {
        wrong.textContent = error.told || (error.status === 413
          ? "Bilden är för stor. Gör den mindre och försök igen."
          : "Bilden kom inte fram. Försök igen när kontakten är tillbaka.");
      }
    });
  }
}

function linkDialog(form, text, ask, replace) {
  const dialog = document.querySelector("#lankval");
  const query = dialog.querySelector("#lank-q");
  const found = dialog.querySelector("#lank-traffar");
  const count = dialog.querySelector("#lank-antal");
  let timer = 0;
  let asked = 0;
  // Where the cursor was: a box that lies under an open dialog forgets it.
  let kept = [0, 0];

  async function search() {
    const number = ++asked;
    try {
      const { traffar } = await ask("lankar", { q: query.value });
      if (number !== asked) return;
      count.textContent = query.value ? `${traffar.length} förslag` : "Skriv stegets, fältets eller sidans namn.";
      found.replaceChildren(...traffar.map(item));
    } catch {
      count.textContent = "Ingen kontakt just nu. Försök igen.";
    }
  }

  function item(hit) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = hit.sida ? `${hit.rubrik} – ${hit.sida}` : hit.rubrik;
    made.addEventListener("click", () => {
      dialog.close();
      const [start, end] = kept;
      const words = text.value.slice(start, end) || hit.rubrik;
      replace(start, end, `[${words}](${hit.adress})`);
    });
    const line = document.createElement("li");
    line.append(made);
    return line;
  }

  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 200);
  });
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      found.querySelector("button")?.click();
    }
  });
  dialog.querySelector("#lank-stang").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => text.focus());
  return () => {
    kept = [text.selectionStart, text.selectionEnd];
    query.value = text.value.slice(text.selectionStart, text.selectionEnd).trim().slice(0, 200);
    dialog.showModal();
    search();
  };
}
