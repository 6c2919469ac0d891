// The edit page: toolbar, live preview, and a text that is never lost. The form works without this.
import { toolbar } from "./redigera-verktyg.js";
import { keeping } from "./redigera-utkast.js";

const form = document.querySelector("#redigera");
const text = form.querySelector("#text");
const token = form.querySelector("[name=token]")?.value ?? "";
const PAUSE = 250;

async function ask(path, body) {
  const isForm = body instanceof FormData;
  const headers = { "X-Ledstang-Token": token };
  if (!isForm) headers["Content-Type"] = "application/json";
  const answer = await fetch(`${form.getAttribute("action")}/${path}`, {
    method: "POST", headers, redirect: "manual", body: isForm ? body : JSON.stringify(body),
  });
  if (answer.type === "opaqueredirect" || answer.status === 401) throw new Error("utloggad");
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  const said = isJson ? await answer.json() : {};
  if (!answer.ok) throw Object.assign(new Error("nej"), { told: said.fel ?? "", status: answer.status });
  return said;
}

// How far down a place lies: a box as wide, with only the text before it, is as high.
function heightOf(before) {
  const probe = text.cloneNode();
  for (const name of ["id", "name", "aria-describedby"]) probe.removeAttribute(name);
  probe.rows = 1;
  probe.style.height = "0";
  probe.value = before;
  text.after(probe);
  const height = probe.scrollHeight;
  probe.remove();
  return height;
}

function goTo(line, start, end) {
  const lines = text.value.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const last = end > start ? end : (lines[line - 1] ?? "").length;
  text.focus();
  text.setSelectionRange(before + start, before + last);
  text.scrollTop = line > 3 ? heightOf(lines.slice(0, line - 3).join("\n")) : 0;
}

// The page's own text first; its head with words and dates is a scroll away.
function passHead() {
  const end = text.value.startsWith("---\n") ? text.value.indexOf("\n---\n", 3) : -1;
  if (end > 0) text.scrollTop = heightOf(text.value.slice(0, end + 4));
}

// Preview: the newest answer wins, however late an older one comes.
let timer = 0;
let asked = 0;
async function show() {
  const number = ++asked;
  const as = form.querySelector("#visa_som").value;
  try {
    const said = await ask("visning", { text: text.value, visa_som: as });
    if (number !== asked) return;
    const open = [...form.querySelectorAll("#anmarkningar details")].some((each) => each.open);
    const top = form.querySelector("#visning").scrollTop;
    for (const name of ["visning", "anmarkningar", "disposition"]) {
      form.querySelector(`#${name}`).innerHTML = said[name];
    }
    form.querySelector("#visning").scrollTop = top;
    if (open) form.querySelectorAll("#anmarkningar details").forEach((each) => { each.open = true; });
  } catch (error) {
    kept.told(error);
  }
}

function changed() {
  kept.changed();
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
}

const kept = keeping(form, text, ask, changed);
toolbar(form, text, ask);
text.addEventListener("input", changed);
form.querySelector("#visa_som").addEventListener("change", show);
form.querySelector("#visa").addEventListener("click", (event) => {
  event.preventDefault();
  show();
});
form.addEventListener("click", (event) => {
  const place = event.target.closest("a[data-rad]");
  if (!place) return;
  event.preventDefault();
  goTo(Number(place.dataset.rad), Number(place.dataset.start), Number(place.dataset.slut));
});
passHead();
document.querySelector("#status")?.focus();
