"""From one topic to one step on the page: the sections a hurried reader needs, no others."""

from __future__ import annotations

from collections.abc import Iterator
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
    NumberedList,
    Paragraph,
    Reader,
    StepCard,
    Text,
    Ways,
    from_tree,
    plain,
)

NOT_BUILT = "Görs utanför systemet tills vidare. Läs mer i manualen."
KOMMUN = "kommun"
# Field help stays in the panel and the manual: on paper there is no field to point at.
FOOT = (
    (Kind.FEL, "Vanliga fel"),
    (Kind.ANGRA, "Ångra och rätta"),
    (Kind.NERE, "Om systemet ligger nere"),
)


@dataclass(frozen=True)
class Step:
    """One topic as a step of the guide for one role; without a role, for all of them."""

    role: str | None
    entry: Entry
    topic: Topic
    reader: Reader
    whole: bool = False

    def card(self) -> StepCard:
        """Write the step, not yet shared out; one that is not built keeps only its short answer."""
        return self._whole() if self.topic.byggd else self.summary(NOT_BUILT)

    def summary(self, remark: str = "") -> StepCard:
        """Write only the short answer, and a remark if there is one."""
        return StepCard(
            number=self.entry.number,
            title=self.topic.titel,
            tags=self._names(),
            lead=self._lead(),
            facts=(),
            main=None,
            deadline=None,
            foot=(),
            anchor=self.topic.id,
            remark=remark,
            source=source_line(self.topic),
        )

    def _whole(self) -> StepCard:
        facts = (self._part(Kind.NAR, "När"), self._who())
        foot = (self._part(kind, label) for kind, label in FOOT)
        return StepCard(
            number=self.entry.number,
            title=self.topic.titel,
            tags=self._names(),
            lead=self._lead(),
            facts=tuple(fact for fact in facts if fact),
            main=self._do(),
            deadline=self._deadline(),
            foot=tuple(part for part in foot if part),
            anchor=self.topic.id,
            whole=self.whole,
            source=source_line(self.topic),
        )

    def _who(self) -> Labelled | None:
        names = self._names()
        if not names:
            return None
        return Labelled("Vem", (Paragraph(plain(listed(names) + ".")), *self._groups()))

    def _groups(self) -> Iterator[Block]:
        """Tell who in the kommun most often does it, to readers there."""
        if self.role == KOMMUN and self.entry.kommun_groups:
            groups = Text(joined(self.entry.kommun_groups), strong=True)
            yield Paragraph((Text("Oftast "), groups, Text(", kan skilja.")))

    def _names(self) -> tuple[str, ...]:
        return tuple(name for role, name in ROLE_NAMES.items() if role in self.entry.roles)

    def _lead(self) -> Inline:
        first = self._blocks(self.topic.intro)[0]
        return first.runs if isinstance(first, Paragraph) else plain(self.topic.kort)

    def _part(self, kind: Kind, label: str) -> Labelled | None:
        section = self.topic.of_kind(kind)
        blocks = self._blocks(section.tree) if section else ()
        return Labelled(label, blocks) if blocks else None

    def _deadline(self) -> Labelled | None:
        """Give the whole of *Senast*, with the rules under headings of their own."""
        section = self.topic.of_kind(Kind.SENAST)
        if section is None:
            return None
        inner = self.topic.children(section.anchor)
        blocks = self._blocks(section.tree) + tuple(
            block for part in inner for block in self._titled(part)
        )
        return Labelled("Senast", blocks) if blocks else None

    def _do(self) -> Labelled | None:
        section = self.topic.of_kind(Kind.GOR)
        if section is None:
            return None
        blocks = self._blocks(section.tree) + tuple(self._role_blocks(section))
        return Labelled("Gör så här", blocks) if blocks else None

    def _role_blocks(self, section: Section) -> Iterator[Block]:
        parts = self.topic.children(section.anchor)
        if self.role is None:
            yield from _side_by_side(
                [(part.rubrik, self._blocks(part.tree)) for part in parts if part.roll]
            )
        for part in parts:
            if self.role is not None and part.roll == self.role:
                yield from self._blocks(part.tree)
            elif part.roll is None:
                yield from self._titled(part)

    def _titled(self, part: Section) -> tuple[Block, ...]:
        return (Heading(4, plain(part.rubrik), listed=False), *self._blocks(part.tree))

    def _blocks(self, tree: Element) -> tuple[Block, ...]:
        return from_tree(tree, self.reader)


def _side_by_side(told: list[tuple[str, tuple[Block, ...]]]) -> Iterator[Block]:
    """Give those who act a column each; those who only wait share a line below."""
    acting = [(name, blocks) for name, blocks in told if _acts(blocks)]
    waiting: dict[tuple[Block, ...], list[str]] = {}
    for name, blocks in told:
        if not _acts(blocks):
            waiting.setdefault(blocks, []).append(name)
    if acting:
        yield Ways(tuple(Labelled(name, blocks) for name, blocks in acting))
    for blocks, names in waiting.items():
        yield from _run_in(listed(tuple(names)), blocks)


def _acts(blocks: tuple[Block, ...]) -> bool:
    return any(isinstance(block, NumberedList) for block in blocks)


def _run_in(name: str, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Begin the first paragraph with the name."""
    first, *rest = blocks
    runs = first.runs if isinstance(first, Paragraph) else ()
    yield Paragraph((Text(f"{name}: ", strong=True), *runs))
    yield from rest if runs else blocks


def source_line(topic: Topic) -> str:
    """Tell which text was printed, by the hash that the help panel and the manual show too."""
    return f"Innehåll {topic.hash}"


def listed(names: tuple[str, ...]) -> str:
    """Join names as Swedish does: `A, b och c`."""
    return joined((*names[:1], *(name.lower() for name in names[1:])))


def joined(words: tuple[str, ...]) -> str:
    """Join words as they are: `a, b och C`."""
    return " och ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
