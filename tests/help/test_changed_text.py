"""What the reader is told when a text has changed; nothing of it leaves the browser."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

KEPT = "ledstang-hjalp:last"
AGE_THE_MEMORY = f"""() => {{
    const seen = JSON.parse(localStorage.getItem("{KEPT}"));
    for (const parts of Object.values(seen))
        for (const part of Object.keys(parts)) parts[part] = "en-annan-text";
    localStorage.setItem("{KEPT}", JSON.stringify(seen));
}}"""
CHANGED = "a.hjalp-ikon[data-hjalp-andrad]"


def read_and_let_the_text_change(page: Page) -> None:
    """The reader opens the icon; then the text he has seen is no longer the one there is."""
    page.locator("a.hjalp-ikon").click()
    page.keyboard.press("Escape")
    page.evaluate(AGE_THE_MEMORY)
    page.reload(wait_until="networkidle")


def test_a_text_never_read_is_not_called_changed(page: Page) -> None:
    expect(page.locator(CHANGED)).to_have_count(0)
    page.locator("a.hjalp-ikon").click()
    expect(page.locator("ledstang-hjalp .andrad")).to_be_hidden()


def test_a_changed_text_marks_the_icon_and_is_told_once(page: Page) -> None:
    read_and_let_the_text_change(page)
    icon = page.locator(CHANGED)
    expect(icon).to_have_attribute("aria-description", "Texten har ändrats sedan du läste den")
    icon.click()
    notice = page.locator("ledstang-hjalp .andrad")
    expect(notice).to_have_text("Texten har ändrats sedan du läste den: Läkaren bedömde.")
    expect(notice).to_be_visible()
    expect(page.locator(CHANGED)).to_have_count(0)
    page.keyboard.press("Escape")
    page.reload(wait_until="networkidle")
    expect(page.locator(CHANGED)).to_have_count(0)
    page.locator("a.hjalp-ikon").click()
    expect(notice).to_be_hidden()


def test_a_field_that_is_called_as_its_topic_is_not_mixed_up_with_it(page: Page) -> None:
    told = page.evaluate(
        """async () => {
            const { changedParts, markRead } = await import(
                [...document.scripts].find(each => each.src.endsWith("ledstang-hjalp.js"))
                    .src.replace("ledstang-hjalp.js", "hjalp-last.js"));
            const lank = "/help/amne/samtycke";
            const topic = { id: "samtycke", rubrik: "Samtycke", lank,
                html: "<p>Fråga patienten.</p><h3 id='samtycke_1'>Samtycke</h3><p>Välj.</p>" };
            const field = html => ({ id: "samtycke", rubrik: "Samtycke",
                lank: `${lank}#samtycke_1`, html });
            markRead(topic);
            return [topic, field("<p>Välj.</p>"), field("<p>Välj ett.</p>")].map(changedParts);
        }"""
    )
    assert told == [[], [], ["Samtycke"]]


def test_help_that_was_never_shown_is_not_kept_as_read(page: Page) -> None:
    assert page.evaluate("key => localStorage.getItem(key)", KEPT) is None


def test_what_is_read_is_not_sent(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    read_and_let_the_text_change(page)
    page.locator(CHANGED).click()
    assert not [each for each in sent if "en-annan-text" in each]
    kept = page.evaluate("key => JSON.parse(localStorage.getItem(key))", KEPT)
    assert list(kept) == ["utskrivningsklar"]


def test_a_broken_memory_is_forgotten(page: Page) -> None:
    page.evaluate("key => localStorage.setItem(key, '{trasig')", KEPT)
    page.reload(wait_until="networkidle")
    page.locator("a.hjalp-ikon").click()
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Läkaren bedömde")


def test_only_what_the_reader_has_seen_is_called_changed(page: Page) -> None:
    page.locator("[data-hjalp-vaxla]").click()
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Utskrivningsklar")
    page.evaluate(
        f"""() => {{ const seen = JSON.parse(localStorage.getItem("{KEPT}"));
        seen.utskrivningsklar["#senast"] = "en-annan-text";
        delete seen.utskrivningsklar["#nar"];
        localStorage.setItem("{KEPT}", JSON.stringify(seen)); }}"""
    )
    page.reload(wait_until="networkidle")
    notice = page.locator("ledstang-hjalp .andrad")
    expect(notice).to_have_text("Texten har ändrats sedan du läste den: Senast, När.")
    expect(page.locator(CHANGED)).to_have_count(0)
