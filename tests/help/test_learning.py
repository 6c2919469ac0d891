"""What the guidance learns: counts without a person, a ranked list, and words that work at once."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from markupsafe import escape
from werkzeug.test import Client

from help_service.app import help_blueprint, help_service
from help_service.contexts import Context
from help_service.editing.records import Editor, Right
from help_service.learning import Miss, misses, rank_todo
from help_service.learning.pages import Door, todo_blueprint
from help_service.learning.words import BadWord, new_word
from help_service.memory import MemoryFeedback, memory_help_stores
from help_service.ports import AddedWord, Feedback, Opening, Verdict
from help_service.search import NO_WORDS
from help_service.search.word_source import WordSource, export_words, with_added
from help_service.service import HelpService
from help_service.tally import KEPT_DAYS, Keeping, Tally, may_be_kept

from .conftest import ROOT, Guidance

TODAY = date(2026, 11, 23)
OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}


class Day:
    """A day that tests turn."""

    def __init__(self) -> None:
        self.day = TODAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def today() -> Day:
    return Day()


@pytest.fixture
def keeping(today: Day) -> Keeping:
    return Keeping(memory_help_stores(), today)


@pytest.fixture
def client(service: HelpService, keeping: Keeping) -> Client:
    app = Flask("test")
    app.register_blueprint(help_blueprint(service, keeping))
    return Client(app)


def opened(keeping: Keeping) -> dict[Opening, int]:
    keeping.tally.hand_on()
    return dict(keeping.stores.feedback.openings(TODAY))


def missed(keeping: Keeping) -> dict[str, int]:
    keeping.tally.hand_on()
    return dict(keeping.stores.feedback.misses(TODAY))


def test_an_opening_is_counted_by_the_entry_that_answered(client: Client, keeping: Keeping) -> None:
    place = {"steg": "kvittera", "roll": "kommun", "enhet": "timra-bistand"}
    for _ in range(2):
        assert client.post("/help/api/v1/opened", json=place, headers=OWN).status_code == 204
    assert opened(keeping) == {
        Opening("ledstang", "steg+roll kvittera@kommun", "kvittera"): 2,
    }


def test_an_icon_followed_without_javascript_is_counted(client: Client, keeping: Keeping) -> None:
    assert client.get("/help/visa?falt=kvittera.meddelande").status_code == 303
    assert opened(keeping) == {Opening("ledstang", "falt kvittera.meddelande", "kvittera"): 1}


def test_what_no_map_knows_is_counted_without_its_words(client: Client, keeping: Keeping) -> None:
    for word in ("kvittera-nu", "kvittera-sen"):
        client.post("/help/api/v1/opened", json={"vy": word}, headers=OWN)
    assert opened(keeping) == {Opening("ledstang", "sok", "kvittera"): 2}


@pytest.mark.parametrize("body", [{"namn": "Anna"}, {"steg": "Anna Andersson"}, [], {"steg": 1}])
def test_an_opening_takes_ids_only(client: Client, keeping: Keeping, body: object) -> None:
    assert client.post("/help/api/v1/opened", json=body, headers=OWN).status_code == 400
    assert opened(keeping) == {}


def test_another_page_opens_nothing(client: Client, keeping: Keeping) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "http://annan.example"}
    answer = client.post("/help/api/v1/opened", json={"steg": "kvittera"}, headers=foreign)
    assert answer.status_code == 403
    assert opened(keeping) == {}


def test_a_search_in_vain_is_counted_however_it_is_made(client: Client, keeping: Keeping) -> None:
    client.get("/help/api/v1/search?q=Hemf%C3%A4rd  nu")
    client.get("/help/sok?q=hemf%C3%A4rd+nu")
    client.get("/help/sok?q=Kvittera")
    assert missed(keeping) == {"hemfärd nu": 2}


def test_a_search_with_a_hit_is_counted_by_its_topic_and_never_by_its_words(
    client: Client, keeping: Keeping
) -> None:
    client.get("/help/sok?q=Kvittera")
    client.get("/help/api/v1/search?q=kvittera")
    keeping.tally.searched("kv", "kvittera")
    assert opened(keeping) == {Opening("ledstang", "sokt", "kvittera"): 2}
    assert missed(keeping) == {}


@pytest.mark.parametrize(
    "query",
    ["189002029800", "900202-9800", "Anna Andersson", "Karl-Erik Berg hemma", "a@b.se", "x" * 81],
)
def test_a_search_that_may_tell_of_a_person_is_not_kept(query: str) -> None:
    assert not may_be_kept(query)


@pytest.mark.parametrize("query", ["uk 12.05", "lag 2017:612", "Hur kvitterar jag", "72 timmar"])
def test_other_searches_are_kept(query: str) -> None:
    assert may_be_kept(query)


def test_a_stranger_cannot_fill_the_store_with_searches(keeping: Keeping, today: Day) -> None:
    for number in range(3000):
        keeping.tally.missed(f"ord {number}")
    assert len(missed(keeping)) == 1000
    today.day += timedelta(days=1)
    keeping.tally.hand_on()
    keeping.tally.missed("ord igen")
    assert "ord igen" in missed(keeping)


class Full(MemoryFeedback):
    """A store that cannot write, until it can."""

    broken = True

    def count(self, *counted: object) -> None:
        if self.broken:
            raise OSError("disk full")
        super().count(*counted)  # type: ignore[arg-type]  # passed on as they came


def test_counts_wait_for_a_store_that_cannot_write(service: HelpService, today: Day) -> None:
    store = Full()
    tally = Tally(store, today)
    tally.opened("ledstang", service.snapshot.resolve(Context(steg="kvittera")))
    tally.missed("hemfärd")
    tally.hand_on()
    store.broken = False
    tally.hand_on()
    assert sum(store.openings(TODAY).values()) == 1
    assert store.misses(TODAY) == {"hemfärd": 1}


def test_what_is_older_than_a_year_is_forgotten(keeping: Keeping, today: Day) -> None:
    keeping.tally.missed("hemfärd")
    keeping.tally.hand_on()
    today.day += timedelta(days=KEPT_DAYS + 1)
    keeping.tally.hand_on()
    assert keeping.stores.feedback.misses(TODAY) == {}


def test_a_page_without_javascript_takes_the_vote(client: Client, keeping: Keeping) -> None:
    page = client.get("/help/amne/kvittera").text
    assert "Hjälpte detta?" in page
    said = {"id": "kvittera", "hash": _hash(page), "svar": "nej", "text": "Vem ringer?"}
    assert "Tack" in client.post("/help/svar", data=said, headers=OWN).text
    (kept,) = keeping.stores.feedback.said(TODAY)
    assert (kept.feedback.svar, kept.feedback.text) == (Verdict.NEJ, "Vem ringer?")


def test_a_refused_vote_gives_the_text_back(client: Client, keeping: Keeping) -> None:
    said = {"id": "kvittera", "hash": "0" * 16, "svar": "nej", "text": "Gäller 900202-9800"}
    answer = client.post("/help/svar", data=said, headers=OWN)
    assert answer.status_code == 400
    assert "personnummer" in answer.text
    assert "Gäller 900202-9800</textarea>" in answer.text
    assert keeping.stores.feedback.said(TODAY) == []


def test_help_that_keeps_nothing_asks_nothing(service: HelpService) -> None:
    app = Flask("test")
    app.register_blueprint(help_blueprint(service))
    assert "Hjälpte detta?" not in Client(app).get("/help/amne/kvittera").text


def _hash(page: str) -> str:
    return page.partition('name="hash" value="')[2].partition('"')[0]


def vote(service: HelpService, topic: str, said: Verdict, text: str = "") -> Feedback:
    found = service.snapshot.library.topics[topic]
    return Feedback("ledstang", topic, found.hash, None, None, said, text)


def ranked(service: HelpService, keeping: Keeping) -> list[str]:
    snapshot = service.snapshot
    near = misses(keeping.stores.feedback.misses(TODAY), snapshot.searcher)
    found = rank_todo(snapshot.library, keeping.stores.feedback, near, keeping.today())
    return [todo.id for todo in found]


def test_what_is_opened_disliked_and_sought_in_vain_comes_first(
    service: HelpService, keeping: Keeping
) -> None:
    store = keeping.stores.feedback
    store.count(TODAY, {Opening("ledstang", "vy inkorg", "inkorg"): 50}, {"pvisslan": 9})
    for _ in range(2):
        store.add(vote(service, "ej-mottagare", Verdict.NEJ, "Oklart"), TODAY)
    # Nearest to what is sought is here what begins with the same letter.
    assert ranked(service, keeping)[:3] == ["inkorg", "fas-planering", "ej-mottagare"]
    store.add(vote(service, "ej-mottagare", Verdict.NEJ), TODAY)
    store.add(vote(service, "ej-mottagare", Verdict.NEJ), TODAY)
    assert ranked(service, keeping)[0] == "ej-mottagare"


def test_a_mended_text_leaves_its_votes_behind(
    guidance: Guidance, service: HelpService, keeping: Keeping
) -> None:
    keeping.stores.feedback.add(vote(service, "inkorg", Verdict.NEJ), TODAY)
    assert ranked(service, keeping)[0] == "inkorg"
    guidance.write("vyer/inkorg.md", "Inkorg", "Nu tydligare.\n\n## När\n\nVarje dag.\n")
    service.refresh()
    found = rank_todo(service.snapshot.library, keeping.stores.feedback, [], TODAY)
    assert all(todo.nej == 0 for todo in found)


def test_an_old_text_comes_before_a_new_one(service: HelpService, keeping: Keeping) -> None:
    library = service.snapshot.library
    later = TODAY + timedelta(days=400)
    (first, *_) = rank_todo(library, keeping.stores.feedback, [], later)
    assert first.forfallen
    assert first.poang > rank_todo(library, keeping.stores.feedback, [], TODAY)[0].poang


def test_a_search_that_finds_something_by_now_is_left_out(service: HelpService) -> None:
    searcher = service.snapshot.searcher
    found = misses({"kvittera": 5, "hemfärd": 2, "iväg": 3}, searcher)
    assert [(miss.query, miss.times) for miss in found] == [("iväg", 3), ("hemfärd", 2)]
    assert [hit.id for hit in found[1].proposals] == ["index"]
    assert found[0] == Miss("iväg", 3, tuple(searcher.nearest("iväg", 3)))


@pytest.mark.parametrize(
    ("typed", "why"),
    [("hur gör jag", "minst ett ord"), ("", "minst ett ord"), ("Anna Andersson", "om en person")],
)
def test_a_word_that_says_nothing_or_too_much_is_refused(
    service: HelpService, typed: str, why: str
) -> None:
    with pytest.raises(BadWord, match=why):
        new_word(typed, service.snapshot.library.topics["kvittera"], TODAY)
    with pytest.raises(BadWord, match="Välj en sida"):
        new_word("hemfärd", None, TODAY)


def test_an_added_word_comes_before_the_file() -> None:
    table = with_added(NO_WORDS, [AddedWord("USK", "utskrivningsklar", TODAY)])
    table = with_added(table, [AddedWord("usk", "undersköterska", TODAY)])
    (meanings,) = table.entries.values()
    assert [meaning.words for meaning in meanings] == [("undersköterska",), ("utskrivningsklar",)]


def test_added_words_are_written_back_to_the_file_once(tmp_path: Path) -> None:
    file = tmp_path / "sokord.yaml"
    file.write_text("- {skrivs: [pat], betyder: [patient]}\n", encoding="utf-8")
    words = [AddedWord('hem: "färd" [x]', "Utskrivning", TODAY), AddedWord("bäl", "Avliden", TODAY)]
    for some in (words[:1], words):
        file.write_text(export_words(file.read_text("utf-8"), some), encoding="utf-8")
    text = file.read_text("utf-8")
    assert (text.count("# Tillagda i systemet"), text.count("Utskrivning")) == (1, 1)
    assert WordSource(file).table() == with_added(
        with_added(NO_WORDS, [AddedWord("pat", "patient", TODAY)]), words
    )


@pytest.fixture(scope="module")
def two_workers() -> tuple[Keeping, HelpService, HelpService]:
    """Two workers on the guidance that ships, over one store."""
    keeping = Keeping(memory_help_stores(), lambda: TODAY)
    words = keeping.stores.words
    one, two = (help_service(ROOT / "docs", ROOT / "context_map.yaml", words=words) for _ in "12")
    return keeping, one, two


def superuser() -> Editor | None:
    return Editor("sara", "Sara", frozenset({Right.EDIT}))


def pages(service: HelpService, keeping: Keeping, editor: Callable[[], Editor | None]) -> Client:
    app = Flask("test")
    app.register_blueprint(help_blueprint(service, keeping))
    app.register_blueprint(todo_blueprint(service, keeping, Door(editor, lambda: "hemligt")))
    return Client(app)


def test_a_search_in_vain_becomes_a_word_with_one_click_in_every_worker(
    two_workers: tuple[Keeping, HelpService, HelpService],
) -> None:
    keeping, one, two = two_workers
    client = pages(one, keeping, superuser)
    assert client.get("/help/api/v1/search?q=flumsa").json["resultat"] == []
    page = client.get("/help/redigera/att-gora").text
    assert 'value="flumsa"' in page
    assert 'value="hemligt"' in page
    said = {"skrivs": "flumsa", "amne": "kvittera"}
    assert client.post("/help/redigera/att-gora/ord", data=said).status_code == 303
    two.refresh()
    for worker in (one, two):
        assert worker.search("hur flumsar man", None, None)[0].id == "kvittera"
    after = client.get("/help/redigera/att-gora").text
    assert "”flumsa” betyder ”Kvittera" in after
    assert client.post("/help/redigera/att-gora/ord/bort", data=said).status_code == 303
    assert one.search("flumsa", None, None) == []


def test_a_search_that_does_not_belong_is_taken_off_the_list(
    two_workers: tuple[Keeping, HelpService, HelpService],
) -> None:
    keeping, one, _ = two_workers
    client = pages(one, keeping, superuser)
    client.get("/help/api/v1/search?q=fotboll")
    assert "fotboll" in client.get("/help/redigera/att-gora").text
    client.post("/help/redigera/att-gora/sokning/bort", data={"fraga": "fotboll"})
    assert "fotboll" not in client.get("/help/redigera/att-gora").text


def test_a_refused_word_gives_the_text_back(service: HelpService, keeping: Keeping) -> None:
    client = pages(service, keeping, superuser)
    answer = client.post("/help/redigera/att-gora/ord", data={"skrivs": "hemfärd", "amne": "nix"})
    assert answer.status_code == 400
    assert "Välj en sida" in answer.text
    assert 'value="hemfärd"' in answer.text


@pytest.mark.parametrize("editor", [lambda: None, lambda: Editor("lo", "Lo", frozenset())])
def test_nobody_else_sees_the_list(
    service: HelpService, keeping: Keeping, editor: Callable[[], Editor | None]
) -> None:
    client = pages(service, keeping, editor)
    assert client.get("/help/redigera/att-gora").status_code == 403
    said = {"skrivs": "hemfärd", "amne": "kvittera"}
    assert client.post("/help/redigera/att-gora/ord", data=said).status_code == 403
    assert keeping.stores.words.words() == []


@pytest.mark.parametrize(
    "hostile", ['"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>"]
)
def test_what_readers_wrote_stands_as_text_in_the_list(
    two_workers: tuple[Keeping, HelpService, HelpService], hostile: str
) -> None:
    service = two_workers[1]
    keeping = Keeping(memory_help_stores(), lambda: TODAY)
    keeping.stores.feedback.add(vote(service, "kvittera", Verdict.NEJ, hostile), TODAY)
    keeping.stores.feedback.count(TODAY, {}, {hostile: 2})
    client = pages(service, keeping, superuser)
    refused = client.post("/help/redigera/att-gora/ord", data={"skrivs": hostile, "amne": "nix"})
    for answer in (client.get("/help/redigera/att-gora"), refused):
        assert str(escape(hostile)) in answer.text
        assert hostile not in answer.text
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
