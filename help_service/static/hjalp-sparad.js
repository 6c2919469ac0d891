// Keeps a copy of the help in the browser, through the service worker, for when the server is away.

const SCOPE = "/";

/**
 * Saves the help for a role, with the local notes of the unit's people. Does nothing where nobody
 * has a role yet, or where the page is not of the help server's own origin.
 */
export async function keepCopy(api, { roll = "", enhet = "" }) {
  if (!roll || !("serviceWorker" in navigator) || api.origin !== location.origin) return;
  const script = new URL("../../sw.js", api).href;
  try {
    if (await isTaken(script)) return;
    await navigator.serviceWorker.register(script, { scope: SCOPE, updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ spara: { roll, enhet } });
  } catch {
    // Private windows and some policies refuse: help then needs its server, as before.
  }
}

/** The page may have a service worker of its own; it is left alone. */
async function isTaken(script) {
  const there = await navigator.serviceWorker.getRegistration(SCOPE);
  const worker = there?.active ?? there?.waiting ?? there?.installing;
  return Boolean(worker) && worker.scriptURL !== script;
}
