// Översikt keeps itself up to date politely: it asks whether the list has changed, and offers the
// new one when somebody is working in the old. Nothing moves under the hand. The arrow keys go from
// row to row for whoever is in the list, and who comes back to it by the keyboard stands where they
// left it.

const EVERY_MS = 60_000;
const REST_MS = 10_000;
const list = document.querySelector("#lista");
const told = document.querySelector("#nytt");
let tag = list.dataset.tagg;
let touched = 0;

for (const kind of ["pointermove", "pointerdown", "wheel", "keydown", "touchstart"]) {
  list.addEventListener(kind, () => (touched = Date.now()), { passive: true });
}
list.addEventListener("keydown", walk);
list.addEventListener("click", remember);
stand(history.state?.lank);
setInterval(ask, EVERY_MS);
document.addEventListener("visibilitychange", ask);

async function ask() {
  if (document.hidden) return;
  const address = new URL(location.href);
  address.searchParams.set("del", "lista");
  const answer = await fetch(address, {
    headers: { "If-None-Match": `W/"${tag}"` }, cache: "no-store",
  }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  const next = answer.headers.get("ETag").replaceAll('"', "").replace("W/", "");
  const busy = list.contains(document.activeElement) || Date.now() - touched < REST_MS;
  if (busy) offer(fresh, next);
  else show(fresh, next);
}

function offer(fresh, next) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Listan har ändrats. Visa";
  button.addEventListener("click", () => show(fresh, next));
  told.replaceChildren(button);
}

function show(fresh, next) {
  const place = list.querySelector(".tabellram")?.scrollLeft ?? 0;
  list.replaceChildren(...fresh.childNodes);
  list.querySelector(".tabellram")?.scrollTo({ left: place });
  told.replaceChildren();
  tag = next;
}

function walk(event) {
  const row = event.target.closest("tbody tr");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!row || !(step || event.key === "Home" || event.key === "End")) return;
  const rows = [...list.querySelectorAll("tbody tr:not(.grupp)")];
  const here = rows.indexOf(row);
  const wanted = { Home: 0, End: rows.length - 1 }[event.key] ?? here + step;
  const next = rows[wanted]?.querySelector("th a");
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function remember(event) {
  const link = event.target.closest("a");
  // A click without a pointer is Enter.
  if (link && event.detail === 0) {
    history.replaceState({ ...history.state, lank: link.getAttribute("href") }, "");
  }
}

function stand(address) {
  if (!address) return;
  list.querySelector(`a[href="${CSS.escape(address)}"]`)?.focus({ preventScroll: true });
}
