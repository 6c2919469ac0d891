"""One test for each kind of gap that `ledstang check` names."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from help_service.checks import Expected, check_guidance
from help_service.findings import Severity

from .conftest import MAP, Guidance

EXPECTED = Expected(
    steps={"kvittera": ["kommun", "oppenvard"]},
    views=["inkorg"],
    fields=["kvittera.meddelande", "kvittera.orsak"],
    reasons=["ej-mottagare"],
    navigation=[],
    today=date(2026, 11, 22),
    phases=["planering"],
    roles=["kommun", "oppenvard", "slutenvard", "superanvandare"],
)


def found(guidance: Guidance, expected: Expected = EXPECTED) -> list[tuple[Severity, str]]:
    findings = check_guidance(guidance.docs, guidance.map_file, expected)
    return [(finding.severity, f"{finding.where}: {finding.what}") for finding in findings]


def test_whole_guidance_has_no_findings(guidance: Guidance) -> None:
    assert found(guidance) == []


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (replace(EXPECTED, views=["inkorg", "sok"]), "Vyn sok saknar vägledning."),
        (
            replace(EXPECTED, fields=[*EXPECTED.fields, "kvittera.tid"]),
            "Fältet kvittera.tid saknar vägledning.",
        ),
        (
            replace(EXPECTED, reasons=["ej-mottagare", "avliden"]),
            "Hindret avliden saknar vägledning.",
        ),
        (
            replace(EXPECTED, steps={**EXPECTED.steps, "permission": []}),
            "Steget permission saknar vägledning.",
        ),
        (replace(EXPECTED, phases=["planering", "efter"]), "Fasen efter saknar vägledning."),
        (replace(EXPECTED, roles=[*EXPECTED.roles, "gast"]), "Rollen gast saknar vägledning."),
    ],
)
def test_what_is_not_in_the_map_is_a_gap(guidance: Guidance, expected: Expected, said: str) -> None:
    assert found(guidance, expected) == [(Severity.ERROR, f"context_map.yaml:1: {said}")]


def test_an_acting_role_without_its_heading_is_a_gap(guidance: Guidance) -> None:
    expected = replace(EXPECTED, steps={"kvittera": ["kommun", "slutenvard"]})
    said = "docs/steg/kvittera.md:1: Steget kvittera saknar vägledning för rollen slutenvard."
    assert found(guidance, expected) == [(Severity.ERROR, said)]


def test_an_entry_for_the_role_fills_the_gap(guidance: Guidance) -> None:
    expected = replace(EXPECTED, steps={"kvittera": ["superanvandare"]})
    assert found(guidance, expected) == []


def test_an_entry_that_leads_to_no_page_is_a_gap(guidance: Guidance) -> None:
    guidance.map_file.write_text(MAP, encoding="utf-8")
    severity, said = found(guidance, replace(EXPECTED, steps={}))[0]
    assert severity is Severity.ERROR
    assert said == "context_map.yaml:4: ledstang.steg.borttaget leder ingenstans: finns-inte."


def test_an_entry_that_leads_to_no_heading_is_a_gap(guidance: Guidance) -> None:
    text = guidance.map_file.read_text(encoding="utf-8").replace("kvittera#orsak", "kvittera#skal")
    guidance.map_file.write_text(text, encoding="utf-8")
    assert "leder ingenstans: kvittera#skal" in found(guidance)[0][1]


def test_an_entry_for_what_the_system_does_not_have_is_warned_of(guidance: Guidance) -> None:
    findings = found(guidance, replace(EXPECTED, fields=["kvittera.meddelande"]))
    assert {severity for severity, _ in findings} == {Severity.WARNING}
    assert "Fältet kvittera.orsak finns i kartan men inte i systemet." in findings[0][1]


def test_a_page_that_nobody_can_reach_is_a_gap(guidance: Guidance) -> None:
    guidance.write("begrepp/ordlista.md", "Ordlista", "Ord och vad de betyder.\n")
    said = "docs/begrepp/ordlista.md:1: Sidan ordlista finns varken i kartan eller i navigationen."
    assert found(guidance) == [(Severity.ERROR, said)]
    assert found(guidance, replace(EXPECTED, navigation=["ordlista"])) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace("granskad: 2026", "granskad: i fjol"), "granskad har ett ogilt"),
        (lambda text: text + "\n![](../bilder/x.png)\n", "Bilden saknar beskrivning."),
        (lambda text: text + "\n![En ruta](../bilder/x.png)\n", "Bilden bilder/x.png finns inte."),
        (lambda text: text + "\nSe [här](nix.md).\n", "Länken leder ingenstans: nix."),
        (lambda text: text + "\n## Tomt\n", "Rubriken Tomt har ingen text under sig."),
    ],
)
def test_a_spoiled_page_is_told(guidance: Guidance, spoil: Callable[[str], str], said: str) -> None:
    file = guidance.docs / "vyer/inkorg.md"
    file.write_text(spoil(file.read_text(encoding="utf-8")), encoding="utf-8")
    findings = found(guidance)
    assert any(each.startswith("docs/vyer/inkorg.md:") and said in each for _, each in findings)
    assert Severity.ERROR in {severity for severity, _ in findings}


def test_a_passed_review_date_is_warned_of(guidance: Guidance) -> None:
    findings = found(guidance, replace(EXPECTED, today=date(2027, 5, 23)))
    assert {severity for severity, _ in findings} == {Severity.WARNING}
    assert "skulle ha granskats senast 2027-05-22" in findings[0][1]


def test_what_is_not_built_is_listed_without_being_wrong(guidance: Guidance) -> None:
    file = guidance.docs / "vyer/inkorg.md"
    source = file.read_text(encoding="utf-8").replace("lagrum: []", "lagrum: []\nbyggd: nej")
    file.write_text(source, encoding="utf-8")
    assert [severity for severity, _ in found(guidance)] == [Severity.INFO]


def test_a_broken_map_is_a_finding(guidance: Guidance) -> None:
    guidance.map_file.write_text("start: index\nappar: [", encoding="utf-8")
    assert "Kartan går inte att läsa" in found(guidance)[0][1]


def test_an_instruction_that_was_changed_since_it_was_tried_is_a_warning(
    guidance: Guidance,
) -> None:
    table = guidance.docs / "begrepp" / "instruktioner.yaml"
    table.parent.mkdir()
    tried = "kvittera:\n  kommun:\n    - {nr: 1, text: '00000000', plats: [vy.inkorg]}\n"
    table.write_text(tried, encoding="utf-8")
    told = dict(reversed(each) for each in found(guidance))
    where = "docs/begrepp/instruktioner.yaml:1"
    changed = f"{where}: Anvisning 1 för kommun på sidan kvittera har ändrats sedan den prövades."
    missing = f"{where}: Anvisning 1 för oppenvard på sidan kvittera är inte prövad mot skärmen."
    assert told == {changed: Severity.WARNING, missing: Severity.WARNING}


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ("kvittera.orsak: kvittera#orsak", "kvittera.orsak: kvittera#orsak"),
        ("ej-mottagare: ej-mottagare", "ej-mottagare: ej-mottagare"),
        ("planering: fas-planering", "planering: fas-planering"),
    ],
)
def test_the_line_that_the_map_lacks_is_written_out_where_the_page_is_there(
    guidance: Guidance, entry: str, line: str
) -> None:
    whole = guidance.map_file.read_text(encoding="utf-8")
    fewer = whole.replace(f"      {entry}\n", "").replace(f"{{{entry}}}", "{}")
    guidance.map_file.write_text(fewer, encoding="utf-8")
    findings = check_guidance(guidance.docs, guidance.map_file, EXPECTED)
    assert [each.advice for each in findings if f"”{line}”" in each.advice]
