"""The reserve copy: help in a folder, when there is no server at all."""

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from help_service.ports import Hit
from help_service.reserve import reserve_pages, write_reserve
from help_service.service import HelpService
from ledstang.cli import main

from .conftest import Guidance
from .search.questions import FRESH, SETS, Question, measure, read_questions


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("usb") / "hjälp"
    with pytest.MonkeyPatch.context() as patch:
        # The command tells its settings to what it calls; other tests must not inherit them.
        patch.setenv("LEDSTANG_DATA", "")
        assert main(["export-help", str(folder), "--data", str(folder.parent / "data")]) == 0
    return folder


@pytest.fixture
def start(browser: Browser, copy: Path) -> Iterator[Page]:
    """The copy's start page from the file system; an error in it fails the test."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto((copy / "index.html").as_uri())
    yield page
    page.close()
    assert errors == []


def test_every_link_in_the_copy_leads_to_a_file_in_it(copy: Path) -> None:
    for page in copy.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "/help/" not in text
        for address in re.findall(r'(?:href|src)="([^"#]+)', text):
            if not address.startswith("https://"):
                assert (page.parent / address).is_file(), f"{page.name}: {address}"


def test_the_pages_tell_day_and_hash(service: HelpService) -> None:
    for path, text in reserve_pages(service.snapshot, date(2026, 11, 2)):
        if path.endswith(".html"):
            assert "2 november 2026" in text
            assert service.snapshot.revision in text
            assert " style=" not in text


def test_the_raw_answers_are_the_bytes_of_the_api(service: HelpService, tmp_path: Path) -> None:
    write_reserve(service.snapshot, date(2026, 11, 2), tmp_path)
    answers = tmp_path / "api/context"
    listed = json.loads((answers / "index.json").read_text(encoding="utf-8"))
    assert listed["revision"] == service.snapshot.revision
    query = "steg=kvittera&roll=kommun"
    assert (answers / listed["fragor"][query]).read_bytes() == service.context(query.encode()).body
    bundle = json.loads((tmp_path / "api/bundle.json").read_text(encoding="utf-8"))
    assert bundle["revision"] == service.snapshot.revision


def test_a_copy_is_made_without_a_reserve_routine(guidance: Guidance, tmp_path: Path) -> None:
    write_reserve(guidance.service().snapshot, date(2026, 11, 2), tmp_path / "kopia")
    assert "Här börjar hjälpen." in (tmp_path / "kopia/index.html").read_text(encoding="utf-8")


def test_the_same_guidance_gives_the_same_copy(service: HelpService, guidance: Guidance) -> None:
    for file in guidance.docs.rglob("*.md"):
        os.utime(file, (time.time() + 5,) * 2)
    once = list(reserve_pages(service.snapshot, date(2026, 11, 2)))
    assert once == list(reserve_pages(guidance.service().snapshot, date(2026, 11, 2)))


@pytest.mark.journey
def test_the_reserve_routine_stands_first_and_the_copy_says_its_age(start: Page) -> None:
    expect(start.locator("h1")).to_have_text("Reservrutin vid driftstopp")
    expect(start.locator(".utgava")).to_contain_text("från i dag")


@pytest.mark.journey
def test_an_old_copy_says_so(browser: Browser, copy: Path) -> None:
    page = browser.new_page()
    page.clock.install(time=time.time() + 60 * 24 * 60 * 60)
    page.goto((copy / "index.html").as_uri())
    expect(page.locator("#alder")).to_contain_text("dagar gammal. Texterna kan ha ändrats")
    page.close()


@pytest.mark.journey
def test_a_step_is_looked_up_for_a_role_from_the_file_system(start: Page) -> None:
    start.get_by_label("Steg", exact=True).select_option("utskrivningsklar")
    start.get_by_label("Din roll").select_option("slutenvard")
    start.get_by_role("button", name="Visa").click()
    answer = start.locator("#uppslagssvar")
    expect(answer.locator("h3")).to_have_text("Slutenvården")
    answer.get_by_role("link", name="Hela sidan: Utskrivningsklar").click()
    expect(start.locator("h1")).to_have_text("Utskrivningsklar")
    assert start.url.endswith("amne/utskrivningsklar.html#slutenvarden")


@pytest.mark.journey
@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("kvittera", "kvittera"),
        ("hur skickar jag utskrivningsklar", "utskrivningsklar"),
        ("systemet ligger nere", "reservrutin"),
        ("andra beraknad utskrivning", "andrat-utskrivningsdatum"),
        ("jag gick in på någon annans ärende", "loggkontroll"),
        ("hur lång tid har vi på oss att skicka im", "inskrivningsmeddelande.html#senast"),
    ],
)
def test_search_works_from_the_file_system(start: Page, words: str, page: str) -> None:
    start.get_by_label("Vad undrar du?").fill(words)
    start.get_by_role("button", name="Sök").click()
    first = start.locator("#traffar a").first
    expect(first).to_be_visible()
    assert f"amne/{page}" in (first.get_attribute("href") or "")


def test_the_copy_has_the_questions_that_search_looks_in(guidance: Guidance) -> None:
    head = "---\nid: {id}\ntitel: {titel}\nlagrum: []\nsokord: []\nfragor:\n  När: [är det dags]\n"
    dates = "granskad: 2026-11-22\ngranskas_senast: 2027-05-22\n---\n# {titel}\n\n"
    guidance.write("vyer/inkorg.md", "Inkorg", "Här.\n\n## När\n\nVarje dag.\n", head + dates)
    files = dict(reserve_pages(guidance.service().snapshot, None))
    assert '"fragor": [["är det dags", "När"]]' in files["data.js"]


@pytest.mark.journey
def test_search_without_a_hit_says_so(start: Page) -> None:
    start.get_by_label("Vad undrar du?").fill("alvedon xyzzy")
    start.get_by_role("button", name="Sök").click()
    expect(start.locator("#antal")).to_contain_text("Inget svar på")


def saved_search(start: Page, questions: list[Question]) -> Callable[[str], list[Hit]]:
    """The search of the copy, with all the questions asked at once."""
    ask = """(asked) => asked.map((one) => HjalpUtanServer.search(HJALP_KOPIA, one).resultat)"""
    asked = [each.text for each in questions]
    found = dict(zip(asked, start.evaluate(ask, asked), strict=True))
    return lambda text: [Hit(**hit) for hit in found[text]]


def questions_of(*names: str) -> list[Question]:
    # The same words may be a question of two sets.
    return list({each.text: each for name in names for each in read_questions(name)}.values())


@pytest.mark.journey
@pytest.mark.parametrize("sets", [SETS, FRESH], ids=["seen", "fresh"])
def test_the_copy_refuses_what_does_not_belong_here_and_little_else(
    start: Page, sets: tuple[str, ...]
) -> None:
    every = questions_of(*sets)
    outside = [each for each in every if each.is_outside]
    some = [each for each in every if not each.is_outside][::6]
    search = saved_search(start, [*outside, *some])
    assert sum(not search(each.text) for each in outside) / len(outside) >= 0.90
    assert sum(bool(search(each.text)) for each in some) / len(some) >= 0.92


@pytest.mark.proof
def test_the_copy_finds_nearly_what_the_server_finds(start: Page) -> None:
    every = questions_of(*SETS, *FRESH)
    rates = measure(saved_search(start, every), every)
    assert (rates.first >= 0.80, rates.top3 >= 0.90, rates.refused >= 0.90) == (True, True, True)


@pytest.mark.journey
def test_the_copy_says_where_to_turn_with_what_belongs_elsewhere(start: Page) -> None:
    for words in ("hur ansöker jag om semester", "semesteransökan", "dela en tablett"):
        start.get_by_label("Vad undrar du?").fill(words)
        start.get_by_role("button", name="Sök").click()
        expect(start.locator("#antal")).to_contain_text(f"”{words}”. Det hör inte hit. ")
    # A word that the guidance has itself is not from elsewhere because it is alike.
    start.get_by_label("Vad undrar du?").fill("skicka kallelse")
    start.get_by_role("button", name="Sök").click()
    expect(start.locator("#antal")).to_contain_text("svar på")


@pytest.mark.journey
def test_the_copy_can_be_read_without_javascript(browser: Browser, copy: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((copy / "index.html").as_uri())
    expect(page.get_by_label("Vad undrar du?")).to_be_hidden()
    page.get_by_role("link", name="Utskrivningsklar", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Utskrivningsklar")
    context.close()


@pytest.mark.journey
@pytest.mark.parametrize("width", [1366, 320])
def test_axe_finds_nothing_in_the_copy(browser: Browser, copy: Path, width: int) -> None:
    # Not the fixture: axe itself tries to fetch the styles, which a page in a folder may not.
    page = browser.new_page(viewport={"width": width, "height": 768})
    page.goto((copy / "index.html").as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
