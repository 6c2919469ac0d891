"""Superusers at work: a sentence is mended and seen by staff, and nothing that is typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import WORKSTATION, Server
from tests.journeys.panel import HelpPanel
from tests.journeys.people import MUNICIPALITY, WARD, Person, barriers_on

pytestmark = pytest.mark.journey
Comes = Callable[..., Person]

SARA, GRETA = ("Sara Nyberg", "Region"), ("Greta Östlund", "Region")
LISA, TUVA = ("Lisa Ekdahl", "Sundsvalls kommun"), ("Tuva Ek", "Timrå")
TOPIC = "/help/redigera/amne/vidarebefordra"


@pytest.fixture
def comes(browser: Browser, server: Server) -> Iterator[Comes]:
    """Lets somebody sit down, signed in, at a browser of their own; the guidance is theirs."""
    opened: list[BrowserContext] = []

    def sit_down(who: tuple[str, str], **more: Any) -> Person:
        settings: dict[str, Any] = {"viewport": WORKSTATION, "locale": "sv-SE", **more}
        context = browser.new_context(**settings)
        opened.append(context)
        return Person(context.new_page(), server.url).signs_in_as(who)

    yield sit_down
    for context in opened:
        context.close()


def box(person: Person) -> str:
    """What stands in the text box."""
    return person.page.get_by_label("Sidans text").input_value()


def writes(person: Person, words: str, topic: str = TOPIC) -> None:
    """Open a topic and put a sentence at the end of its short answer."""
    person.goes_to(topic)
    text = box(person).split("\n")
    at = next(nr for nr, line in enumerate(text) if line.startswith("# ")) + 2
    text[at] += f" {words}"
    person.page.get_by_label("Sidans text").fill("\n".join(text))


def sends(person: Person, words: str, topic: str = TOPIC) -> str:
    """Write, send to review; return the address of the version."""
    writes(person, words, topic)
    person.page.get_by_label("Vad har du ändrat").fill("Tydligare.")
    person.presses("Spara och skicka på granskning")
    person.sees("Väntar på granskning")
    return person.page.url.partition("?")[0].removeprefix(person.url)


def waits_until_kept(person: Person) -> None:
    expect(person.page.locator("#sparat")).to_contain_text("sparat som utkast")


def test_a_sentence_is_mended_and_seen_in_the_panel_and_on_paper(comes: Comes) -> None:
    sara, greta, anna = comes(SARA), comes(GRETA), comes(WARD)
    version = sends(sara, "Ring först om det brådskar.")
    greta.goes_to("/help/redigera/")
    greta.page.get_by_role("link", name="version 1").first.click()
    assert greta.page.url.endswith(version)
    expect(greta.page.locator("ins")).to_contain_text("Ring först om det brådskar.")
    greta.presses("Godkänn och publicera nu")
    greta.sees("Den syns i hjälpen nu")
    anna.goes_to("/help/amne/vidarebefordra")
    anna.sees("Ring först om det brådskar.")
    answer = anna.page.request.get(
        f"{anna.url}/help/api/v1/context?steg=vidarebefordra&roll=kommun"
    )
    assert "Ring först om det brådskar." in answer.json()["html"]
    paper = anna.page.request.get(f"{anna.url}/help/lathund?steg=vidarebefordra&roll=kommun")
    told = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper.body())).pages)
    assert "Ring först om det brådskar." in " ".join(told.split())


@pytest.mark.proof
def test_what_is_typed_is_judged_and_shown_at_once(comes: Comes) -> None:
    sara = comes(SARA)
    writes(sara, "Håll din deadline.")
    expect(sara.page.locator("#anmarkningar")).to_contain_text("”deadline” är engelska")
    expect(sara.page.locator("#visning")).to_contain_text("Håll din deadline.")
    sara.page.locator("#anmarkningar a", has_text="Rad").first.click()
    chosen = sara.page.evaluate(
        "() => { const t = document.querySelector('#text');"
        " return t.value.slice(t.selectionStart, t.selectionEnd); }"
    )
    assert chosen == "deadline"
    sara.page.get_by_label("Visa som").select_option("lathund")
    expect(sara.page.locator("#visning .papper")).to_be_visible()


@pytest.mark.proof
def test_two_at_once_are_told_and_their_texts_are_merged(comes: Comes) -> None:
    topic = "/help/redigera/amne/inkorg"
    sara, greta = comes(SARA), comes(GRETA)
    writes(sara, "Saras tillägg.", topic)
    writes(greta, "Gretas tillägg.", topic)
    expect(greta.page.locator("#andra")).to_contain_text("Sara Nyberg redigerar just nu")
    sara.presses("Spara utkast")
    greta.presses("Spara utkast")
    greta.sees("har ändrat samma sida")
    merged = greta.page.get_by_label("Sammanförd text")
    text = merged.input_value()
    assert "Saras tillägg." in text
    assert "Gretas tillägg." in text
    assert barriers_on(greta.page) == []
    merged.fill("\n".join(without_marks(text)))
    greta.presses("Spara den sammanförda texten")
    greta.sees("sparat som version 2")
    assert "Gretas tillägg." in box(greta)


def without_marks(text: str) -> list[str]:
    """The conflict settled: mine stays."""
    kept, theirs = [], False
    for line in text.split("\n"):
        if line == "=======":
            theirs = True
        elif line.startswith(">>>>>>>"):
            theirs = False
        elif not theirs and not line.startswith("<<<<<<<"):
            kept.append(line)
    return kept


@pytest.mark.proof
def test_a_lost_connection_loses_nothing(comes: Comes) -> None:
    topic = "/help/redigera/amne/paminnelser"
    sara = comes(SARA)
    writes(sara, "Skrivet med kontakt.", topic)
    waits_until_kept(sara)
    # Chromium gives a page that is left its line back for a moment; what is stopped here stays so.
    sara.page.route("**/*", lambda asked: asked.abort("internetdisconnected"))
    text = box(sara) + "\nSkrivet utan kontakt.\n"
    sara.page.get_by_label("Sidans text").fill(text)
    expect(sara.page.locator("#sparat")).to_contain_text("finns kvar i den här webbläsaren")
    browser = sara.page.context
    sara.page.close()
    back = Person(browser.new_page(), sara.url)
    back.goes_to(topic)
    assert "Skrivet utan kontakt." not in box(back)
    back.page.get_by_role("button", name="Ta fram texten").click()
    assert "Skrivet utan kontakt." in box(back)
    assert "Skrivet med kontakt." in box(back)
    waits_until_kept(back)


@pytest.mark.proof
def test_a_session_that_runs_out_keeps_the_text(comes: Comes) -> None:
    topic = "/help/redigera/amne/sok"
    sara = comes(SARA)
    sara.goes_to(topic)
    sara.page.context.clear_cookies()
    sara.page.get_by_label("Sidans text").press_sequentially("Mitt i natten.")
    expect(sara.page.locator("#sparat")).to_contain_text("Du är utloggad")
    sara.signs_in_as(SARA)
    sara.goes_to(topic)
    sara.page.get_by_role("button", name="Ta fram texten").click()
    assert "Mitt i natten." in box(sara)


@pytest.mark.proof
def test_a_review_is_refused_with_a_reason_that_the_writer_reads(comes: Comes) -> None:
    sara, greta = comes(SARA), comes(GRETA)
    version = sends(sara, "Fråga någon.", "/help/redigera/amne/ikoner")
    greta.goes_to(version)
    greta.page.get_by_label("Kommentar, eller skälet").fill("Säg vem man ska fråga.")
    greta.presses("Godkänn inte")
    greta.sees("skickad tillbaka")
    sara.goes_to("/help/redigera/amne/ikoner")
    sara.sees("Säg vem man ska fråga.")


@pytest.mark.proof
def test_an_earlier_text_is_shown_again_with_one_press(comes: Comes) -> None:
    topic = "/help/redigera/amne/kvittera"
    sara, greta = comes(SARA), comes(GRETA)
    greta.goes_to(sends(sara, "Detta var fel.", topic))
    greta.presses("Godkänn och publicera nu")
    greta.goes_to("/help/amne/kvittera")
    greta.sees("Detta var fel.")
    greta.goes_to(f"{topic}/historik")
    greta.presses("Visa igen grundtexten")
    greta.sees("Den tidigare texten visas nu igen")
    greta.goes_to("/help/amne/kvittera")
    expect(greta.page.locator("body")).not_to_contain_text("Detta var fel.")


@pytest.mark.proof
def test_a_local_note_is_seen_in_its_own_kommun_only(comes: Comes) -> None:
    lisa, bo, tuva = comes(LISA), comes(MUNICIPALITY), comes(TUVA)
    lisa.goes_to("/help/redigera/amne/inkorg")
    lisa.page.get_by_label("I Sundsvalls kommun").fill("Ring mottagningsgruppen före kl. 15.")
    lisa.presses("Spara noteringen")
    lisa.sees("Noteringen är sparad")
    for reader, is_own in ((bo, True), (tuva, False)):
        reader.goes_to("/inkorg")
        panel = HelpPanel(reader.page).is_ready()
        panel.toggle.click()
        expect(panel.heading).to_have_text("Inkorg")
        expect(panel.text.get_by_text("I Sundsvalls kommun")).to_have_count(int(is_own))
        expect(panel.text.get_by_text("Ring mottagningsgruppen")).to_have_count(int(is_own))


@pytest.mark.proof
def test_a_picture_is_put_in_where_one_writes(comes: Comes, tmp_path: Path) -> None:
    file = tmp_path / "knapp.png"
    Image.new("RGB", (120, 40), "teal").save(file)
    sara = comes(SARA)
    sara.goes_to("/help/redigera/amne/inloggning")
    sara.page.get_by_role("toolbar").get_by_role("button", name="Bild").click()
    sara.page.get_by_label("Bild i PNG, JPEG eller SVG").set_input_files(file)
    sara.page.get_by_role("button", name="Lägg till bilden").click()
    expect(sara.page.locator("#bildfel")).to_contain_text("vad bilden visar")
    sara.page.get_by_label("Vad bilden visar").fill("Knappen Kvittera")
    sara.page.get_by_role("button", name="Lägg till bilden").click()
    expect(sara.page.locator("#visning img[alt='Knappen Kvittera']")).to_be_visible()
    assert "![Knappen Kvittera](../bilder/" in box(sara)


@pytest.mark.proof
def test_all_is_done_by_keyboard_alone(comes: Comes) -> None:
    sara = comes(SARA)
    sara.goes_to("/help/redigera/amne/tillganglighet")
    page, keys = sara.page, sara.page.keyboard
    toolbar = page.get_by_role("toolbar", name="Formatera texten").get_by_role("button")
    toolbar.first.focus()
    for name in ("Fet", "Numrerad lista", "Punktlista", "Ruta", "Länk", "Bild", "Rubrik"):
        keys.press("ArrowRight")
        expect(toolbar.filter(has_text=name).first).to_be_focused()
    keys.press("Tab")
    text = page.get_by_label("Sidans text")
    expect(text).to_be_focused()
    keys.press("Control+End")
    keys.type("\nEtt viktigt ord")
    keys.press("Control+Shift+ArrowLeft")
    keys.press("Control+b")
    assert "Ett viktigt **ord**" in box(sara)
    keys.press("Control+End")
    keys.type("\n\nSe ")
    keys.press("Control+k")
    keys.type("kvittera")
    found = page.locator("#lank-traffar button").first
    expect(found).to_contain_text("Kvittera")
    keys.press("Enter")
    expect(text).to_be_focused()
    assert "Se [Kvittera](../steg/kvittera.md)" in box(sara)
    keys.press("Control+Shift+Digit5")
    expect(page.get_by_role("dialog", name="Rubrik")).to_be_visible()
    keys.press("Escape")
    expect(text).to_be_focused()
    keys.press("Tab")
    assert page.evaluate("document.activeElement.id") != "text"


@pytest.mark.proof
def test_a_screen_reader_meets_names_and_roles(comes: Comes) -> None:
    sara = comes(SARA)
    sara.goes_to("/help/redigera/amne/sip-oversikt")
    tree = sara.page.locator("main").aria_snapshot()
    for told in (
        'toolbar "Formatera texten"',
        'textbox "Sidans text"',
        'textbox "Vad har du ändrat, och varför?"',
        'combobox "Visa som"',
        'region "Fel och råd"',
        'button "Spara utkast"',
    ):
        assert told in tree, told


@pytest.mark.proof
@pytest.mark.parametrize("width", [1366, 320])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_a_barrier_or_is_cut_off(comes: Comes, width: int, theme: str) -> None:
    greta = comes(GRETA, viewport={"width": width, "height": 700}, color_scheme=theme)
    addresses = ["/help/redigera/", "/help/redigera/ny", "/help/redigera/amne/reservrutin"]
    addresses += ["/help/redigera/amne/reservrutin/historik"]
    if not greta.page.request.get(f"{greta.url}{TOPIC}/version/1").ok:
        sends(greta, "En rad till.")
    for address in (*addresses, f"{TOPIC}/version/1"):
        greta.goes_to(address)
        assert barriers_on(greta.page) == [], address
        assert fits(greta.page), address


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.proof
def test_without_javascript_the_form_is_enough(comes: Comes) -> None:
    topic = "/help/redigera/amne/behovsbedomning"
    sara, greta = comes(SARA, java_script_enabled=False), comes(GRETA, java_script_enabled=False)
    writes(sara, "Utan skript.", topic)
    sara.presses("Förhandsgranska")
    expect(sara.page.locator("#visning")).to_contain_text("Utan skript.")
    sara.presses("Spara och skicka på granskning")
    greta.goes_to(f"{topic}/version/1")
    greta.presses("Godkänn och publicera nu")
    greta.goes_to("/help/amne/behovsbedomning")
    greta.sees("Utan skript.")
