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
export function changedParts(answer) {
  const seen = kept()[answer.id];
  if (!seen) return [];
  // Who has read all of it is told of a heading that came; who has read one field knows no others.
  const readAll = openingOf(answer) in seen;
  const changed = partsOf(answer).filter(({ place, number }) =>
    place in seen ? seen[place] !== number : readAll,
  );
  return changed.map(({ heading }) => heading);
}

/** Keeps that the reader has the text before him. */
export function markRead(answer) {
  const all = kept();
  const before = JSON.stringify(all[answer.id]);
  const parts = partsOf(answer).map(({ place, number }) => [place, number]);
  all[answer.id] = { ...all[answer.id], ...Object.fromEntries(parts) };
  if (JSON.stringify(all[answer.id]) !== before) memory.set(KEPT, JSON.stringify(all));
}

/** Where in the topic an answer begins: a field may be called as the whole topic is. */
function openingOf({ lank }) {
  return `#${lank.split("#")[1] ?? ""}`;
}

/** The text under each heading as a number; what stands before the first has the answer's own. */
function partsOf(answer) {
  const template = document.createElement("template");
  template.innerHTML = answer.html;
  const parts = [{ place: openingOf(answer), heading: answer.rubrik, text: "" }];
  for (const block of template.content.children) {
    const own = block.matches(HEADINGS) ? block : block.querySelector(":scope > summary");
    if (own) parts.push({ place: placeOf(own), heading: own.textContent.trim(), text: "" });
    if (own !== block) parts.at(-1).text += ` ${block.textContent}`;
  }
  return parts.map(({ place, heading, text }) => ({
    place,
    heading,
    number: numberOf(text.replace(/\s+/g, " ").trim()),
  }));
}

function placeOf(heading) {
  const id = heading.id || heading.parentElement?.id;
  return id ? `#${id}` : heading.textContent.trim();
}

/** FNV-1a, 32 bits: enough to see that a text is another. */
function numberOf(text) {
  let number = 0x811c9dc5;
  for (const sign of text) number = Math.imul(number ^ sign.codePointAt(0), 0x01000193);
  return (number >>> 0).toString(36);
}
