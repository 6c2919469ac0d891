"""What a hit holds, and how the reader's step, role and spelling are met."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from help_service.search import WhooshSearcher, build_searcher, parse_words
from help_service.topics import Topic, parse_topic


def topic(topic_id: str, titel: str, kort: str, body: str = "", sokord: str = "") -> Topic:
    head = f"id: {topic_id}\ntitel: {titel}\nlagrum: []\nsokord: [{sokord}]"
    dates = "granskad: 2026-11-22\ngranskas_senast: 2027-05-22"
    return parse_topic(
        f"---\n{head}\n{dates}\n---\n# {titel}\n\n{kort}\n{body}", f"vyer/{topic_id}.md"
    )


@pytest.fixture(scope="module")
def small() -> WhooshSearcher:
    body = "\n## När\n\nFöre hemgången.\n\n## Vanliga fel\n\nLådan är tom. Nyckeln ligger kvar.\n"
    roles = "".join(f"\n### {who}\n\n1. Lampan blinkar.\n" for who in ("Slutenvården", "Kommunen"))
    topics = [
        topic("lampa", "Ljus i taket", "Se efter.", f"\n## Gör så här\n{roles}"),
        topic("utskrivningsplanering", "Utskrivningsplanering", "Gör planen i tid.", body),
        topic("kvittera", "Kvittera", "Läs och kvittera meddelandet.", sokord="läskvitto"),
        topic("bla-ljus", "Blå ljus", "Åk över ån när älgen har gått.", sokord="utryckning"),
        topic("lagen-om-planer", "Lagen", "Enligt 2 kap. 7 § senast kl. 12:00."),
    ]
    return build_searcher(topics, parse_words("- {skrivs: [uk], betyder: [utskrivningsplanering]}"))


def test_a_question_of_the_page_finds_it_and_opens_at_the_heading_it_names() -> None:
    question = topic(
        "kran", "Vattnet", "Det rinner.", "\n## Senast\n\nGenast.\n\n## Fel\n\nRing.\n"
    )
    head = "fragor:\n  Senast: [hur bråttom är det med kranen]\nsokord"
    source = (
        "---\nid: kran\ntitel: Vattnet\nlagrum: []\n"
        f"{head}: []\ngranskad: 2026-11-22\ngranskas_senast: 2027-05-22\n---\n"
        "# Vattnet\n\nDet rinner.\n\n## Fel\n\nRing.\n\n## Senast\n\nGenast.\n"
    )
    asked = build_searcher([parse_topic(source, "vyer/kran.md")]).search("bråttom med kranen")
    assert [(hit.id, hit.rubrik) for hit in asked] == [("kran", "Senast")]
    assert not build_searcher([question]).search("bråttom med kranen")


def first(searcher: WhooshSearcher, query: str) -> str | None:
    hits = searcher.search(query)
    return hits[0].id if hits else None


def test_a_part_of_a_compound_finds_the_compound(small: WhooshSearcher) -> None:
    assert first(small, "planering") == "utskrivningsplanering"


def test_a_compound_finds_the_page_that_says_its_parts(small: WhooshSearcher) -> None:
    assert first(small, "hemgångsplanering") == "utskrivningsplanering"


def test_a_page_with_the_very_word_goes_before_one_that_says_a_part_of_it() -> None:
    topics = [
        topic("reservnummer", "Reservnummer", "Ett nummer i stället.", sokord="nummer, fel nummer"),
        topic("hamnen", "Hamnen", "Båtar ligger här.", "\n## När\n\nSe efter i varvsnummer 3.\n"),
        *(topic(f"sida-{at}", f"Sida {at}", "Text.") for at in range(20)),
    ]
    assert first(build_searcher(topics), "varvsnummer") == "hamnen"


@pytest.mark.parametrize("query", ["kvitterade meddelanden", "kvittering", "kvitera", "KVITTERA!"])
def test_forms_and_slips_of_a_word_find_it(small: WhooshSearcher, query: str) -> None:
    assert first(small, query) == "kvittera"


def test_letters_without_rings_and_dots_are_understood(small: WhooshSearcher) -> None:
    assert first(small, "alg over an") == first(small, "älg över ån") == "bla-ljus"


@pytest.mark.parametrize("query", ["2:7", "2 kap 7 §", "kl 12.00", "kl 14.30"])
def test_paragraphs_and_clock_times_are_words(small: WhooshSearcher, query: str) -> None:
    assert first(small, query) == "lagen-om-planer"


def test_a_word_of_the_table_finds_what_it_means(small: WhooshSearcher) -> None:
    assert first(small, "hur gör man uk") == "utskrivningsplanering"


def test_a_hit_opens_at_the_section_and_shows_the_sentence(small: WhooshSearcher) -> None:
    hit = small.search("utskrivningsplanering nyckeln")[0]
    assert (hit.rubrik, hit.lank, hit.utdrag) == (
        "Vanliga fel",
        "vanliga-fel",
        "Nyckeln ligger kvar.",
    )


def test_a_hit_in_the_search_words_shows_the_short_answer(small: WhooshSearcher) -> None:
    hit = small.search("utryckning")[0]
    assert (hit.rubrik, hit.lank) == ("Blå ljus", "")
    assert hit.utdrag == "Åk över ån när älgen har gått."


def test_a_table_row_is_shown_as_a_line_and_its_head_never() -> None:
    table = "\n## Tider\n\n| Skickad | Börjar |\n| --- | --- |\n| måndag | torsdag |\n"
    searcher = build_searcher([topic("tider", "Klockan", "Se tabellen.", table)])
    assert searcher.search("måndag")[0].utdrag == "måndag – torsdag"


def test_each_topic_is_one_hit(searcher: WhooshSearcher) -> None:
    ids = [hit.id for hit in searcher.search("kvittera inskrivningsmeddelande")]
    assert len(ids) == len(set(ids))


def test_no_more_hits_than_asked_for(searcher: WhooshSearcher) -> None:
    assert len(searcher.search("samtycke", limit=2)) == 2


@pytest.mark.parametrize("query", ["", "   ", "hur gör man", "?!", "😀", "\x00", "a" * 5000])
def test_a_question_that_says_nothing_has_no_answer(searcher: WhooshSearcher, query: str) -> None:
    assert searcher.search(query) == []


def test_a_search_without_topics_has_no_answer() -> None:
    assert build_searcher([]).search("kvittera") == []


def test_the_step_of_the_reader_weighs_a_little(searcher: WhooshSearcher) -> None:
    def score(steg: str | None) -> float:
        hits = searcher.search("mottagare", steg=steg, limit=20)
        return next(hit.poang for hit in hits if hit.id == "vidarebefordra")

    assert score("vidarebefordra") > score(None)


def test_the_own_role_chooses_the_section(small: WhooshSearcher) -> None:
    anchors = {
        roll: small.search("lampan blinkar", roll=roll)[0].lank for roll in ("kommun", "slutenvard")
    }
    assert anchors == {"kommun": "kommunen", "slutenvard": "slutenvarden"}


def test_many_threads_get_the_same_answer(searcher: WhooshSearcher) -> None:
    queries = ["kvittera im", "betalningsansvar", "sip utan samtycke", "permission"] * 8
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(searcher.search, queries))
    assert answers == [searcher.search(query) for query in queries]


def weary(vart: str) -> WhooshSearcher:
    pages = [topic("inkorg", "Inkorg", "Läs meddelanden.", sokord="skicka ansökan")]
    return build_searcher(pages, parse_words(vart))


def test_a_word_from_elsewhere_weighs_against_an_answer() -> None:
    asked = "skicka semesteransökan"
    before, after = weary(""), weary("- {skrivs: [semester], vart: Fråga din chef.}")
    assert (first(before, asked), first(after, asked)) == ("inkorg", None)


def test_a_word_from_elsewhere_does_not_refuse_what_otherwise_belongs_here(
    searcher: WhooshSearcher,
) -> None:
    asked = "vem kvitterar meddelanden i inkorgen när jag har semester"
    assert first(searcher, asked) in {"kvittera", "inkorg"}


def test_a_question_from_elsewhere_is_told_where_to_turn() -> None:
    searcher = weary("- {skrivs: [semester], vart: Fråga din chef.}")
    assert searcher.elsewhere("min semesterlista") == "Fråga din chef."


def test_a_question_that_nothing_is_known_of_is_told_nothing() -> None:
    assert weary("").elsewhere("min semesterlista") is None


@pytest.mark.parametrize(
    ("typed", "topic"),
    [("uk", "utskrivningsklar"), ("IM", "inskrivningsmeddelande"), ("kvittens", "kvittera")],
)
def test_the_bare_name_of_a_page_opens_its_short_answer(
    searcher: WhooshSearcher, typed: str, topic: str
) -> None:
    first = searcher.search(typed)[0]
    assert (first.id, first.lank, first.rubrik) == (topic, "", first.titel)
