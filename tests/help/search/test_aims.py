"""The way of asking tells which section answers."""

import pytest

from help_service.outline import Kind
from help_service.search import WhooshSearcher
from help_service.search.aims import aims_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("hur skickar jag im", Kind.GOR),
        ("var trycker man", Kind.GOR),
        ("hur lång tid har kommunen", Kind.SENAST),
        ("hur lang tid har kommunen", Kind.SENAST),
        ("när ska svaret från oss vara klart", Kind.SENAST),
        ("råkade kvittera", Kind.ANGRA),
        ("vanliga fel vid utskrivning", Kind.FEL),
        ("kvittera när datorerna inte funkar", Kind.NERE),
        ("vad betyder spår", Kind.ANNAT),
    ],
)
def test_the_surest_aim_of_a_question(question: str, kind: Kind) -> None:
    assert aims_of(question)[0].kind is kind


@pytest.mark.parametrize("question", ["", "utskrivningsklar", "hur många patienter", "hur ofta"])
def test_a_question_may_have_no_aim(question: str) -> None:
    assert aims_of(question) == ()


def test_words_between_the_words_of_a_cue_are_not_part_of_it() -> None:
    (aim, *_) = aims_of("när ska informationen vara klar")
    assert "information" not in " ".join(aim.cue)


def test_how_something_is_done_opens_the_steps_of_all_roles(searcher: WhooshSearcher) -> None:
    hit = searcher.search("hur skickar jag im")[0]
    assert (hit.id, hit.rubrik, hit.lank) == (
        "inskrivningsmeddelande",
        "Gör så här",
        "gor-sa-har",
    )
    assert hit.utdrag


def test_how_something_is_done_opens_the_steps_of_the_reader(searcher: WhooshSearcher) -> None:
    hit = searcher.search("hur skickar jag im", roll="slutenvard")[0]
    assert (hit.id, hit.rubrik) == ("inskrivningsmeddelande", "Slutenvården")


def test_a_page_about_undoing_is_not_opened_at_how_it_is_itself_undone(
    searcher: WhooshSearcher,
) -> None:
    hit = searcher.search("hur rättar jag ett klockslag")[0]
    assert (hit.id, hit.rubrik) == ("ratta", "Gör så här")
