"""Feedback on the help: short, without the reader, and never with a personal number."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Blueprint, Flask
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Page, expect
from werkzeug.test import Client, TestResponse

from help_service.app import help_blueprint, help_service
from help_service.editing.memory import MemoryEditing
from help_service.feedback import BadFeedback, Throttle, read_feedback
from help_service.feedback_api import add_feedback
from help_service.memory import MemoryFeedback, MemoryWords
from help_service.ports import Feedback, HelpStores, Verdict
from help_service.service import HelpService
from help_service.tally import Keeping

from .conftest import HOST_PAGE, ROOT, serve

ADDRESS = "/help/api/v1/feedback"
HASH = "0123456789abcdef"
SAID = {"app": "ledstang", "id": "kvittera", "hash": HASH, "svar": "nej"}
OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


TODAY = date(2026, 3, 3)


def keeping(store: MemoryFeedback) -> Keeping:
    return Keeping(HelpStores(store, MemoryWords(), MemoryEditing()), lambda: TODAY)


def said(store: MemoryFeedback) -> list[Feedback]:
    return [each.feedback for each in store.said(TODAY)]


@pytest.fixture
def store() -> MemoryFeedback:
    return MemoryFeedback()


@pytest.fixture
def client(service: HelpService, store: MemoryFeedback) -> Client:
    app = Flask("test")
    app.register_blueprint(help_blueprint(service, keeping(store)))
    return Client(app)


def told(response: TestResponse) -> str:
    body = response.get_json()
    assert response.content_type == "application/problem+json"
    assert body["status"] == response.status_code
    return str(body["detail"])


@pytest.mark.parametrize("address", [ADDRESS, "/help/api/v1/opened"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
def test_what_only_takes_posts_says_so(client: Client, address: str, method: str) -> None:
    refused = client.open(address, method=method)
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "POST, OPTIONS"


def test_feedback_is_kept_without_who_gave_it(client: Client, store: MemoryFeedback) -> None:
    answer = SAID | {"steg": "kvittera", "roll": "kommun", "text": "Var  är\nknappen?"}
    response = client.post(ADDRESS, json=answer, headers=OWN)
    assert (response.status_code, response.data) == (204, b"")
    kept = Feedback(
        "ledstang", "kvittera", HASH, "kvittera", "kommun", Verdict.NEJ, "Var är knappen?"
    )
    assert said(store) == [kept]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://annan.example"},
        {"Origin": "null"},
        OWN | {"Sec-Fetch-Site": "cross-site"},
        OWN | {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_page_may_not_give_feedback(
    client: Client, store: MemoryFeedback, headers: dict[str, str]
) -> None:
    response = client.post(ADDRESS, json=SAID, headers=headers)
    assert response.status_code == 403
    assert "egna sidor" in told(response)
    assert said(store) == []


@pytest.mark.parametrize(
    "text",
    [
        "Gäller 189002029800",
        "gäller 18900202-9800.",
        "9002029800",
        "900202-9800",
        "900202 9800",
        "900202+9800",
        "19 61 09 73 23 93",
        "pat 610973-2393 hittas inte",
        "Ring 070-123 45 67 eller 0701234567",
        "18.90.02.02.98.00",
        "1890/02/02 9800",
        "9 0 0 2 0 2 9 8 0 0",
        "900202 / 9800",
        "900202_9800",
        "9002\u20110298\u201000",
        "9002\u00a002\u20099800",
        "900202\u200b9800",
        "９００２０２－９８００",
        "٩٠٠٢٠٢-٩٨٠٠",
        "9OO2O2-98OO",
        "nio noll noll två noll två nio åtta noll noll",
        "(1961) 0973 23-93",
        "nr 19610973\n2393",
        "född 19900222, sista fyra 2397",
        "900222 nr 2397",
    ],
)
def test_a_personal_number_is_refused_in_plain_words(
    client: Client, store: MemoryFeedback, text: str
) -> None:
    response = client.post(ADDRESS, json=SAID | {"text": text}, headers=OWN)
    assert response.status_code == 400
    assert "personnummer" in told(response)
    assert said(store) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Steg 3 av 12 fattas.",
        "Kl 12.00 den 2026-11-22",
        "Se 2017:612, 4 kap. 1 §",
        "Den 2026-11-22 12:00",
        "Mellan 2026-11-22 och 2026-11-25",
        "Sidan från 20261122 och rutin 1234",
        "En av fem, tre av sju, noll fel",
    ],
)
def test_other_figures_may_be_written(client: Client, text: str) -> None:
    assert client.post(ADDRESS, json=SAID | {"text": text}, headers=OWN).status_code == 204


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": "finns-inte"}, "Ämnet finns inte"),
        ({"id": None}, "Ämnet finns inte"),
        ({"id": ["kvittera"]}, "id är inte ett id"),
        ({"hash": "nix"}, "hash är inte"),
        ({"svar": "kanske"}, "ja eller nej"),
        ({"svar": None}, "ja eller nej"),
        ({"roll": "Anna Andersson"}, "roll är inte ett id"),
        ({"steg": "<script>"}, "steg är inte ett id"),
        ({"text": "a" * 501}, "högst 500 tecken"),
        ({"text": 5}, "text är inte en text"),
        ({"anvandare": "anna"}, "Skicka ett JSON-objekt"),
    ],
)
def test_what_is_malformed_is_told(client: Client, change: dict[str, object], why: str) -> None:
    response = client.post(ADDRESS, json=SAID | change, headers=OWN)
    assert response.status_code == 400
    assert why in told(response)


@pytest.mark.parametrize("body", [b"nej", b"\xff", b"[" * 8000, b"[]", b'"ja"'])
def test_a_broken_body_is_told(client: Client, body: bytes) -> None:
    response = client.post(ADDRESS, data=body, content_type="application/json", headers=OWN)
    assert response.status_code == 400
    assert told(response)


def test_a_form_or_a_large_body_is_refused(client: Client) -> None:
    assert client.post(ADDRESS, data=SAID, headers=OWN).status_code == 415
    large = client.post(ADDRESS, json=SAID | {"text": "a" * 9000}, headers=OWN)
    assert large.status_code == 413


def test_too_many_at_once_are_asked_to_wait(service: HelpService, store: MemoryFeedback) -> None:
    pages = Blueprint("few", __name__, url_prefix="/help")
    add_feedback(pages, service, keeping(store), most=2)
    app = Flask("test")
    app.register_blueprint(pages)
    answers = [Client(app).post(ADDRESS, json=SAID, headers=OWN) for _ in range(3)]
    assert [each.status_code for each in answers] == [204, 204, 429]
    assert "om en minut" in told(answers[-1])
    assert len(said(store)) == 2


def test_after_a_minute_there_is_room_again() -> None:
    moments = iter([0.0, 30.0, 59.0, 60.0])
    throttle = Throttle(2, lambda: next(moments))
    assert [throttle.lets_through() for _ in range(4)] == [True, True, False, True]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*SAID, "text"]), inner),
    )
)
def test_whatever_is_sent_is_taken_or_refused(sent: object) -> None:
    # Anything but BadFeedback would be our own fault, and fail here.
    with suppress(BadFeedback):
        assert read_feedback(sent, lambda topic: True).id


@pytest.fixture(scope="module")
def kept() -> MemoryFeedback:
    return MemoryFeedback()


@pytest.fixture(scope="module")
def own_url(kept: MemoryFeedback) -> Iterator[str]:
    """A page that takes feedback, at one origin with the help."""
    app = Flask("help_service", static_folder=None)
    service = help_service(ROOT / "docs", ROOT / "context_map.yaml")
    app.register_blueprint(help_blueprint(service, keeping(kept)))
    host = HOST_PAGE.replace("HELP", "").replace("<ledstang-hjalp", "<ledstang-hjalp omdome")

    def host_and_help(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/sida":
            return app(environ, start_response)
        start_response("200 OK", [("Content-Type", "text/html")])
        return [host.encode()]

    yield from serve(host_and_help)


@pytest.mark.journey
def test_a_reader_answers_in_the_panel(
    context: BrowserContext, own_url: str, kept: MemoryFeedback
) -> None:
    page = context.new_page()
    page.goto(f"{own_url}/sida")
    page.locator("a.hjalp-ikon").click()
    page.get_by_text("Skriv vad som saknas").click()
    field = page.get_by_label("Vad saknas?")
    field.fill("Gäller 900202-9800")
    page.get_by_role("button", name="Nej").click()
    answer = page.locator("ledstang-hjalp .omdome-svar")
    expect(answer).to_contain_text("ser ut att innehålla ett personnummer")
    expect(answer).to_be_focused()
    expect(field).to_have_value("Gäller 900202-9800")
    assert said(kept) == []
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    field.fill("Vem skickar?")
    page.get_by_role("button", name="Nej").click()
    expect(answer).to_have_text("Tack. Ditt svar är sparat.")
    expect(field).to_be_hidden()
    last = said(kept)[-1]
    assert (last.id, last.svar, last.text) == ("utskrivningsklar", Verdict.NEJ, "Vem skickar?")
    assert (last.steg, last.roll) == ("utskrivningsklar", "slutenvard")


@pytest.mark.journey
def test_a_page_that_keeps_no_feedback_is_not_asked_for_any(page: Page) -> None:
    page.locator("a.hjalp-ikon").click()
    expect(page.locator("ledstang-hjalp .omdome")).to_have_count(0)
