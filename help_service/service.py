"""The help service: one object that the API, the pages and the fast layer ask."""

from dataclasses import fields
from typing import Any

from help_service.answers import Answer, make_answer, to_json
from help_service.bundle import make_bundle, topic_summary
from help_service.contexts import Context
from help_service.local import Local, OrganisationsOf, noted_by, nowhere, with_notes
from help_service.ports import Hit
from help_service.publisher import Publisher
from help_service.queries import read_query
from help_service.serialise import topic_url
from help_service.snapshot import Snapshot

CONTEXT_PARAMETERS = tuple(each.name for each in fields(Context))
SEARCH_PARAMETERS = ("q", "roll", "steg")
_HITS = 10
_BUNDLES = 24
"""Most bundles kept: a few roles, and each again for organisations with notes of their own."""


class HelpService:
    """Answers from whatever snapshot is published at the moment."""

    def __init__(self, publisher: Publisher, organisations_of: OrganisationsOf = nowhere) -> None:
        self.publisher = publisher
        self.local = Local(organisations_of)

    @property
    def snapshot(self) -> Snapshot:
        """The published snapshot. Take it once per request, so that an answer is never mixed."""
        return self.publisher.snapshot

    def refresh(self) -> bool:
        """Publish anew if the guidance has changed; return whether it was done."""
        return self.publisher.refresh()

    def context(self, raw_query: bytes) -> Answer:
        """Return the answer to a context query.

        Raises:
            BadQuery: the query is malformed.
        """
        snapshot = self.snapshot
        query = raw_query.decode("latin-1")
        known = snapshot.answers.get(query)
        if known is not None:
            return known
        shared = snapshot.answers.get(self.local.without_unit(query, snapshot) or query)
        if shared is not None:
            return shared
        context = Context(**read_query(raw_query, CONTEXT_PARAMETERS))
        answer = self.local.answer(snapshot, context)
        snapshot.remember(query, answer)
        return answer

    def search(self, query: str, roll: str | None, steg: str | None) -> list[Hit]:
        """Return the best sections for what a person wrote, best first."""
        if not query:
            return []
        return self.snapshot.searcher.search(query, roll, steg, _HITS)

    def search_answer(self, query: str, roll: str | None, steg: str | None) -> dict[str, Any]:
        """Return the search API's answer; without a hit it tells where to turn, if it knows."""
        hits = [
            {
                "id": hit.id,
                "titel": hit.titel,
                "rubrik": hit.rubrik,
                "utdrag": hit.utdrag,
                "lank": topic_url(hit.id, hit.lank),
                "poang": round(hit.poang, 3),
            }
            for hit in self.search(query, roll, steg)
        ]
        where = None if hits or not query else self.snapshot.searcher.elsewhere(query)
        return {"resultat": hits, "fraga": query, "vart": where}

    def topic_list(self) -> dict[str, Any]:
        """Return all topics in short."""
        snapshot = self.snapshot
        topics = [topic_summary(topic) for topic in snapshot.library.topics.values()]
        return {"amnen": topics, "revision": snapshot.revision}

    def topic(
        self, topic_id: str, roll: str | None = None, enhet: str | None = None
    ) -> dict[str, Any] | None:
        """Return a whole topic, as its page and as the panel shows it to a role; or None.

        Where the unit's organisation has a local note on it, both hold the note.
        """
        snapshot = self.snapshot
        topic = snapshot.library.topics.get(topic_id)
        if topic is None:
            return None
        notes = self.local.notes(snapshot, topic_id, enhet)
        return topic_summary(topic) | {
            "html": with_notes(snapshot.fragments.page(topic), snapshot, topic_id, notes),
            "panel": with_notes(snapshot.fragments.panel(topic, roll), snapshot, topic_id, notes),
            "lagrum": list(topic.lagrum),
            "sokord": list(topic.sokord),
            "sakerhet": topic.sakerhet,
            "sektioner": [
                {"rubrik": part.rubrik, "anchor": part.anchor, "niva": part.niva, "roll": part.roll}
                for part in topic.sections
            ],
        }

    def bundle(self, roll: str | None, enhet: str | None = None) -> Answer:
        """Return everything a client needs to answer by itself when the server is away.

        The local notes of the unit's organisations are in it.
        """
        snapshot = self.snapshot
        own = self.local.own(snapshot, enhet)
        key = (roll if roll in self.roles() else None, noted_by(own))
        made = snapshot.bundles.get(key)
        if made is None:
            made = make_answer(to_json(make_bundle(snapshot, key[0], own)))
            if not own or len(snapshot.bundles) < _BUNDLES:
                snapshot.bundles[key] = made
        return made

    def roles(self) -> list[str]:
        """Return the ids of all roles that some application names."""
        tables = [app.tables.get("roll", {}) for app in self.snapshot.context_map.apps.values()]
        return sorted({roll for table in tables for roll in table})
