"""The parts of the Swedish analysis, each on its own."""

import pytest

from help_service.search.analysis import particle_verbs
from help_service.search.compounds import VocabularySplitter
from help_service.search.lemmas import family_keys, key_of
from help_service.search.spelling import Speller, distance
from help_service.search.text import pieces, sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("UK skickad 12.05", ["uk", "skickad", "12:05", "#klockslag"]),
        ("SoL 2 kap. 7 §", ["sol", "2:7"]),
        ("lagens 2:5a", ["lagens", "2:5"]),
        ("3 kap. 2 b § gäller", ["3:2", "gäller"]),
        ("barn 14 år", ["barn", "14", "#alder", "år"]),
        ("SIP-möte?", ["sip", "möte"]),
    ],
)
def test_text_is_cut_into_pieces(text: str, found: list[str]) -> None:
    assert pieces(text) == found


def test_text_is_cut_into_sentences() -> None:
    assert sentences("Läs först. Enligt 2 kap. 7 §. Ring sedan!") == [
        "Läs först.",
        "Enligt 2 kap. 7 §.",
        "Ring sedan!",
    ]


def test_forms_of_one_word_have_one_key() -> None:
    assert len({key_of(word) for word in ("kvittera", "kvitterar", "kvitterades")}) == 1
    assert len({key_of(word) for word in ("spara", "sparar", "sparat")}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("ledig", "leder"), ("skrivare", "skriver"), ("sparat", "spår"), ("sparar", "spåret")],
)
def test_words_that_only_look_alike_keep_apart(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(("noun", "verb"), [("planering", "planera"), ("bedömning", "bedöma")])
def test_a_noun_knows_the_verb_it_is_made_from(noun: str, verb: str) -> None:
    assert key_of(verb) in family_keys(noun)


def test_a_verb_with_its_particle_is_one_word() -> None:
    keys = [key for _, _, key in particle_verbs(["vi", "skriver", "henne", "ut"])]
    assert keys == [key_of("utskriva")]


def test_compounds_are_split_into_known_words_only() -> None:
    split = VocabularySplitter({key_of(word) for word in ("inskrivning", "meddelande", "vård")})
    assert split("inskrivningsmeddelande").parts == ("inskrivning", "meddelande")
    assert split("avdelning").parts == ()


def test_a_slip_is_guessed_but_a_short_or_far_word_is_not() -> None:
    speller = Speller(
        {"betalningsansvar": (-1, "betalningsansvar"), "permission": (-1, "permission")}
    )
    assert speller.nearest("betalningsasvar") == "betalningsansvar"
    assert speller.nearest("perm") is None
    assert speller.nearest("blomkruka") is None


def test_a_real_word_is_only_taken_for_another_form_of_itself() -> None:
    speller = Speller({"markera": (-1, "markera"), "parkerar": (-1, "parkerar")})
    assert speller.nearest("parkera", is_real=True) == "parkerar"
    assert Speller({"markera": (-1, "markera")}).nearest("parkera", is_real=True) is None


@pytest.mark.parametrize(
    ("one", "other", "slips"), [("spår", "spår", 0), ("sapr", "spar", 1), ("abc", "xyz", 3)]
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 2) == min(slips, 3)
