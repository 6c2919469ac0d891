// Lookup and search without a server, over the bundle of the help API. A plain script, since it runs
// both in the service worker and in a page opened from a folder, where modules are not loaded.

const HjalpUtanServer = (() => {
  const HITS = 10;
  const SHORT = 400;
  // The weights are those of the server's search, where they are the same thing.
  const MOST_WORDS = 40;
  const MOST_COMPARED = 1000;
  const HALF = 9;
  const THERE = 0.01;
  const SPOKEN = 3;
  const SPOKEN_HALF = 1.5;
  const NEAREST = 1.2;
  const KNOWN = 0.5;
  const UNKNOWN = 0.8;
  const BY_WORD = 0.03;
  const BY_SHORT = 0.36;
  const ALL_KNOWN = 0.22;
  const SURE_AMONG = 3;
  const REFUSE_BELOW = 0.73;
  const KNOWN_IN_PART = 0.7;
  const SHORTEST_PART = 5;
  const SHORTEST_REST = 3;
  const ENDING = 0.7;
  const PART = 0.4;
  const MEANING = 0.85;
  const ROOMS = { hinder: 0.85, begrepp: 0.8, roller: 0.9, faser: 0.8, "": 0.7 };
  // What a way of asking asks for; words without å, ä and ö.
  const AIMS = [
    [/ (senast|inom|frist\w*|hur lang\w* tid|hur lange|hur snabbt|hur fort|nar maste|tid pa (oss|sig)) /, "Senast"],
    [/ (nere|driftstopp\w*|stromavbrott\w*) /, "Om systemet ligger nere"],
    [/ (vanlig\w* (fel|misstag)) /, "Vanliga fel"],
    [/ (angra\w*|raka\w*|misstag|fel|felaktig\w*|ratta\w*|andra[rs]?|ta\w* (tillbaka|bort)) /, "Ångra och rätta"],
    [/ (nar (ska|skickar|behov\w*)) /, "När"],
    [/ (hur (?!manga|mycket|ofta|stor)|va[rd]t? (gor\w*|tryck\w*|klick\w*) )/, "Gör så här"],
  ];
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

  /**
   * Hits, one for each topic, best first; none for what does not belong here, and then where to
   * turn, if a word tells. Every word counts by how rare it is, where it stands, and whether people
   * say it of the topic.
   */
  function search(bundle, fraga, { roll } = {}) {
    const index = indexOf(bundle);
    const asked = askedOf(index, fraga);
    const found = index.entries
      .map((entry) => ({ entry, ...score(index, entry, asked) }))
      .filter(({ points }) => points > 0)
      .sort((one, other) => other.points - one.points);
    const sure = found.slice(0, SURE_AMONG).some((one) => one.sure >= REFUSE_BELOW);
    const resultat = (sure ? found.slice(0, HITS) : []).map(({ entry: { topic: each, places }, points }) => {
      const place = placeOf(places, asked, fraga, roll);
      return {
        id: each.id,
        titel: each.titel,
        rubrik: place.rubrik,
        utdrag: excerpt(place.text || each.kort, asked.words),
        lank: each.lank + (place.anchor && `#${place.anchor}`),
        poang: Math.round(points * 1000) / 1000,
      };
    });
    return { resultat, fraga, vart: sure ? null : asked.vart };
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
      const entries = bundle.amnen.map(entryOf);
      const often = new Map();
      for (const { bag } of entries) for (const word of bag.keys()) add(often, word, 1);
      const spoken = new Map();
      for (const { said } of entries) for (const word of said.keys()) add(spoken, word, 1);
      const table = Object.entries(bundle.ord ?? {}).map(([typed, meant]) => [typed.split(" "), meant.map(plain)]);
      const elsewhere = elsewhereOf(bundle.annanstans ?? []);
      indexes.set(bundle, {
        entries, often, spoken, table, elsewhere, compared: new Map(), vocabulary: [...often.keys()],
      });
    }
    return indexes.get(bundle);
  }

  function entryOf(each) {
    const questions = questionsOf(each).map(([text]) => text);
    const phrases = [each.titel, ...each.sokord, ...questions].map(wordsOf);
    const bag = bagOf([
      [8, each.titel], [6, each.sokord.join(" ")], [2, questions.join(" ")],
      [3, each.kort], [3, each.sektioner.map(({ rubrik }) => rubrik).join(" ")],
      [1, each.sektioner.map(({ text }) => text).join(" ")],
    ]);
    const said = new Map();
    for (const word of phrases.flat()) add(said, word, 1);
    const short = bagOf([[1, each.titel], [1, each.kort]]);
    return { topic: each, bag, short, said, phrases: phrases.map((some) => new Set(some)), places: placesOf(each) };
  }

  /** Questions as people ask them, with headings; a copy saved earlier may have none. */
  function questionsOf(each) {
    return each.fragor ?? [];
  }

  /** Where an answer may be opened: at the top, or at a section. */
  function placesOf(each) {
    const asked = (rubrik) =>
      questionsOf(each).filter(([, heading]) => heading === rubrik).map(([text]) => text).join(" ");
    const top = { rubrik: each.titel, anchor: "", text: each.kort, roll: null, bag: bagOf([[1, each.kort]]) };
    return [top, ...each.sektioner.map(({ rubrik, anchor, text, roll }) => (
      { rubrik, anchor, text, roll, bag: bagOf([[3, rubrik], [1, text], [2, asked(rubrik)]]) }
    ))];
  }

  function bagOf(weighed) {
    const bag = new Map();
    for (const [weight, text] of weighed) for (const word of wordsOf(text)) add(bag, word, weight);
    return bag;
  }

  function add(counts, word, more) {
    counts.set(word, (counts.get(word) ?? 0) + more);
  }

  /** The question: each word with the words of the help that are like it, and how telling it is. */
  function askedOf(index, fraga) {
    const words = wordsOf(fraga).slice(0, MOST_WORDS);
    const typed = [...new Set(words)];
    const meant = meaningsOf(index, words);
    const told = typed.filter((word) => !FUNCTION_WORDS.has(word));
    const all = typed.map((word) => ({ word, like: withMeanings(index, word, meant) }));
    for (const each of all) {
      each.rare = rarity(index.often, index, each.like);
      each.spoken = rarity(index.spoken, index, each.like);
    }
    const concepts = all.filter(({ word }) => told.includes(word));
    const sum = (some, key) => some.reduce((total, each) => total + each[key], 0) || 1;
    const elsewhere = placesElsewhere(index, words);
    const outside = elsewhere.size;
    const allKnown = !outside && concepts.every(({ like }) => like.length);
    return {
      against: sum(concepts, "rare") + outside * Math.log(1 + index.entries.length), allKnown,
      vart: elsewhere.get(Math.min(...elsewhere.keys())) ?? null,
      words: told, all, concepts, total: sum(concepts, "rare"), said: sum(all, "spoken"),
      known: concepts.reduce((total, { rare, like }) => total + rare * knownBy(like), 0),
    };
  }

  /** How surely the help knows a word: the word itself, a part of a compound, or not at all. */
  function knownBy(like) {
    if (!like.length) return 0;
    return like.some(([, much]) => much >= ENDING) ? 1 : KNOWN_IN_PART;
  }

  function likeWords({ often, vocabulary, compared }, word) {
    if (word.length < 4) return often.has(word) ? [[word, 1]] : [];
    if (compared.size > MOST_COMPARED) compared.clear();
    if (!compared.has(word)) {
      const like = vocabulary.map((other) => [other, likeness(word, other)]);
      compared.set(word, like.filter(([, much]) => much > 0));
    }
    return compared.get(word);
  }

  /** What the superusers' table of words says that the words of a question mean, by word. */
  function meaningsOf({ table }, words) {
    const meant = new Map();
    for (const [typed, meanings] of table) {
      for (let at = 0; at + typed.length <= words.length; at += 1) {
        const said = words.slice(at, at + typed.length);
        if (!said.every((word, place) => isForm(word, typed[place]))) continue;
        for (const word of said) meant.set(word, [...(meant.get(word) ?? []), ...meanings]);
      }
    }
    return meant;
  }

  /** Whether a word is the stem of the table, with an ending or without. */
  function isForm(word, stem) {
    return word === stem || (stem.length > 3 && word.startsWith(stem) && word.length <= stem.length + 4);
  }

  /** Words and phrases of what belongs elsewhere, with where to turn. */
  function elsewhereOf(groups) {
    const all = groups.flatMap(({ vart, ord }) => ord.map((typed) => [plain(typed), vart]));
    const phrases = all.filter(([typed]) => typed.includes(" "));
    return {
      alone: new Map(all.filter(([typed]) => !typed.includes(" "))),
      phrases: phrases.map(([typed, vart]) => [typed.split(" "), vart]),
    };
  }

  /** Where to turn, by the place of each word of a question that belongs elsewhere. */
  function placesElsewhere(index, words) {
    const { alone, phrases } = index.elsewhere;
    const found = new Map();
    words.forEach((word, place) => {
      const known = likeWords(index, word).some(([, like]) => like >= ENDING);
      const forms = known ? endingsOff(word) : [...endingsOff(word), ...partsOf(word)];
      const form = forms.find((each) => alone.has(each));
      if (form) found.set(place, alone.get(form));
    });
    const all = [...words.keys()];
    // A phrase counts with small words between its own too.
    for (const places of [all, all.filter((place) => !FUNCTION_WORDS.has(words[place]))]) {
      for (const [phrase, vart] of phrases) {
        for (let at = 0; at + phrase.length <= places.length; at += 1) {
          const there = places.slice(at, at + phrase.length);
          if (there.every((place, step) => isForm(words[place], phrase[step]))) {
            there.forEach((place) => found.set(place, vart));
          }
        }
      }
    }
    return found;
  }

  /** A word, and what may be the word without its ending. */
  function endingsOff(word) {
    return [0, 1, 2, 3].map((cut) => word.slice(0, word.length - cut)).filter((form) => form === word || form.length > 3);
  }

  /** The beginnings and endings of a word that may be words of their own. */
  function partsOf(word) {
    const parts = [];
    for (let cut = SHORTEST_PART; cut <= word.length - SHORTEST_REST; cut += 1) parts.push(word.slice(0, cut));
    for (let cut = SHORTEST_REST; cut <= word.length - SHORTEST_PART; cut += 1) parts.push(word.slice(cut));
    return parts;
  }

  function withMeanings(index, word, meant) {
    const found = new Map(likeWords(index, word));
    for (const meaning of FUNCTION_WORDS.has(word) ? [] : meant.get(word) ?? []) {
      for (const [other, like] of likeWords(index, meaning)) {
        found.set(other, Math.max(found.get(other) ?? 0, like * MEANING));
      }
    }
    return [...found];
  }

  function rarity(often, { entries }, like) {
    const near = like.filter(([, much]) => much >= ENDING).map(([word]) => often.get(word) ?? 0);
    const most = Math.max(0, ...near);
    return Math.log(1 + entries.length / Math.max(most, 1)) * (like.length ? 1 : UNKNOWN);
  }

  /** How well a bag of words holds one, 0 to 1. */
  function held(bag, like, half) {
    let most = 0;
    for (const [word, much] of like) most = Math.max(most, much * (bag.get(word) ?? 0));
    return most / (most + half);
  }

  function score({ spoken, entries }, { topic: each, bag, short, said, phrases }, asked) {
    const concepts = (some, half = THERE) =>
      asked.concepts.reduce((sum, { rare, like }) => sum + rare * held(some, like, half), 0);
    const words = concepts(bag, HALF);
    if (!words) return { points: 0, sure: 0 };
    let spokenWords = 0;
    for (const one of asked.all) spokenWords += one.spoken * held(said, one.like, SPOKEN_HALF);
    const points = words / asked.total + SPOKEN * spokenWords / asked.said
      + NEAREST * nearest({ spoken, entries }, phrases, asked);
    const there = concepts(short);
    const surer = BY_SHORT * there / asked.total + BY_WORD * Math.min(asked.all.length, 12);
    const sure = (words + KNOWN * asked.known) / asked.against + Math.max(asked.allKnown ? ALL_KNOWN : 0, surer);
    return { points: points * (ROOMS[each.rum] ?? 1), sure };
  }

  /** How near the question is to the nearest phrase of a topic, 0 to 1. */
  function nearest({ spoken, entries }, phrases, { all, said }) {
    const weight = (word) => Math.log(1 + entries.length / (spoken.get(word) ?? 1));
    let most = 0;
    for (const phrase of phrases) {
      let both = 0;
      let other = 0;
      const met = new Set();
      for (const { spoken: much, like } of all) {
        const same = like.find(([word, near]) => near >= ENDING && phrase.has(word));
        if (same) both += much;
        if (same) met.add(same[0]);
      }
      if (!both) continue;
      for (const word of phrase) if (!met.has(word)) other += weight(word);
      most = Math.max(most, both / (said + other));
    }
    return most;
  }

  /** The place of a topic that says most of the question, or the one that its way of asking names. */
  function placeOf(places, { concepts, total }, fraga, roll) {
    const spoken = ` ${wordsOf(fraga).join(" ")} `;
    const [, aim] = AIMS.find(([cue, rubrik]) =>
      cue.test(spoken) && places.some((place) => place.rubrik === rubrik)) ?? [];
    const worth = ({ bag, rubrik, roll: own }) => {
      const words = concepts.reduce((sum, { rare, like }) => sum + rare * held(bag, like, 3), 0);
      return (words + (rubrik === aim ? total : 0)) * (own && own === roll ? 1.15 : 1);
    };
    return places.reduce((best, each) => (worth(each) > worth(best) ? each : best));
  }

  /** 1 for the word itself, less for another ending or a part of a compound, else 0. */
  function likeness(word, other) {
    if (other === word) return 1;
    if (other.startsWith(word.slice(0, Math.max(4, word.length - 2)))) {
      return other.length <= word.length + 3 ? ENDING : PART;
    }
    return other.includes(word) ? PART : 0;
  }

  function excerpt(text, words) {
    const sentences = text.split(/(?<=[.?!])\s+/);
    const count = (sentence) => 
      words.filter((word) => wordsOf(sentence).some((other) => likeness(word, other))).length;
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
