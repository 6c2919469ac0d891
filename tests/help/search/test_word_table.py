"""The word table that superusers own."""

import pytest

from help_service.findings import BrokenGuidance
from help_service.search import WordTable, parse_words
from help_service.search.lemmas import key_of

AMBIGUOUS = """
- skrivs: [usk]
  betyder:
    - undersköterska
    - {ord: utskrivningsklar, steg: [statistik], roll: [central-forvaltning]}
"""


def meanings(table: WordTable, roll: str | None, steg: str | None) -> dict[str, float]:
    return {
        " ".join(words): weight for words, weight in table.weighted((key_of("usk"),), roll, steg)
    }


def test_an_ambiguous_word_has_its_common_meaning_first() -> None:
    found = meanings(parse_words(AMBIGUOUS), None, None)
    assert found["undersköterska"] > found["utskrivningsklar"]


@pytest.mark.parametrize(("roll", "steg"), [("central-forvaltning", None), (None, "statistik")])
def test_role_or_step_settles_an_ambiguous_word(roll: str | None, steg: str | None) -> None:
    found = meanings(parse_words(AMBIGUOUS), roll, steg)
    assert found["utskrivningsklar"] > found["undersköterska"]


def test_a_phrase_is_one_entry() -> None:
    table = parse_words("- {skrivs: [åka hem], betyder: [hemgång]}")
    assert (key_of("åker"), key_of("hem")) in table.entries


OUTSIDE = "- {skrivs: [semester, boka tolk], vart: Fråga chefen.}"


def outside(question: str, known: tuple[str, ...] = ()) -> list[int]:
    return [place for place, _ in parse_words(OUTSIDE).outside.find(question.split(), known)]


def test_a_word_from_elsewhere_is_found_in_any_form_and_without_dots() -> None:
    assert (outside("min semestern"), outside("bokar tolk nu")) == ([1], [0, 1])


def test_a_phrase_from_elsewhere_may_have_small_words_between() -> None:
    assert outside("kan man boka en tolk") == [2, 4]


def test_a_word_from_elsewhere_that_no_dictionary_has_is_found_with_its_ending() -> None:
    table = parse_words("- {skrivs: [lönespec], vart: Fråga chefen.}").outside
    assert dict(table.find(["lönespecen"])) == {0: "Fråga chefen."}


def test_a_compound_with_a_word_from_elsewhere_is_from_elsewhere() -> None:
    assert [outside(word) for word in ("semesteransökan", "sommarsemestern")] == [[0], [0]]


def test_a_compound_that_the_guidance_has_itself_belongs_here() -> None:
    assert outside("semesteransökan", ("semesteransökan",)) == []


def test_half_a_phrase_from_elsewhere_is_not_from_elsewhere() -> None:
    assert outside("har tolk") == []


def test_what_is_from_elsewhere_says_where_to_turn() -> None:
    assert dict(parse_words(OUTSIDE).outside.find(["semester"])) == {0: "Fråga chefen."}


def test_an_empty_table_is_a_table() -> None:
    assert parse_words("# inget än\n").entries == {}


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("- {skrivs: [a], betyder: [b]}\n- {skrivs: [c]}\n", 2),
        ("- {skrivs: a, betyder: [b]}\n", 1),
        ("- {skrivs: [a], betyder: [{ord: b, land: [c]}]}\n", 1),
        ("- {skrivs: [a], betyder: [{ord: b, roll: c}]}\n", 1),
        ("- {skrivs: [a], betyder: [b]}\n- {skrivs: [a], vart: ''}\n", 2),
        ("- {skrivs: a, vart: b}\n", 1),
        ("- {skrivs: [a], betyder: [b], vart: c}\n", 1),
        ("skrivs: [a]\n", 1),
        ("- {skrivs: [a\n", 2),
    ],
)
def test_a_broken_table_names_its_line(source: str, line: int) -> None:
    with pytest.raises(BrokenGuidance) as caught:
        parse_words(source, "sokord.yaml")
    assert caught.value.findings[0].line == line
    assert caught.value.findings[0].path == "sokord.yaml"


def test_a_word_that_the_guidance_has_belongs_elsewhere_only_in_the_form_of_the_table() -> None:
    outside = parse_words("- {skrivs: [kallt, lunch], vart: Det vet vi inget om.}").outside
    assert not list(outside.find(["kalla"], known=["kalla"]))
    for form in ("lunch", "lunchen"):
        assert [place for place, _ in outside.find([form], known=[form])] == [0]


def test_the_table_of_the_guidance_is_well_formed(table: WordTable) -> None:
    assert len(table.entries) > 100
