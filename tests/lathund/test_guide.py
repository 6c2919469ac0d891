"""What a printed guide holds, in which order, and for whom."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pytest
import yaml
from pypdf import PdfReader

from help_service.layer import LocalText, read_note
from help_service.library import Library
from lathund.contents import COMPLETE, Contents, GuideError, load_contents
from lathund.guide import OWN_NOTES, build_guide, edition_hash, swedish_date
from ledstang.process_facts import load_process
from typeset.seams import at_seams

TODAY = date(2026, 11, 22)
PROCESSES = Path(__file__).resolve().parents[2] / "planning" / "processes"
MOST_PAGES = 12


# To read an edition takes seconds, and many tests read the same one.
@cache
def pages(pdf: bytes) -> tuple[str, ...]:
    """Give the text of each page in reading order."""
    return tuple(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def words(pdf: bytes) -> str:
    """Give the text of a file in reading order, hyphens at line ends taken out."""
    text = "\n".join(pages(pdf))
    return re.sub(r"\s+", " ", text.replace("\u00ad", "").replace("-\n", ""))


def page_count(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def declared_steps(name: str) -> list[dict[str, object]]:
    file = PROCESSES / f"{name}.yaml"
    steps: list[dict[str, object]] = yaml.safe_load(file.read_text(encoding="utf-8"))["steg"]
    return steps


def test_the_contents_hold_every_step_of_every_process_with_its_actors(contents: Contents) -> None:
    printed = {
        entry.topic: set(entry.roles) for chapter in contents.chapters for entry in chapter.entries
    }
    for name in ("utskrivning", "sip", "tvangsvard"):
        for step in declared_steps(name):
            actors = step["aktorer"]
            assert isinstance(actors, list)
            assert printed[str(step["id"])] >= set(actors), step["id"]


def test_a_step_bears_the_number_it_has_in_the_process_picture(contents: Contents) -> None:
    numbers = {
        entry.topic: entry.number for chapter in contents.chapters for entry in chapter.entries
    }
    declared = {
        step.id: step.number
        for file in PROCESSES.glob("*.yaml")
        for step in load_process(file).steps
    }
    assert {step: number for step, number in numbers.items() if number} == declared


def test_every_guide_but_the_complete_one_fits_in_twelve_pages(
    editions: dict[str, bytes], contents: Contents
) -> None:
    pages = {
        edition.id: page_count(editions[edition.id])
        for edition in contents.editions
        if edition.id != COMPLETE
    }
    assert {role: count for role, count in pages.items() if count > MOST_PAGES} == {}


def test_a_role_guide_holds_what_that_role_does_and_not_what_the_others_do(
    editions: dict[str, bytes],
) -> None:
    ward, municipality = words(editions["slutenvard"]), words(editions["kommun"])
    assert "Tryck på Skicka utskrivningsklar" in ward
    assert "Tryck på Skicka utskrivningsklar" not in municipality
    assert "Tryck på Skicka svar om hemtagning" in municipality
    assert "Tryck på Skicka svar om hemtagning" not in ward


def test_the_complete_guide_holds_every_step(
    editions: dict[str, bytes], contents: Contents, library: Library
) -> None:
    text = words(editions["komplett"]).replace("-", "")
    steps = [entry for chapter in contents.chapters for entry in chapter.entries if entry.number]
    for step in steps:
        assert library.topics[step.topic].titel.replace("-", "") in text


def test_the_parts_of_a_step_are_read_in_the_order_a_reader_needs_them(
    editions: dict[str, bytes],
) -> None:
    text = words(editions["slutenvard"])
    step = text[text.index("5 Inskrivningsmeddelande") :]
    parts = ["När", "Vem", "Gör så här", "Senast", "Vanliga fel", "Ångra", "Om systemet"]
    places = [step.index(part) for part in parts]
    assert places == sorted(places)


def test_the_guide_for_psychiatry_tells_compulsory_care_in_order(
    editions: dict[str, bytes],
) -> None:
    text = words(editions["psykiatri"]).partition("När patienten läggs in")[2]
    steps = ["5 Inskrivningsmeddelande", "T1 Samordnad", "T3 Beslut", "24 Utskrivning"]
    places = [text.index(step) for step in steps]
    assert places == sorted(places)
    assert "Hemgångsklar Tryck" not in text


def test_the_guide_for_local_administrators_prints_their_topics_whole(
    editions: dict[str, bytes], library: Library, contents: Contents
) -> None:
    text = words(editions["lokal-administrator"]).replace("-", "")
    own = contents.chapters_of(contents.edition("lokal-administrator"))
    topics = [library.topics[entry.topic] for chapter in own for entry in chapter.entries]
    assert "lokal-administrator" in {topic.id for topic in topics}
    for topic in topics:
        for section in topic.sections:
            assert section.rubrik.replace("-", "") in text, (topic.id, section.rubrik)


def test_field_help_stays_out(editions: dict[str, bytes], library: Library) -> None:
    field = library.topics["inskrivningsmeddelande"].section("kontaktsjukskoterska-och-telefon")
    assert field is not None
    assert field.text[:30] not in words(editions["slutenvard"])


FIRST_PICTURES = {
    "komplett": "5 Inskrivningsmeddelande (slutenvården, inom 24 timmar)",
    "slutenvard": "5 Inskrivningsmeddelande (slutenvården, inom 24 timmar)",
    "oppenvard": "16 Kallelse till SIP (öppenvården, inom 3 dagar från steg 18)",
    "kommun": "24 Utskrivning (slutenvården)",
    "psykiatri": "T2 Justera vårdplanen (öppenvården, kommunen, före beslutet)",
    "sip": "S6 Uppföljning (öppenvården, kommunen, den dag som står i planen)",
    "lokal-administrator": "Felanmälan (verksamheten, lokal administratör, central förvaltning",
}
"""What the picture on the first page of each edition tells, among other things, who and when."""


def test_the_first_page_of_every_edition_tells_its_whole_course_in_words_too(
    editions: dict[str, bytes],
) -> None:
    assert set(FIRST_PICTURES) == set(editions)
    for edition, told in FIRST_PICTURES.items():
        with pikepdf.open(io.BytesIO(editions[edition])) as pdf:
            alternatives = [
                str(thing["/Alt"])
                for thing in pdf.objects
                if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
            ]
        assert any(told in text for text in alternatives), edition
        title = re.sub(r"^\w?\d+ ", "", told.partition(" (")[0])
        assert title in pages(editions[edition])[0], edition


def test_a_compound_is_parted_at_a_seam_and_nowhere_else(editions: dict[str, bytes]) -> None:
    told = "\n".join(page for pdf in editions.values() for page in pages(pdf))
    broken = re.findall(r"([^\W\d_]{2,})[-\u00ad]\n([^\W\d_]+)", told)
    seamed = [(first, at_seams(first + rest)) for first, rest in broken]
    compounds = [(first, parts) for first, parts in seamed if len(parts) > 1]
    assert compounds
    wrong = [
        parts
        for first, parts in compounds
        if first not in {"".join(parts[:end]) for end in range(1, len(parts))}
    ]
    assert wrong == []


def test_the_guide_of_the_kommun_says_who_there_does_a_step_and_the_others_do_not(
    editions: dict[str, bytes],
) -> None:
    told = "Oftast biståndshandläggare, sjuksköterska, rehab och LSS, kan skilja."
    assert told in words(editions["kommun"])
    assert "Oftast biståndshandläggare" not in words(editions["oppenvard"])
    assert "Oftast biståndshandläggare" not in words(editions["komplett"])


def test_each_page_bears_version_date_and_content_hash(editions: dict[str, bytes]) -> None:
    for page in PdfReader(io.BytesIO(editions["kommun"])).pages:
        text = page.extract_text()
        assert "Version 0.1.0" in text
        assert "22 november 2026" in text
        assert re.search(r"Innehåll [0-9a-f]{12}", text)


def test_the_language_and_the_title_are_in_the_file(editions: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(editions["oppenvard"])) as pdf:
        assert str(pdf.Root["/Lang"]).startswith("sv")
        assert str(pdf.docinfo["/Title"]) == "Lathund för öppenvården"


def test_the_same_guidance_gives_the_same_file(
    editions: dict[str, bytes], library: Library
) -> None:
    assert build_guide(library, "kommun", "0.1.0", TODAY) == editions["kommun"]


def test_the_content_hash_changes_with_a_topic_and_not_with_the_day(library: Library) -> None:
    topic = library.topics["kvittera"]
    changed = replace(topic, hash="0" * 16)
    assert edition_hash((topic,), "") != edition_hash((changed,), "")
    assert swedish_date(date(2027, 1, 2)) == "2 januari 2027"


def test_local_notes_stand_below_their_topics_and_change_the_hash(
    library: Library, editions: dict[str, bytes]
) -> None:
    topic = library.topics["kvittera"]
    note = read_note("kommun-x", "I X kommun", "Ring **växeln** före kl. 15.", topic.path)
    own = {"kvittera": (note,)}
    text = words(build_guide(library, "kommun", "0.1.0", TODAY, notes=own))
    assert text.count("I X kommun Ring växeln före kl. 15.") == 1
    assert "I X kommun" not in words(editions["kommun"])
    assert edition_hash((topic,), "", own) != edition_hash((topic,), "")


def test_a_local_note_on_a_topic_of_the_last_page_stands_there_and_nowhere_twice(
    library: Library,
) -> None:
    def note(topic: str) -> tuple[LocalText, ...]:
        said = f"Ring om {topic}."
        return (read_note("kommun-x", "I X kommun", said, library.topics[topic].path),)

    own = {topic: note(topic) for topic in ("reservrutin", "felanmalan", "forkortningar")}
    at_the_back = {"slutenvard": set(own), "lokal-administrator": {"forkortningar"}}
    for edition, last in at_the_back.items():
        text = words(build_guide(library, edition, "0.1.0", TODAY, notes=own))
        back = text.rindex("Bra att ha till hands")
        for topic in own:
            assert text.count(f"I X kommun Ring om {topic}.") == 1, (edition, topic)
            assert (text.index(f"Ring om {topic}.") > back) is (topic in last), (edition, topic)


@pytest.mark.proof
def test_a_note_on_any_topic_leaves_the_guide_of_a_role_within_twelve_pages(
    library: Library, contents: Contents
) -> None:
    said = "Ring **växeln** före kl. 15. Kvällar och helger ringer du avdelningens jourtelefon."
    pages = {}
    for edition in contents.editions:
        for topic in contents.topics_of(edition) if edition.id != COMPLETE else ():
            note = read_note("kommun-x", "I X kommun", said, library.topics[topic].path)
            pdf = build_guide(library, edition.id, "0.1.0", TODAY, notes={topic: (note,)})
            pages[edition.id, topic] = page_count(pdf)
    assert {where: count for where, count in pages.items() if count > MOST_PAGES} == {}


def test_notes_on_every_topic_are_all_printed_however_many_pages_they_take(
    library: Library, contents: Contents
) -> None:
    topics = contents.topics_of(contents.edition("slutenvard"))
    own = {
        topic: (read_note("k", "I X kommun", f"Lappen {topic}.", library.topics[topic].path),)
        for topic in topics
    }
    text = words(build_guide(library, "slutenvard", "0.1.0", TODAY, notes=own)).replace("-", "")
    assert [t for t in topics if f"Lappen {t}.".replace("-", "") not in text] == []


def test_a_step_that_is_not_built_says_so_and_keeps_only_its_short_answer(library: Library) -> None:
    topics = dict(library.topics)
    topics["kvittera"] = replace(topics["kvittera"], byggd=False)
    pdf = build_guide(Library(library.docs, topics), "kommun", "0.1.0", TODAY)
    assert "Görs utanför systemet tills vidare" in words(pdf)


def test_no_role_means_the_complete_guide(editions: dict[str, bytes], library: Library) -> None:
    assert build_guide(library, None, "0.1.0", TODAY) == editions["komplett"]


def test_an_unknown_role_is_answered_with_those_that_exist(library: Library) -> None:
    with pytest.raises(GuideError, match="there are: komplett, slutenvard, oppenvard, kommun"):
        build_guide(library, "tandvard", "0.1.0", TODAY)


def test_a_topic_that_is_missing_is_named(library: Library) -> None:
    topics = {name: topic for name, topic in library.topics.items() if name != "kvittera"}
    with pytest.raises(GuideError, match="'kvittera'"):
        build_guide(Library(library.docs, topics), "kommun", "0.1.0", TODAY)


def small_copy(library: Library, folder: Path, svg: str) -> Library:
    """A library with the same topics and one picture: the first page's."""
    (folder / "bilder").mkdir()
    (folder / "bilder" / "process.svg").write_text(svg, encoding="utf-8")
    return Library(folder, library.topics)


def test_a_picture_without_a_description_is_refused(library: Library, tmp_path: Path) -> None:
    mute = small_copy(library, tmp_path, '<svg xmlns="http://www.w3.org/2000/svg"/>')
    with pytest.raises(GuideError, match="desc"):
        build_guide(mute, "kommun", "0.1.0", TODAY)


def test_a_picture_that_is_missing_is_named(library: Library, tmp_path: Path) -> None:
    with pytest.raises(GuideError, match=r"bilder/lathund-sip\.svg"):
        build_guide(Library(tmp_path, library.topics), "sip", "0.1.0", TODAY)


def test_broken_contents_are_told_with_their_file(tmp_path: Path) -> None:
    file = tmp_path / "contents.yaml"
    file.write_text("utgavor: [", encoding="utf-8")
    with pytest.raises(GuideError, match=r"contents\.yaml"):
        load_contents(file)


def test_a_code_to_scan_leads_to_where_the_manual_begins_for_the_reader(library: Library) -> None:
    address = "https://ledstang.example/manual/"
    pdf = build_guide(library, "kommun", "0.1.0", TODAY, manual_address=address)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        alternatives = [
            str(thing["/Alt"])
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing
        ]
    assert f"Kod till manualen: {address}roller/kommun/" in alternatives


def test_a_page_with_one_step_has_room_for_the_readers_own_routine(
    editions: dict[str, bytes],
) -> None:
    for pdf in editions.values():
        for told in pages(pdf):
            assert told.count(OWN_NOTES) <= 1
            if OWN_NOTES in told:
                assert told.count("Vanliga fel") == 1
    assert OWN_NOTES in words(editions["psykiatri"])


def test_a_step_is_parted_by_a_page_only_where_twelve_pages_demand_it(
    editions: dict[str, bytes], contents: Contents
) -> None:
    parted = {
        edition.id for edition in contents.editions if "fortsättning" in words(editions[edition.id])
    }
    assert parted <= {edition.id for edition in contents.editions if edition.most_pages}
    assert "slutenvard" not in parted
