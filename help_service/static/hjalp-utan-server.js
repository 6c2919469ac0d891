// Lookup and search without a server, over the bundle of the help API. A plain script, since it runs
// both in the service worker and in a page opened from a folder, where modules are not loaded.

const HjalpUtanServer = (() => {
  const HITS = 10;
  const SHORT = 400;
  const FUNCTION_WORDS = new Set(
    ("alla att av de den det dig du då e en ett för från får ha han har hen hon hur i in inte ja jag kan"
      + " man med men mig min mot måste ni nu nå när och om på sen sin sig sitt ska skall som så till"
      + " upp ut var vad vem vi via vid vilka vilken vill är").split(" ").map(plain),
  );
  const indexes = new WeakMap();

  /** The answer to a context: the same chain and the same shape as the help API's. */
  function context(bundle, said) {
    const tried = [];
    for (const [led, nyckel, find] of chain(bundle, said)) {
      const place = find();
      const hit = Boolean(place && sectionAt(bundle, place));
      tried.push({ led, nyckel, traff: hit });
      if (hit) return answer(bundle, place, tried);
    }
    tried.push({ led: "start", nyckel: bundle.start, traff: true });
    return answer(bundle, bundle.start, tried);
  }

  /** A whole topic in the shape of the help API, or undefined. */
  function topic(bundle, id) {
    const found = topicOf(bundle, id);
    return found && { ...found, panel: found.html };
  }

  /** Hits, best first: every word counts by how rare it is and where it stands. */
  function search(bundle, fraga, { roll } = {}) {
    const words = [...new Set(wordsOf(fraga))].filter((word) => !FUNCTION_WORDS.has(word));
    const found = indexOf(bundle)
      .map((entry) => ({ entry, ...score(entry, words, roll) }))
      .filter(({ hits }) => hits > 0 && hits >= words.length / 2)
      .sort((one, other) => other.points - one.points);
    const resultat = found.slice(0, HITS).map(({ entry, points }) => ({
      id: entry.topic.id,
      titel: entry.topic.titel,
      rubrik: entry.rubrik,
      utdrag: excerpt(entry.text, words),
      lank: entry.topic.lank + (entry.anchor && `#${entry.anchor}`),
      poang: Math.round(points * 1000) / 1000,
    }));
    return { resultat, fraga };
  }

  function* chain(bundle, { app = "ledstang", steg, roll, vy, falt, hinder, fas }) {
    const map = bundle.karta[app] ?? bundle.karta[app.split("@")[0]] ?? {};
    const ask = (led, kind, key) => [led, key, () => map[kind]?.[key]];
    if (hinder) yield ask("hinder", "hinder", hinder);
    if (falt) {
      const key = falt.includes(".") || !steg ? falt : `${steg}.${falt}`;
      if (roll) yield ask("falt+roll", "falt", `${key}@${roll}`);
      yield ask("falt", "falt", key);
    }
    if (steg) {
      if (roll) yield ["steg+roll", `${steg}@${roll}`, () => stepForRole(bundle, map, steg, roll)];
      yield ask("steg", "steg", steg);
    }
    const phase = fas || map.fas_for_steg?.[steg];
    if (phase) yield ask("fas", "fas", phase);
    if (vy) yield ask("vy", "vy", vy);
    const words = [falt, hinder, steg, vy, fas].filter(Boolean).join(" ").replace(/[-_.\s]+/g, " ");
    if (words) yield ["sok", words, () => firstHit(bundle, words, roll)];
    else if (roll) yield ask("roll", "roll", roll);
  }

  function stepForRole(bundle, map, steg, roll) {
    const own = map.steg?.[`${steg}@${roll}`];
    const general = map.steg?.[steg];
    const found = general && topicOf(bundle, general.split("#")[0]);
    return own ?? (found?.sektioner.some((section) => section.roll === roll) ? general : undefined);
  }

  function firstHit(bundle, words, roll) {
    return search(bundle, words, { roll }).resultat[0]?.lank.split("/").pop();
  }

  function topicOf(bundle, id) {
    return bundle.amnen.find((each) => each.id === id);
  }

  /** Topic and section of "topic#anchor"; undefined where there is none. */
  function sectionAt(bundle, place) {
    const [id, anchor] = place.split("#");
    const found = topicOf(bundle, id);
    const section = anchor && found?.sektioner.find((each) => each.anchor === anchor);
    return found && (!anchor || section) ? { topic: found, section } : undefined;
  }

  function answer(bundle, place, kedja) {
    const { topic: found, section } = sectionAt(bundle, place) ?? { topic: bundle.amnen[0] };
    const { id, titel, lagrum, byggd, sakerhet, granskad, hash } = found;
    return {
      id, titel, lagrum, byggd, sakerhet, granskad, hash, kedja,
      rubrik: section ? section.rubrik : titel,
      kort: section?.text ? shortened(section.text) : found.kort,
      html: section ? section.html : found.html,
      lank: found.lank + (section ? `#${section.anchor}` : ""),
      traff: kedja.at(-1).led,
      roller: [], faltlista: [], lankar: [],
    };
  }

  function indexOf(bundle) {
    if (!indexes.has(bundle)) {
      const often = new Map();
      for (const { rubrik } of bundle.amnen.flatMap((each) => each.sektioner)) {
        often.set(rubrik, (often.get(rubrik) ?? 0) + 1);
      }
      indexes.set(bundle, bundle.amnen.flatMap((each) => entriesOf(each, often)));
    }
    return indexes.get(bundle);
  }

  /** A heading that stands on every page says little: `often` tells how many times each stands. */
  function entriesOf(each, often) {
    const entry = (rubrik, anchor, text, roll, fields) =>
      ({ topic: each, rubrik, anchor, text, roll, fields: fields.map(([w, t]) => [w, wordsOf(t)]) });
    const top = entry(each.titel, "", each.kort, null, [
      [6, each.titel], [5, each.sokord.join(" ")], [2, each.kort],
    ]);
    const sections = each.sektioner.map(({ rubrik, anchor, text, roll }) =>
      entry(rubrik, anchor, text || each.kort, roll,
        [[3, each.titel], [3 / Math.sqrt(often.get(rubrik)), rubrik], [1, text]]));
    return [top, ...sections];
  }

  function score(entry, words, roll) {
    let points = 0;
    let hits = 0;
    for (const word of words) {
      const best = Math.max(...entry.fields.map((field) => worth(word, field)));
      if (best > 0) hits += 1;
      points += best * Math.min(word.length, 12);
    }
    const own = roll && entry.roll === roll ? 1.1 : 1;
    // Most who ask want to get a step done.
    const room = entry.topic.rum === "steg" ? 1.5 : 1;
    return { hits, points: points * (hits / words.length) * own * room };
  }

  /** A word says more in a short text, such as a title that is that word alone. */
  function worth(word, [weight, said]) {
    return (weight * likeness(word, said)) / (1 + Math.min(said.length, 20) / 20);
  }

  /** 1 for the word itself, less for another ending or a part of a compound, else 0. */
  function likeness(word, said) {
    if (said.includes(word)) return 1;
    if (word.length < 4) return 0;
    const stem = word.slice(0, Math.max(4, word.length - 2));
    if (said.some((other) => other.startsWith(stem))) return 0.7;
    return said.some((other) => other.includes(word)) ? 0.4 : 0;
  }

  function excerpt(text, words) {
    const sentences = text.split(/(?<=[.?!])\s+/);
    const count = (sentence) => words.filter((word) => likeness(word, wordsOf(sentence))).length;
    return shortened(sentences.reduce((best, each) => (count(each) > count(best) ? each : best)));
  }

  function shortened(text) {
    return text.length <= SHORT ? text : `${text.slice(0, SHORT).replace(/\s\S*$/, "")} …`;
  }

  function wordsOf(text) {
    return plain(text).match(/[a-z0-9]+/g) ?? [];
  }

  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  }

  return { context, topic, search, sectionAt };
})();
