"""What a superuser is told while writing, and that the pages that ship would be let through."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from help_service.contexts import load_context_map
from help_service.editing.checking.page import Around, check_page
from help_service.editing.checking.persons import holds_birth_number
from help_service.editing.checking.prose import sentences
from help_service.editing.checking.readability import GOAL, lix, readability
from help_service.editing.checking.remarks import Remark, Subject, Weight, stops_publishing
from help_service.editing.checking.word_tables import load_word_tables
from help_service.findings import BrokenGuidance
from help_service.library import load_library
from ledstang.expected import expected_guidance

ROOT = Path(__file__).parents[3]
KVITTERA = "steg/kvittera.md"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def around() -> Around:
    """All guidance that ships, with its tables and what must have guidance."""
    library = load_library(ROOT / "docs")
    return Around(
        library,
        load_context_map(ROOT / "context_map.yaml"),
        load_word_tables(library.docs, library),
        expected_guidance(TODAY),
    )


def source(path: str = KVITTERA) -> str:
    return (ROOT / "docs" / path).read_text(encoding="utf-8")


def told(added: str, around: Around) -> list[Remark]:
    """What is said of a page when something is written at its end."""
    before = set(check_page(source(), KVITTERA, around))
    text = source() + f"\n{added}\n"
    return [remark for remark in check_page(text, KVITTERA, around) if remark not in before]


def test_every_page_that_ships_may_be_published(around: Around) -> None:
    for topic in around.library.topics.values():
        remarks = check_page(source(topic.path), topic.path, around)
        assert [each for each in remarks if each.stops] == [], topic.path


MENDED = [
    ("Klicka här för mer.", Subject.SPRAK, Weight.RAD, "”Klicka här”"),
    ("Läs mer [här](kvittera.md).", Subject.LANK, Weight.RAD, "vart länken leder"),
    ("Se [sidan](finns-inte.md).", Subject.LANK, Weight.FEL, "leder ingenstans"),
    ("Se [delen](#finns-inte).", Subject.LANK, Weight.FEL, "leder ingenstans"),
    ("Håll din deadline.", Subject.SPRAK, Weight.RAD, "”deadline” är engelska"),
    ("Gör en follow up.", Subject.SPRAK, Weight.RAD, "”follow up” är engelska"),
    ("Ring SÄBO.", Subject.SPRAK, Weight.RAD, "SÄBO förklaras inte på sidan"),
    ("Ring QXZ.", Subject.SPRAK, Weight.RAD, "QXZ förklaras inte"),
    ("Skicka UK i dag.", Subject.SPRAK, Weight.RAD, "UK betyder olika saker"),
    ("Gäller 189002029800.", Subject.PERSON, Weight.FEL, "personnummer"),
    ("Gäller 900202-9800.", Subject.PERSON, Weight.FEL, "personnummer"),
    ("Patienten heter Sven Svensson.", Subject.PERSON, Weight.RAD, "kan vara ett namn"),
    ("Fru Andersson ligger här.", Subject.PERSON, Weight.RAD, "”Andersson” kan vara"),
    ("Birgitta ringde i går.", Subject.PERSON, Weight.RAD, "”Birgitta” kan vara"),
    ("Ring Birgitta Lund i dag.", Subject.PERSON, Weight.RAD, "”Birgitta Lund”"),
    ("Så säger lagen (9 kap. 9 §).", Subject.LAGRUM, Weight.RAD, "9 kap. 9 §"),
    ("![](../bilder/process.svg)", Subject.FORM, Weight.FEL, "saknar beskrivning"),
    ("![bild](../bilder/process.svg)", Subject.BILD, Weight.RAD, "inte vad bilden visar"),
    ("![En häst](../bilder/hast.png)", Subject.LANK, Weight.FEL, "finns inte"),
    ("# Två titlar", Subject.FORM, Weight.FEL, "två titlar"),
    ("#### Djupt", Subject.FORM, Weight.FEL, "för många nivåer"),
    ("<b>fet</b>", Subject.FORM, Weight.FEL, "HTML används inte"),
    ("## Tom rubrik", Subject.FORM, Weight.FEL, "ingen text under sig"),
    ("<<<<<<< DIN TEXT", Subject.FORM, Weight.FEL, "inte är sammanförda"),
    ("Du ska alltid " + "och " * 30 + "läsa.", Subject.LASBARHET, Weight.RAD, "Meningen har"),
]


@pytest.mark.parametrize(("added", "subject", "weight", "words"), MENDED)
def test_what_is_wrong_is_told_with_place_reason_and_suggestion(
    added: str, subject: Subject, weight: Weight, words: str, around: Around
) -> None:
    found = [each for each in told(added, around) if words in each.what]
    assert [(each.subject, each.weight) for each in found] == [(subject, weight)]
    assert found[0].advice
    written = (source() + f"\n{added}\n").split("\n")[found[0].line - 1]
    assert written == added


@pytest.mark.parametrize(
    "added",
    [
        "Ring HC. Hälsocentral är det ord vi använder.",
        "Så säger lagen (2 kap. 1 och 3 §§).",
        "Samordnat enligt SoL (2025:400) 10 kap. 8–9 §§.",
        "Öppna **Inkorg** och läs [Vårdbegäran](vardbegaran.md).",
        "Ring 060-18 10 00 eller skicka ett brev.",
        "Testperson: Test Testsson.",
        "Per dygn. Inga andra tider flyttas.",
    ],
)
def test_what_is_right_is_left_alone(added: str, around: Around) -> None:
    assert told(added, around) == []


def test_the_place_of_a_remark_is_the_words_it_is_about(around: Around) -> None:
    line = "- Läs **alltid** [Vårdbegäran](vardbegaran.md) före din deadline."
    remark = told(f"\n{line}", around)[0]
    assert line[remark.start : remark.end] == "deadline"


def test_a_level_that_is_skipped_is_a_fault_at_its_line(around: Around) -> None:
    text = source().replace("# Kvittera\n", "# Kvittera\n\nKort.\n\n### Djup\n\nText.\n", 1)
    (remark,) = [each for each in check_page(text, KVITTERA, around) if "utan ##" in each.what]
    assert remark.stops
    assert text.split("\n")[remark.line - 1] == "### Djup"


def test_an_unknown_law_in_the_head_stops_publishing(around: Around) -> None:
    changed = source().replace("lagrum: []", 'lagrum: ["lag (2017:612) 9 kap. 1 §"]', 1)
    changed = (
        changed
        if changed != source()
        else source().replace("lagrum: [", 'lagrum: ["lag (2017:612) 9 kap. 1 §", ', 1)
    )
    found = [each for each in check_page(changed, KVITTERA, around) if "9 kap. 1 §" in each.what]
    assert [each.weight for each in found] == [Weight.FEL]


def test_taking_a_role_away_is_a_fault_of_the_page(around: Around) -> None:
    changed = source().replace("### Kommunen", "### Något annat")
    whats = [each.what for each in check_page(changed, KVITTERA, around) if each.stops]
    assert any("saknar vägledning för rollen kommun" in what for what in whats)


def test_taking_a_heading_away_that_others_link_to_is_told_with_the_other_page(
    around: Around,
) -> None:
    path = "steg/utskrivningsklar.md"
    changed = source(path).replace("### Läkare\n", "### Doktor\n")
    whats = [each.what for each in check_page(changed, path, around) if each.stops]
    assert any(what.startswith("context_map.yaml, rad") for what in whats)


BROKEN_HEADS = [
    "",
    "---\n",
    "---\nid: kvittera\n---",
    "---\n: : :\n---\n# x\n\nx",
    "---\n- a\n- b\n---\n# x\n\nx",
    "---\nid: [a\n---\n# x\n\nx",
    "---\nid: kvittera\nid: kvittera\n---\n# x\n\nx",
    "---\nid: &a [*a]\n---\n# x\n\nx",
    "---\nlagrum: {a: b}\n---\n",
    "---\nlagrum: !!python/object/apply:os.system [ls]\n---\n# x\n\nx",
    "\x00" * 100,
    "﻿---\nid: kvittera\n---\n",
]


@pytest.mark.parametrize("text", BROKEN_HEADS)
def test_a_broken_head_is_told_and_never_crashes(text: str, around: Around) -> None:
    assert stops_publishing(check_page(text, KVITTERA, around))


@pytest.mark.parametrize("text", ["[" * 50_000, "![" * 30_000, "**" * 40_000, "| " * 40_000])
def test_hostile_length_is_judged_in_a_moment(text: str, around: Around) -> None:
    assert isinstance(check_page(source() + text, KVITTERA, around), list)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("189002029800", True),
        ("18900202-9800", True),
        ("900202-9800", True),
        ("9002029800", True),
        ("19 90 02 22 - 23 97".replace(" - 23 97", "-2397"), True),
        ("196109732393", True),
        ("٩٠٠٢٠٢-٩٨٠٠", True),
        ("900202+9800", True),
        ("900202–9800", True),
        ("2026-11-22", False),
        ("201234567890", False),
        ("060-18 10 00", False),
        ("lag (2017:612)", False),
    ],
)
def test_a_birth_number_is_seen_however_it_is_written(text: str, holds: bool) -> None:
    assert holds_birth_number(text) is holds


def test_readability_is_counted_as_its_author_did() -> None:
    # Ten words, two sentences, two long words: 10 / 2 + 100 * 2 / 10.
    assert lix("Det här är en kort text. Planeringen fortsätter sedan här.") == 25


def test_sentences_are_read_as_people_read_them() -> None:
    text = (
        "---\nid: a\n---\n# Titel\n\nFörsta meningen går\növer två rader. Andra, kl. 12, slutar "
        "här.\n\n- En punkt utan slut\n- [En länk](a.md) till.\n\n| a | b |\n| --- | --- |\n"
    )
    assert [each.text for each in sentences(text)] == [
        "Första meningen går över två rader.",
        "Andra, kl. 12, slutar här.",
        "En punkt utan slut",
        "En länk till.",
    ]


def test_the_hardest_sentence_comes_first_with_its_place() -> None:
    hard = "Utskrivningsplaneringen förutsätter samverkansöverenskommelser mellan huvudmännen."
    found = readability(f"# T\n\nDet är lätt att läsa.\n\n{hard}\n").hardest
    assert (found[0].sentence.text, found[0].sentence.line) == (hard, 5)
    assert found[0].weight > GOAL


def test_a_broken_table_is_told_with_its_file(tmp_path: Path, around: Around) -> None:
    (tmp_path / "begrepp").mkdir()
    table = tmp_path / "begrepp" / "sprakkoll.yaml"
    for broken in ("engelska:\n  - {ord: [a]}\n", "- a\n", "a: [\n"):
        table.write_text(broken, encoding="utf-8")
        with pytest.raises(BrokenGuidance, match=r"sprakkoll\.yaml"):
            load_word_tables(tmp_path, around.library)


TRIED = "Öppna **Inkorg**. Där ligger det som inte är kvitterat."


def test_an_instruction_with_other_words_is_told_to_be_untried_at_its_line(around: Around) -> None:
    before, _, after = source().partition("### Kommunen")
    text = before + "### Kommunen" + after.replace(TRIED, "Öppna **Inkorg** först.", 1)
    (remark,) = [each for each in check_page(text, KVITTERA, around) if "inaktuellt" in each.what]
    assert "anvisning 1 under Kommunen" in remark.what
    assert text.split("\n")[remark.line - 1] == "1. Öppna **Inkorg** först."
    assert remark.weight is Weight.RAD


def test_an_instruction_that_has_only_moved_is_still_tried(around: Around) -> None:
    before, _, after = source().partition("### Kommunen")
    text = before + "### Kommunen" + after.replace(f"1. {TRIED}", f"1. Börja här.\n2. {TRIED}", 1)
    told = [each.what for each in check_page(text, KVITTERA, around) if "inaktuellt" in each.what]
    assert len(told) == 1


def test_no_page_that_ships_has_untried_instructions(around: Around) -> None:
    for topic in around.library.topics.values():
        remarks = check_page(source(topic.path), topic.path, around)
        assert [each for each in remarks if "inaktuellt" in each.what] == []
