// Översikt keeps itself up to date politely: it asks whether the list has changed, and offers the
// new one when somebody is working in the old. Nothing moves under the hand.

const EVERY_MS = 60_000;
const list = document.querySelector("#lista");
const told = document.querySelector("#nytt");
let tag = null;

setInterval(ask, EVERY_MS);

async function ask() {
  if (document.hidden) return;
  const headers = tag ? { "If-None-Match": tag } : {};
  const answer = await fetch(location.href, { headers, cache: "no-store" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const first = tag === null;
  tag = answer.headers.get("ETag");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#lista");
  if (fresh.innerHTML === list.innerHTML || (first && !fresh)) return;
  if (list.contains(document.activeElement)) offer(fresh, page);
  else show(fresh, page);
}

function offer(fresh, page) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Listan har ändrats. Visa";
  button.addEventListener("click", () => show(fresh, page));
  told.replaceChildren(button);
}

function show(fresh, page) {
  const place = list.querySelector(".tabellram")?.scrollLeft ?? 0;
  list.replaceChildren(...fresh.childNodes);
  list.querySelector(".tabellram")?.scrollTo({ left: place });
  document.querySelector("#antal").textContent = page.querySelector("#antal").textContent;
  told.replaceChildren();
}
