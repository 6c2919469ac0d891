// Forms: keep what is typed, say how a written time was understood, and count the receivers.

const WAIT_MS = 1500;
const NO_LINE = "Ingen kontakt med systemet. Inget är skickat. Texten finns kvar här. Försök igen om en stund.";

for (const form of document.querySelectorAll("form[data-kommando]")) {
  keepTyped(form);
  for (const field of form.querySelectorAll("[data-tid]")) sayUnderstood(form, field);
  countReceivers(form);
  warnBefore(form);
  sendOnce(form);
}

function keepTyped(form) {
  if (!form.dataset.utkast) return;
  let timer;
  let safe = true;
  form.addEventListener("input", () => {
    safe = false;
    clearTimeout(timer);
    timer = setTimeout(async () => (safe = await save(form)), WAIT_MS);
  });
  // What is not kept yet is kept before it is sent: should the line be lost, the page stays.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (safe) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    safe = await save(form);
    if (safe) form.requestSubmit(event.submitter);
    else sayState(form, NO_LINE, true);
  });
}

function tell(form, address) {
  const data = new FormData(form);
  const fields = {};
  for (const name of new Set(data.keys())) {
    if (name !== "token" && name !== "version") fields[name] = data.getAll(name);
  }
  return fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Ledstang-Token": data.get("token") },
    body: JSON.stringify({ falt: fields }),
  }).catch(() => null);
}

// What to be warned of before sending follows what is typed: a date that moves much, say.
function warnBefore(form) {
  const told = document.querySelector("#varningar");
  if (!form.dataset.prova || !told) return;
  form.addEventListener("change", async () => {
    const answer = await tell(form, form.dataset.prova);
    if (!answer?.ok) return;
    const { varningar, vad_hander } = await answer.json();
    showEffects(vad_hander);
    for (const shown of [...told.children]) {
      if (!varningar.some(({ kod }) => kod === shown.dataset.kod)) shown.remove();
    }
    for (const each of varningar) {
      if (!told.querySelector(`[data-kod="${each.kod}"]`)) told.append(warning(each));
    }
  });
}

function showEffects(told) {
  const place = document.querySelector("#vad-hander");
  if (!place) return;
  place.hidden = !told.length;
  const lines = told.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
  place.querySelector("ul").replaceChildren(...lines);
}

function warning({ kod, text, hjalp }) {
  const line = document.createElement("p");
  line.className = "varning";
  line.dataset.kod = kod;
  const help = document.createElement("a");
  Object.assign(help, { className: "hjalp-ikon", href: hjalp, textContent: "?", ariaLabel: "Hjälp om varningen" });
  help.dataset.hjalpHinder = kod;
  line.append(`! ${text} `, help);
  return line;
}

// Whether the system answered; what it refuses to keep, it explains when the form is sent.
async function save(form) {
  const answer = await tell(form, form.dataset.utkast);
  if (answer?.ok) sayState(form, `Utkast sparat ${(await answer.json()).sparat}.`);
  else if (answer?.status === 401) sayState(form, "Du är utloggad. Logga in igen i en annan flik.", true);
  else sayState(form, "Utkastet kunde inte sparas. Texten finns kvar här.", true);
  return answer !== null;
}

// What is kept is whispered; what is not is said aloud.
function sayState(form, text, grave = false) {
  const status = form.querySelector(".utkast-status");
  status.classList.toggle("varning", grave);
  status.textContent = grave ? `! ${text}` : text;
}

function sayUnderstood(form, field) {
  const told = form.querySelector(`#forstatt-${field.name}`);
  field.addEventListener("change", async () => {
    if (!field.value.trim()) {
      told.textContent = "";
      return;
    }
    const asked = new URLSearchParams({
      kommando: form.dataset.kommando, falt: field.name, text: field.value,
    });
    const answer = await fetch(`${form.dataset.tolka}?${asked}`).catch(() => null);
    if (!answer?.ok) return;
    const { forstatt, fel } = await answer.json();
    told.textContent = forstatt ? `= ${forstatt}` : fel;
  });
}

function countReceivers(form) {
  const button = form.querySelector("[data-knapp]");
  const boxes = [...form.querySelectorAll("input[name=mottagare]")];
  if (!boxes.length) return;
  const count = () => {
    const number = boxes.filter((box) => box.checked).length;
    button.textContent = button.dataset.knapp + (number ? ` till ${number} mottagare` : "");
  };
  for (const box of boxes) box.addEventListener("change", count);
  count();
}

function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.skickat) event.preventDefault();
    form.dataset.skickat = "ja";
  });
  window.addEventListener("pageshow", () => delete form.dataset.skickat);
}
