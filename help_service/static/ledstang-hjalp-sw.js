// The service worker: keeps the help for the day when the server is away. It touches nothing but GET
// under the help's own address, and pages that could not be fetched. No case data is ever kept.

importScripts("static/hjalp-utan-server.js");

const HOME = new URL("./", self.location);
const CACHE = "ledstang-hjalp-1";
const SAVED = "X-Ledstang-Sparad";
const COPY = "X-Ledstang-Kopia";
const FRESH = 10 * 60 * 1000;
const PATIENCE = 8000;
const GATEWAY_ERRORS = [502, 503, 504];
const PAGES = "reserv/sidor.json";
const FILES = [
  "ledstang-hjalp.js", "hjalp-sida.js", "hjalp-svar.js", "hjalp-vy.js", "hjalp-sparad.js",
  "hjalp-hojd.js", "hjalp-last.js", "hjalp-minne.js", "hjalp-omdome.js", "hjalp-visa.js",
  "ledstang-hjalp.css", "hjalp-panel.css",
].map((name) => `static/${name}`);
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
  + " base-uri 'none'; frame-ancestors 'none'";
const TYPES = {
  css: "text/css", html: "text/html", js: "text/javascript", json: "application/json",
  svg: "image/svg+xml",
};

const held = new Map();
const at = (path) => new URL(path, HOME).href;
const asked = (path, said) => {
  const query = new URLSearchParams(Object.entries(said).filter(([, value]) => value)).toString();
  return query ? `${path}?${query}` : path;
};
const bundleOf = ({ roll, enhet }) => asked("api/v1/bundle", { roll, enhet });

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => event.waitUntil(saveAll(event.data.spara)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const path = url.pathname.startsWith(HOME.pathname) && url.pathname.slice(HOME.pathname.length);
  if (path !== false) event.respondWith(helpAnswer(request, path, url.searchParams));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(awayPage));
});

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith("ledstang-hjalp-") && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

async function saveAll({ roll, enhet }) {
  const pages = asked(PAGES, { enhet });
  for (const path of [bundleOf({ roll, enhet }), pages, ...FILES]) await save(path);
  // The pages of whoever used the browser last: others may have had other local notes.
  const cache = await caches.open(CACHE);
  if (!(await cache.match(at(pages)))) return;
  for (const path of await keptPaths(PAGES)) if (path !== pages) await cache.delete(at(path));
}

async function keptPaths(beginning) {
  const keys = await (await caches.open(CACHE)).keys();
  return keys.map(({ url }) => url.slice(HOME.href.length)).filter((path) => path.startsWith(beginning));
}

async function save(path) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(at(path));
  if (kept && Date.now() - Date.parse(kept.headers.get(SAVED)) < FRESH) return;
  const response = await fetch(at(path), { credentials: "omit" });
  if (!response.ok) return;
  const headers = { "Content-Type": response.headers.get("Content-Type"), [SAVED]: new Date().toISOString() };
  await cache.put(at(path), new Response(await response.blob(), { headers }));
  held.delete(path);
}

/** From the server while it answers; else what is saved; else the server's own failure. */
async function helpAnswer(request, path, said) {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (!GATEWAY_ERRORS.includes(response.status)) return response;
    return (await saved(request, path, said)) ?? response;
  } catch (failure) {
    const found = await saved(request, path, said);
    if (found) return found;
    if (request.mode === "navigate") return awayPage();
    throw failure;
  }
}

async function saved(request, path, said) {
  if (path.startsWith("api/v1/")) return apiAnswer(path.slice("api/v1/".length), said);
  if (path.startsWith("reserv/")) return savedPage(path.slice("reserv/".length) || "index.html");
  if (request.mode === "navigate") return wayIn(path, said);
  return (await caches.open(CACHE)).match(at(path));
}

async function apiAnswer(path, query) {
  const said = Object.fromEntries([...query].filter(([, value]) => value));
  const kept = await keptBundle(said);
  if (!kept) return undefined;
  const answers = {
    context: () => HjalpUtanServer.context(kept.value, said),
    search: () => HjalpUtanServer.search(kept.value, said.q ?? "", said),
  };
  const topic = path.match(/^topics\/([^/]+)$/)?.[1];
  const answer = topic
    ? HjalpUtanServer.topic(kept.value, decodeURIComponent(topic))
    : answers[path]?.();
  return answer && reply(JSON.stringify(answer), "json", { [SAVED]: kept.saved, [COPY]: kept.value.revision });
}

/** The bundle for role and unit, or the nearest that is saved: another role's still answers. */
async function keptBundle(said) {
  const others = await keptPaths("api/v1/bundle");
  const unit = (path) => new URL(path, HOME).searchParams.get("enhet") ?? "";
  const nearest = ["", said.enhet ?? ""].flatMap((own) => others.filter((path) => unit(path) === own));
  for (const path of [bundleOf(said), ...nearest.reverse(), ...others]) {
    const kept = await keptJson(path);
    if (kept) return kept;
  }
  return undefined;
}

async function keptJson(path) {
  if (!held.has(path)) {
    const kept = await (await caches.open(CACHE)).match(at(path));
    if (!kept) return undefined;
    held.set(path, { value: await kept.json(), saved: kept.headers.get(SAVED) });
  }
  return held.get(path);
}

async function keptPages() {
  const [path] = await keptPaths(PAGES);
  return path && keptJson(path);
}

async function savedPage(name) {
  const kept = await keptPages();
  const text = kept?.value.filer[name];
  return text && reply(dated(text, kept.saved), name.split(".").pop());
}

/** The server's page says that it is current; a saved one tells from which day it is. */
function dated(text, saved) {
  const day = new Date(saved);
  const words = day.toLocaleDateString("sv-SE", { dateStyle: "long" });
  const time = `<time datetime="${day.toLocaleDateString("sv-SE")}">${words}</time>`;
  return text.replace('<span class="datum">Gällande text</span>', `Kopia från ${time}`);
}

/** Leads from an address of the help to its page in the copy. */
async function wayIn(path, said) {
  if (!(await keptPages())) return undefined;
  const shown = path === "visa" && (await keptBundle(Object.fromEntries(said)));
  const place = shown
    ? HjalpUtanServer.context(shown.value, Object.fromEntries(said)).lank.split("/").pop()
    : path.match(/^amne\/([a-z0-9-]+)$/)?.[1];
  const [topic, anchor] = (place ?? "").split("#");
  return Response.redirect(at(topic ? `reserv/amne/${topic}.html${anchor ? `#${anchor}` : ""}` : "reserv/"));
}

function reply(text, kind, more = {}) {
  const headers = { "Content-Type": `${TYPES[kind]}; charset=utf-8`, "Content-Security-Policy": POLICY };
  return new Response(text, { headers: { ...headers, ...more } });
}

function awayPage() {
  const page = `<!doctype html><html lang="sv"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Ledstång svarar inte</title></head>
<body><main><h1>Ledstång svarar inte</h1>
<p>Ladda om sidan för att försöka igen. Det du inte hann skicka är inte skickat.</p>
<p>Brådskar det: <a href="${HOME.pathname}reserv/">följ reservrutinen och den sparade hjälpen</a>.</p>
</main></body></html>`;
  return new Response(page, {
    status: 503,
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY },
  });
}
