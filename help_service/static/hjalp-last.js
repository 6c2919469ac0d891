// Remembers in this browser which texts the reader has seen, so that a changed one can be told.
// Nothing is sent, and nothing of the reader is kept but a short number for each part of a text.

import { kept as memory } from "./hjalp-minne.js";

const KEPT = "ledstang-hjalp:last";
const HEADINGS = "h2, h3, h4, h5";

function kept() {
  try {
    const found = JSON.parse(memory.get(KEPT)) ?? {};
    return Object.fromEntries(Object.entries(found).filter(([, parts]) => typeof parts === "object"));
  } catch {
    return {};
  }
}

/** The headings whose text is another than the reader has seen; none of a text never seen. */
export function changedParts({ id, rubrik, html }) {
  const seen = kept()[id];
  if (!seen) return [];
  const now = partsOf(rubrik, html);
  // Who has read all of it is told of a heading that came; who has read one field knows no others.
  const readAll = rubrik in seen;
  return Object.keys(now).filter((part) => (part in seen ? seen[part] !== now[part] : readAll));
}

/** Keeps that the reader has the text before him. */
export function markRead({ id, rubrik, html }) {
  const all = kept();
  const before = JSON.stringify(all[id]);
  all[id] = { ...all[id], ...partsOf(rubrik, html) };
  if (JSON.stringify(all[id]) !== before) memory.set(KEPT, JSON.stringify(all));
}

/** A number for the text under each heading; what stands before the first has the answer's own. */
function partsOf(rubrik, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const texts = {};
  let part = rubrik;
  for (const block of template.content.children) {
    const own = block.matches(HEADINGS) ? block : block.querySelector(":scope > summary");
    if (own) part = own.textContent.trim();
    texts[part] = `${texts[part] ?? ""} ${own === block ? "" : block.textContent}`;
  }
  for (const name of Object.keys(texts)) texts[name] = numberOf(texts[name].replace(/\s+/g, " ").trim());
  return texts;
}

/** FNV-1a, 32 bits: enough to see that a text is another. */
function numberOf(text) {
  let number = 0x811c9dc5;
  for (const sign of text) number = Math.imul(number ^ sign.codePointAt(0), 0x01000193);
  return (number >>> 0).toString(36);
}
