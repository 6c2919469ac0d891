"""What the panel and the pages show of a topic: sections put together, one's own role first."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element

from help_service.contexts import Place
from help_service.instructions import ROOM, places_of
from help_service.library import Library
from help_service.outline import Kind
from help_service.serialise import PLACES, to_html
from help_service.topics import Section, Topic

_PANEL_TOP = 3
"""The panel's own heading is an h2, so sections begin at h3."""
_PAGE_TOP = 2


@dataclass
class Fragments:
    """Writes HTML from topics and keeps each section's HTML, since many answers share it."""

    library: Library
    _kept: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def body(self, topic: Topic, section: Section | None) -> str:
        """Return the HTML of a section's own text, or of a topic's short answer if None."""
        key = (topic.path, topic.hash, section.anchor if section else "")
        if key not in self._kept:
            tree = self._tree(topic, section) if section else topic.intro
            self._kept[key] = to_html(tree, self.library.has)
        return self._kept[key]

    def _tree(self, topic: Topic, section: Section) -> Element:
        """The section's text; numbered instructions tell where on the screen they lead."""
        if not section.roll or topic.room != ROOM:
            return section.tree
        told = deepcopy(section.tree)
        lines = [line for block in told if block.tag == "ol" for line in block]
        for line, places in zip(lines, self._places(topic, section), strict=True):
            if places:
                line.set(PLACES, " ".join(places))
        return told

    def _places(self, topic: Topic, section: Section) -> Iterator[tuple[str, ...]]:
        return places_of(section, topic, self.library.bindings)

    def inherit(self, older: "Fragments") -> None:
        """Take over what another set has written for topics whose text is unchanged."""
        current = {(topic.path, topic.hash) for topic in self.library.topics.values()}
        self._kept |= {key: html for key, html in older._kept.items() if key[:2] in current}

    def answer(self, place: Place, roll: str | None) -> str:
        """Return what the panel shows for a place to a role."""
        topic = self.library.topics[place.topic]
        section = topic.section(place.anchor) if place.anchor else None
        if section is not None:
            return self.body(topic, section) + "".join(
                self._section(topic, child, _PANEL_TOP) for child in topic.children(section.anchor)
            )
        return self.panel(topic, roll)

    def panel(self, topic: Topic, roll: str | None) -> str:
        """Return what the panel shows of a whole topic to a role."""
        return self.body(topic, None) + "".join(self._panel_parts(topic, roll))

    def page(self, topic: Topic) -> str:
        """Return a topic's whole page below its title."""
        return self.body(topic, None) + "".join(
            self._section(topic, section, _PAGE_TOP + section.niva - 2)
            for section in topic.sections
        )

    def roles(self, topic: Topic, roll: str | None) -> list[tuple[Section, bool]]:
        """Return a step's role sections, one's own (marked True) first."""
        parts = [part for part in topic.sections if part.roll and part.kind is Kind.GOR]
        marked = [(part, part.roll == roll) for part in parts]
        return sorted(marked, key=lambda pair: not pair[1])

    def _panel_parts(self, topic: Topic, roll: str | None) -> Iterator[str]:
        for section in _panel_order(topic):
            if section.kind is Kind.GOR:
                yield from self._how(topic, section, roll)
            elif section.kind is Kind.FALT:
                yield self._folded(topic, section)
            else:
                yield from self._with_children(topic, section)

    def _how(self, topic: Topic, section: Section, roll: str | None) -> Iterator[str]:
        yield self._section(topic, section, _PANEL_TOP)
        roles = self.roles(topic, roll)
        known = any(own for _, own in roles)
        for part, own in roles:
            if own or not known:
                yield self._section(topic, part, _PANEL_TOP + 1)
            else:
                yield self._folded(topic, part)
        for child in topic.children(section.anchor):
            if not child.roll:
                yield self._section(topic, child, _PANEL_TOP + 1)

    def _with_children(self, topic: Topic, section: Section) -> Iterator[str]:
        yield self._section(topic, section, _PANEL_TOP)
        for child in topic.children(section.anchor):
            yield self._section(topic, child, _PANEL_TOP + 1)

    def _folded(self, topic: Topic, section: Section) -> str:
        inner = self.body(topic, section) + "".join(
            self._section(topic, child, _PANEL_TOP + 1) for child in topic.children(section.anchor)
        )
        mark, title = section.anchor, escape(section.rubrik)
        return f'<details id="{mark}"><summary>{title}</summary>{inner}</details>'

    def _section(self, topic: Topic, section: Section, level: int) -> str:
        heading = f'<h{level} id="{section.anchor}">{escape(section.rubrik)}</h{level}>'
        return heading + self.body(topic, section)


def _panel_order(topic: Topic) -> list[Section]:
    """The level 2 sections; where roles act, what to do and by when comes first."""
    sections = [section for section in topic.sections if section.niva == 2]
    if not any(section.roll for section in topic.sections):
        return sections
    first = {Kind.GOR: 0, Kind.SENAST: 1}
    return sorted(sections, key=lambda section: first.get(section.kind, len(first)))
