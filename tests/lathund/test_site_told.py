"""What people search for, and what was published, reach the manual."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from help_service.editing.memory import MemoryEditing
from help_service.editing.records import Body, Deed, Event
from help_service.library import Library
from help_service.memory import MemoryFeedback
from help_service.ports import Opening
from help_service.topics import plain_text
from ledstang.demo import load_demo_organisation
from ledstang.loading import BrokenFile
from ledstang.site_facts import (
    NOTHING,
    Asked,
    Published,
    SiteFacts,
    asked_since,
    joinings,
    published,
)
from ledstang.site_news import NONE, UNTOLD, news_lines
from ledstang.site_pages import with_added
from ledstang.site_questions import FILE, answer, load_questions, question_lines
from ledstang.site_rollout import UNTOLD as UNKNOWN
from ledstang.site_rollout import rollout_lines
from ledstang.site_words import as_text
from planning.organisation import Organisation, Unit
from planning.vocabulary import Role

DAY = date(2026, 11, 22)


def questions_on(library: Library, facts: SiteFacts) -> str:
    return "\n".join(question_lines(library, facts, library.topics["vanliga-fragor"]))


def news_on(library: Library, *told: Published) -> str:
    facts = SiteFacts(published=told)
    return "\n".join(news_lines(library, facts, library.topics["nytt"]))


def with_questions(library: Library, folder: Path, written: str) -> Library:
    file = folder / FILE
    file.parent.mkdir(parents=True)
    file.write_text(f"fragor:\n  - {written}\n", encoding="utf-8")
    return replace(library, docs=folder)


def test_every_question_has_its_answer_from_the_page_it_leads_to(library: Library) -> None:
    page = questions_on(library, NOTHING)
    for question in load_questions(library):
        topic = library.topics[question.topic]
        assert f"### {as_text(question.asked)} {{#" in page
        assert as_text(answer(topic, question.anchor)) in page
        place = f"#{question.anchor}" if question.anchor else ""
        ways = (f"](../{topic.path}{place})", f"]({Path(topic.path).name}{place})")
        assert any(way in page for way in ways)


def test_what_is_searched_for_comes_before_what_is_opened(library: Library) -> None:
    asked = {"kvittera": Asked(0, 90), "makulera": Asked(3, 3)}
    found = questions_on(library, SiteFacts(asked=asked)).split("\n### ")
    assert found[1].startswith("Jag skickade av misstag")
    assert found[2].startswith("Vad betyder det att kvittera")


def test_a_page_that_many_open_is_listed_though_no_question_is_about_it(library: Library) -> None:
    asked = {"spar": Asked(0, 7), "index": Asked(0, 90), "inkorg": Asked(0, 1)}
    listed = questions_on(library, SiteFacts(asked=asked)).partition("Det andra öppnar mest")[2]
    assert "(../steg/spar.md)" in listed
    assert "index.md" not in listed
    assert "inkorg.md" not in listed


def test_an_answer_may_stand_in_a_section(library: Library, tmp_path: Path) -> None:
    written = "{fraga: 'Hur länge?', amne: kvittera, avsnitt: nar}"
    (question,) = load_questions(with_questions(library, tmp_path, written))
    topic = library.topics["kvittera"]
    told = answer(topic, question.anchor)
    assert told != topic.kort
    assert told.split()[:5] == plain_text(topic.by_anchor["nar"].tree).split()[:5]


@pytest.mark.parametrize(
    "broken",
    [
        "{fraga: 'Varför?', amne: finns-inte}",
        "{fraga: 'Varför?', amne: kvittera, avsnitt: finns-inte}",
        "{fraga: 'Varför?', amne: kvittera, avsnitt: gor-sa-har}",
        "{fraga: 'Varför?', amne: kvittera, svar: Därför}",
        "{amne: kvittera}",
    ],
)
def test_a_question_without_an_answer_is_told_with_its_file(
    library: Library, tmp_path: Path, broken: str
) -> None:
    with pytest.raises(BrokenFile, match=r"fragor\.yaml"):
        load_questions(with_questions(library, tmp_path, broken))


def test_openings_are_counted_by_page_and_those_by_search_besides() -> None:
    store = MemoryFeedback()
    store.count(
        DAY,
        {
            Opening("ledstang", "sok", "makulera"): 2,
            Opening("ledstang", "steg makulera", "makulera"): 3,
            Opening("ledstang", "sokt", "makulera"): 4,
            Opening("ledstang", "sokt", "kvittera"): 1,
        },
        {},
    )
    assert asked_since(store, DAY) == {
        "makulera": Asked(searched=6, opened=5),
        "kvittera": Asked(searched=1, opened=0),
    }


def happened(number: int, deed: Deed, hour: int, why: str = "") -> Event:
    at = datetime(2026, 11, 22, hour, tzinfo=UTC)
    body = Body("steg/kvittera.md", "# Kvittera", 0) if deed is Deed.SAVED else None
    return Event("kvittera", number, deed, 1, at, "u1", "Ulla", why, body=body)


def test_what_was_published_is_told_with_its_own_summary_and_day() -> None:
    store = MemoryEditing()
    store.append([happened(1, Deed.SAVED, 8, "Ny tid för kvittens")], None)
    assert published(store) == ()
    store.append([happened(2, Deed.PUBLISHED, 23, "Bra")], store.revision())
    # An hour before midnight in UTC it is the next day in Stockholm.
    told = Published(date(2026, 11, 23), "kvittera", "Ny tid för kvittens")
    assert published(store) == (told,)


def test_the_news_name_the_page_and_what_was_changed(library: Library) -> None:
    told = Published(DAY, "kvittera", "Tid | ändrad <b>")
    row = "| 2026-11-22 | [Kvittera](../steg/kvittera.md) | Tid &#124; ändrad &#60;b&#62; |"
    assert row in news_on(library, told)
    assert f"| {UNTOLD} |" in news_on(library, replace(told, why=""))


def test_where_nothing_was_published_the_page_says_so(library: Library) -> None:
    assert NONE in news_on(library)
    assert NONE in news_on(library, Published(DAY, "borttagen", "Tas bort"))


def unit(name: str, role: Role | None, above: str | None, joins: str, live: bool = True) -> Unit:
    return Unit(name.lower(), name, role, parent=above, joins=joins, live=live)


def test_the_page_of_the_change_says_when_each_unit_joins(library: Library) -> None:
    members = [
        unit("Region", None, None, ""),
        unit("Sjukhus", None, "region", ""),
        unit("Avdelning", Role.WARD, "sjukhus", "maj 2025"),
        unit("Mottagning", Role.OPEN_CARE, "region", "hösten 2025", live=False),
        unit("Bistånd", Role.MUNICIPALITY, None, ""),
    ]
    told = joinings(Organisation({each.id: each for each in members}))
    facts, page = SiteFacts(joining=told), library.topics["allt-om-bytet"]
    written = "\n".join(rollout_lines(library, facts, page))
    assert written.index("### Bistånd") < written.index("### Region")
    assert "| Avdelning | maj 2025 | ja |" in written
    assert "| Mottagning | hösten 2025 | inte än |" in written
    assert f"| Bistånd | {UNKNOWN} | ja |" in written
    assert "Sjukhus" not in written
    assert list(rollout_lines(library, NOTHING, page)) == []


def test_the_demo_region_says_of_each_unit_when_it_joins() -> None:
    units = load_demo_organisation().units
    assert {each.joins for each in units} == {"maj 2025", "hösten och vintern 2025/2026"}
    assert {each.joins for each in units if not each.live} == {"hösten och vintern 2025/2026"}


def test_what_the_site_adds_stands_before_the_first_section_of_the_page() -> None:
    assert with_added("# A\n\nKort.\n\n## B\nText", ("", "## Ny", "")).split() == (
        ["#", "A", "Kort.", "##", "Ny", "##", "B", "Text"]
    )
    assert with_added("# A\n\nKort.\n", ("## Ny",)).split() == ["#", "A", "Kort.", "##", "Ny"]
    last = with_added("# A\n\n## B", ("## Ny",), is_last=True)
    assert last.split() == ["#", "A", "##", "B", "##", "Ny"]
    assert with_added("# A\n\n## B", ()) == "# A\n\n## B"


def test_the_manual_holds_both_pages(site: Path) -> None:
    asked = (site / "begrepp" / "vanliga-fragor" / "index.html").read_text(encoding="utf-8")
    assert "Vad betyder det att kvittera?" in asked
    assert NONE in (site / "begrepp" / "nytt" / "index.html").read_text(encoding="utf-8")
