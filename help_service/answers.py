"""Answers: what the context API says, as JSON, ready to send."""

import gzip
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from help_service.addresses import TOPIC, split_topic_address
from help_service.contexts import Place
from help_service.fragments import Fragments
from help_service.lookup import Resolution
from help_service.outline import Kind
from help_service.serialise import topic_url
from help_service.topics import Section, Topic, section_lines

_SHORT = 400
"""Longest short answer, in characters."""
_COMMON = (
    ("Vary", "Accept-Encoding"),
    ("Cache-Control", "public, no-cache"),
    ("Access-Control-Allow-Origin", "*"),
    ("X-Content-Type-Options", "nosniff"),
)
Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Reply:
    """One way to send an answer: its status, its headers and its bytes."""

    status: int
    headers: Headers
    body: bytes

    @cached_property
    def head(self) -> bytes:
        """The headers as they go over the wire, with the empty line that ends them."""
        lines = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        return f"{lines}\r\n".encode("latin-1")


@dataclass(frozen=True)
class Answer:
    """One body with its headers, plain and compressed; never changed once made."""

    body: bytes
    packed: bytes
    etag: str
    packed_etag: str
    headers: Headers
    packed_headers: Headers
    unchanged_headers: Headers

    @cached_property
    def as_it_is(self) -> Reply:
        """The answer in plain bytes."""
        return Reply(200, self.headers, self.body)

    @cached_property
    def gzipped(self) -> Reply:
        """The answer in fewer bytes."""
        return Reply(200, self.packed_headers, self.packed)

    @cached_property
    def unchanged(self) -> Reply:
        """For a client that holds the answer already."""
        return Reply(304, self.unchanged_headers, b"")


def make_answer(body: bytes, content_type: str = "application/json") -> Answer:
    """Return a body ready to be sent, plain or gzipped, with the hash of its content as ETag."""
    digest = hashlib.sha256(body).hexdigest()[:16]
    # mtime=0: the same content gives the same bytes on every worker.
    packed = gzip.compress(body, compresslevel=6, mtime=0)
    plain_tag, packed_tag = f'"{digest}"', f'"{digest}-gz"'
    kind = ("Content-Type", content_type)
    return Answer(
        body=body,
        packed=packed,
        etag=plain_tag,
        packed_etag=packed_tag,
        headers=[kind, ("Content-Length", str(len(body))), ("ETag", plain_tag), *_COMMON],
        packed_headers=[
            kind,
            ("Content-Length", str(len(packed))),
            ("Content-Encoding", "gzip"),
            ("ETag", packed_tag),
            *_COMMON,
        ],
        unchanged_headers=[("ETag", plain_tag), *_COMMON],
    )


def to_json(value: object) -> bytes:
    """Return a value as compact UTF-8 JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def context_answer(found: Resolution, roll: str | None, fragments: Fragments) -> dict[str, Any]:
    """Return the answer to a context: short text, HTML, links, and the chain that was tried."""
    place = found.place
    topic = fragments.library.topics[place.topic]
    section = topic.section(place.anchor)
    return {
        "id": topic.id,
        "titel": topic.titel,
        "rubrik": section.rubrik if section else topic.titel,
        "kort": short_text(topic, section),
        "html": fragments.answer(place, roll),
        "lank": topic_url(topic.id, place.anchor),
        "kedja": [
            {"led": tried.led, "nyckel": tried.nyckel, "traff": tried.traff}
            for tried in found.kedja
        ],
        "traff": found.traff,
        "roller": [] if section else _roles(topic, roll, fragments),
        "faltlista": [] if section else _fields(topic),
        "lankar": list(_links([*found.lankar, *_inner_links(topic, section)], fragments)),
        "lagrum": list(topic.lagrum),
        "byggd": topic.byggd,
        "sakerhet": topic.sakerhet,
        "granskad": topic.granskad.isoformat(),
        "hash": topic.hash,
    }


def short_text(topic: Topic, section: Section | None) -> str:
    """Return the text that can stand alone: a section's beginning, or the topic's short answer."""
    text = section.text if section else topic.kort
    if len(text) <= _SHORT:
        return text or topic.kort
    return text[:_SHORT].rsplit(" ", 1)[0] + " …"


def _roles(topic: Topic, roll: str | None, fragments: Fragments) -> list[dict[str, Any]]:
    return [
        {"roll": part.roll, "rubrik": part.rubrik, "anchor": part.anchor, "egen": own}
        for part, own in fragments.roles(topic, roll)
    ]


def _fields(topic: Topic) -> list[dict[str, str]]:
    return [
        {
            "rubrik": part.rubrik,
            "kort": short_text(topic, part),
            "lank": topic_url(topic.id, part.anchor),
        }
        for part in topic.sections
        if part.kind is Kind.FALT and part.niva == 3
    ]


def _inner_links(topic: Topic, section: Section | None) -> list[Place]:
    first, last = section_lines(topic, section)
    addresses = [
        reference.address.removeprefix(TOPIC)
        for reference in topic.references
        if reference.address.startswith(TOPIC) and first <= reference.line < last
    ]
    places = [Place(*split_topic_address(address)) for address in addresses]
    return [place for place in places if place.topic != topic.id]


def _links(places: Iterable[Place], fragments: Fragments) -> Iterable[dict[str, str]]:
    seen = set()
    for place in places:
        topic = fragments.library.topics.get(place.topic)
        if topic is None or place.topic in seen:
            continue
        seen.add(place.topic)
        yield {"id": topic.id, "titel": topic.titel, "lank": topic_url(topic.id, place.anchor)}
