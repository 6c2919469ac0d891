// Remembers in this browser which text the reader has seen, so that a changed one can be told.
// Nothing is sent, and nothing of the reader is kept but the texts' hashes.

const KEPT = "ledstang-hjalp:last";

function hashes() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

/** Whether the reader has seen the topic with another text. */
export function isChanged({ id, hash }) {
  const seen = hashes()[id];
  return seen !== undefined && seen !== hash;
}

/** Keeps that the reader has the topic's text before him. */
export function markRead({ id, hash }) {
  const kept = hashes();
  if (kept[id] !== hash) localStorage.setItem(KEPT, JSON.stringify({ ...kept, [id]: hash }));
}
