"""From one topic to one step on the page: the sections a hurried reader needs, no others."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from help_service.outline import Kind
from help_service.topics import Section, Topic
from lathund.contents import ROLE_NAMES, Entry
from typeset import (
    Block,
    Heading,
    Inline,
    Labelled,
    Paragraph,
    Reader,
    StepCard,
    balance,
    from_tree,
    plain,
)

NOT_BUILT = "Görs utanför systemet tills vidare. Läs mer i manualen."
# Field help stays in the panel and the manual: on paper there is no field to point at.
FOOT = (
    (Kind.FEL, "Vanliga fel"),
    (Kind.ANGRA, "Ångra och rätta"),
    (Kind.NERE, "Om systemet ligger nere"),
)


@dataclass(frozen=True)
class StepWriter:
    """Writes topics as steps for one role; None writes the parts of all roles."""

    role: str | None
    reader: Reader

    def card(self, entry: Entry, topic: Topic) -> StepCard:
        """Write one step; a step that is not built yet keeps only its short answer."""
        write = self._whole if topic.byggd else self._short
        return balance(write(entry, topic))

    def _short(self, entry: Entry, topic: Topic) -> StepCard:
        return StepCard(
            number=entry.number,
            title=topic.titel,
            tags=_names(entry),
            lead=self._lead(topic),
            facts=(),
            main=None,
            deadline=None,
            foot=(),
            anchor=topic.id,
            remark=NOT_BUILT,
        )

    def _whole(self, entry: Entry, topic: Topic) -> StepCard:
        who = Labelled("Vem", (Paragraph(plain(_listed(_names(entry)) + ".")),))
        when = self._part(topic, Kind.NAR, "När")
        return StepCard(
            number=entry.number,
            title=topic.titel,
            tags=_names(entry),
            lead=self._lead(topic),
            facts=tuple(fact for fact in (when, who) if fact),
            main=self._do(topic),
            deadline=self._part(topic, Kind.SENAST, "Senast"),
            foot=tuple(part for kind, label in FOOT if (part := self._part(topic, kind, label))),
            anchor=topic.id,
        )

    def _lead(self, topic: Topic) -> Inline:
        first = self._blocks(topic.intro)[0]
        return first.runs if isinstance(first, Paragraph) else plain(topic.kort)

    def _part(self, topic: Topic, kind: Kind, label: str) -> Labelled | None:
        section = topic.of_kind(kind)
        blocks = self._blocks(section.tree) if section else ()
        return Labelled(label, blocks) if blocks else None

    def _do(self, topic: Topic) -> Labelled | None:
        common = topic.of_kind(Kind.GOR)
        if common is None:
            return None
        own = [part for part in topic.children(common.anchor) if self._is_for_reader(part)]
        blocks = self._blocks(common.tree) + tuple(
            block for part in own for block in self._role_part(part)
        )
        return Labelled("Gör så här", blocks) if blocks else None

    def _is_for_reader(self, part: Section) -> bool:
        return self.role is None or part.roll in (None, self.role)

    def _role_part(self, part: Section) -> tuple[Block, ...]:
        blocks = self._blocks(part.tree)
        if self.role is not None and part.roll == self.role:
            return blocks
        return (Heading(4, plain(part.rubrik), listed=False), *blocks)

    def _blocks(self, tree: Element) -> tuple[Block, ...]:
        return from_tree(tree, self.reader)


def _names(entry: Entry) -> tuple[str, ...]:
    return tuple(name for role, name in ROLE_NAMES.items() if role in entry.roles)


def _listed(names: tuple[str, ...]) -> str:
    """Join names as Swedish does: `A, B och C`."""
    lower = [name if not number else name.lower() for number, name in enumerate(names)]
    return " och ".join([", ".join(lower[:-1]), lower[-1]]) if len(lower) > 1 else lower[0]
