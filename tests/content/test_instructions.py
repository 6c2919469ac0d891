"""Each numbered instruction is bound to the screen, and a change of its words is seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from help_service.findings import BrokenGuidance
from help_service.fragments import Fragments
from help_service.instructions import (
    TABLE,
    Binding,
    check_bindings,
    load_bindings,
    numbered_instructions,
)
from help_service.library import read_library
from ledstang.loading import ROOT, load_rulebook

DOCS = ROOT / "docs"
TOPICS = tuple(read_library(DOCS).library.topics.values())
BINDINGS = load_bindings(DOCS)
FRAGMENTS = Fragments(read_library(DOCS).library)
PANELS = {
    (topic, roll): FRAGMENTS.panel(FRAGMENTS.library.topics[topic], roll)
    for topic, roll, _ in BINDINGS
}
KEY = ("fast-vardkontakt", "oppenvard", 5)


def test_every_numbered_instruction_has_been_tried_as_it_stands() -> None:
    findings = check_bindings(TOPICS, BINDINGS, str(TABLE))
    assert not findings, "\n".join(map(str, findings))


def test_every_place_names_a_step_a_command_or_a_field_that_is_there() -> None:
    rulebook = load_rulebook()
    fields = {f"{c.id}.{f.id}" for c in rulebook.commands.values() for f in c.fields}
    known = {
        "steg": set(rulebook.steps),
        "atgard": set(rulebook.commands),
        "knapp": set(rulebook.commands),
        "falt": fields,
    }
    unknown = [
        place
        for bound in BINDINGS.values()
        for place in bound.places
        if (kind := place.partition(".")[0]) in known and place.partition(".")[2] not in known[kind]
    ]
    assert unknown == []


def test_a_line_with_other_words_is_told_by_page_role_and_number() -> None:
    changed: dict[tuple[str, str, int], Binding] = dict(BINDINGS)
    changed[KEY] = replace(BINDINGS[KEY], hash="00000000")
    (finding,) = check_bindings(TOPICS, changed, str(TABLE))
    assert "Anvisning 5 för oppenvard på sidan fast-vardkontakt har ändrats" in str(finding)


def test_a_line_without_a_row_and_a_row_without_a_line_are_told() -> None:
    fewer = {key: bound for key, bound in BINDINGS.items() if key != KEY}
    (missing,) = check_bindings(TOPICS, fewer, str(TABLE))
    assert "är inte prövad" in str(missing)
    extra = {**BINDINGS, ("kvittera", "kommun", 99): BINDINGS[KEY]}
    (gone,) = check_bindings(TOPICS, extra, str(TABLE))
    assert "finns inte längre" in str(gone)


def test_the_same_words_have_the_same_value_on_every_page() -> None:
    lines = [each for topic in TOPICS for each in numbered_instructions(topic)]
    assert len({each.text for each in lines}) == len({each.hash for each in lines})


@pytest.mark.parametrize("key", sorted(key for key, bound in BINDINGS.items() if bound.places))
def test_the_panel_knows_where_each_tried_instruction_leads(key: tuple[str, str, int]) -> None:
    topic, roll, _ = key
    assert f'data-platser="{" ".join(BINDINGS[key].places)}"' in PANELS[topic, roll]


def test_an_instruction_changed_since_leads_nowhere_until_it_is_tried() -> None:
    library = read_library(DOCS).library
    stale = {KEY: replace(BINDINGS[KEY], hash="00000000")}
    fragments = Fragments(replace(library, bindings=stale))
    assert "data-platser" not in fragments.panel(library.topics[KEY[0]], KEY[1])


def test_a_table_that_cannot_be_read_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / TABLE).parent.mkdir()
    (tmp_path / TABLE).write_text("kvittera: [", encoding="utf-8")
    with pytest.raises(BrokenGuidance, match="Tabellen går inte att läsa"):
        load_bindings(tmp_path)
