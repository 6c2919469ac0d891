"""The superusers' pages: what each button does, what is refused, and that no text is lost."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from help_service.editing import Editor
from help_service.editing.page_template import reviewed

from .conftest import GRETA, LOVA, NURSE, RITA, SARA
from .house import PAGE, SHORT, House, open_house, picture


@pytest.fixture
def house(tmp_path: Path) -> House:
    return open_house(tmp_path)


@pytest.mark.parametrize("who", [None, NURSE])
def test_nobody_without_a_right_gets_in(house: House, who: Editor | None) -> None:
    house.comes(who)
    for path in ("/help/redigera/", PAGE, f"{PAGE}/historik", f"{PAGE}/notering"):
        house.get(path, 403)
    for path in (PAGE, f"{PAGE}/visning", f"{PAGE}/skrivet", "/help/redigera/ny"):
        assert house.client.post(path, data={}).status_code == 403


def test_the_list_tells_state_dates_readability_and_progress(house: House) -> None:
    page = house.get("/help/redigera/")
    total = len(house.kit.library.topics)
    assert f"Granskade 2026: {total} av {total} sidor" in page
    assert "Inga luckor" in page
    house.press("skicka", house.text().replace(SHORT, "Tryck på **Kvittera** så snart du har läst"))
    waiting = house.get("/help/redigera/?lage=granskning")
    assert f"1 av {total} sidor" in waiting
    assert "Kvittera, version 1" in waiting


def test_what_is_overdue_stands_first(house: House) -> None:
    house.now[0] = datetime(2027, 6, 1, tzinfo=UTC)
    page = house.get("/help/redigera/?urval=forfallna")
    assert "försenad" in page
    assert "Granskade 2027: 0 av" in page


def test_the_list_is_narrowed_by_words_and_to_what_bears_on_patient_safety(house: House) -> None:
    total = len(house.kit.library.topics)
    assert f"1 av {total} sidor" in house.get("/help/redigera/?ord=KVITTERA")
    assert "Inga sidor stämmer" in house.get("/help/redigera/?ord=kvittera+finns-inte")
    listed = house.get("/help/redigera/?urval=sakerhet")
    assert f"1 av {total} sidor" in listed
    assert "Utskrivningsklar" in listed
    assert '<span class="marke-ord">Patientsäkerhet</span>' in listed
    assert "rör patientsäkerheten" in house.get("/help/redigera/amne/utskrivningsklar")
    assert "rör patientsäkerheten" not in house.get()


def test_who_has_read_a_page_sets_its_dates_with_one_press(house: House) -> None:
    house.now[0] = datetime(2027, 6, 1, 8, 0, tzinfo=UTC)
    page = unescape(house.press("last", house.text()).text)
    assert "granskad: 2027-06-01\ngranskas_senast: 2027-11-30\n" in page
    assert 'value="Läst igenom."' in page
    assert "Granskad är satt till 2027-06-01" in page
    assert house.press("skicka", house.text()).status_code == 303
    assert house.comes(GRETA).judge(1, "publicera").status_code == 303
    assert f"Granskade 2027: 1 av {len(house.kit.library.topics)}" in house.get("/help/redigera/")
    assert "redan satta" in unescape(house.comes(SARA).press("last", house.text()).text)


def test_dates_are_set_in_the_head_only() -> None:
    today = date(2027, 6, 1)
    body = "# T\n\ngranskad: 2020-01-01\n"
    assert reviewed(body, today) == body
    whole = reviewed(f"---\nid: t\ngranskad: 2020-01-01\n---\n{body}", today)
    assert whole == f"---\nid: t\ngranskad: 2027-06-01\n---\n{body}"


def test_a_reviewer_sees_how_the_page_becomes_for_each_role(house: House) -> None:
    house.press("skicka", house.text().replace(SHORT, "Tryck på **Kvittera** så snart du har läst"))
    page = house.comes(GRETA).get(f"{PAGE}/version/1?visa_som=kommun")
    assert '<details id="visning" open ' in page
    assert "<strong>Kvittera</strong> så snart du har läst" in page
    assert '<h4 id="kommunen">' in page
    assert '<details id="visning" open' not in house.get(f"{PAGE}/version/1")


def test_a_gap_becomes_a_topic_with_one_press_and_the_help_leads_there(tmp_path: Path) -> None:
    house = open_house(tmp_path, missing="nytt-steg")
    form = r'<form method="post" action="/help/redigera/ny">(.*?)Skriv sidan'
    found = re.search(form, house.get("/help/redigera/"), re.S)
    assert found
    assert 'name="nyckel" value="nytt-steg"' in found[1]
    answer = house.client.post("/help/redigera/ny", data={"slag": "steg", "nyckel": "nytt-steg"})
    assert answer.location == "/help/redigera/amne/nytt-steg"
    page = house.get(answer.location)
    assert "### Kommunen" in page
    assert "Det korta svaret saknas" in page
    again = house.client.post("/help/redigera/ny", data={"slag": "steg", "nyckel": "nytt-steg"})
    assert again.status_code == 400
    assert "finns redan" in again.text


def test_the_page_has_a_labelled_box_a_toolbar_and_strict_headers(house: House) -> None:
    answer = house.client.get(PAGE)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert '<label for="text">' in answer.text
    assert 'role="toolbar" aria-label="Formatera texten"' in answer.text
    assert answer.text.count("data-verktyg=") == 7
    assert answer.text.count("aria-keyshortcuts=") == 7


def test_the_preview_shows_each_role_its_own_and_the_paper_all(house: House) -> None:
    text = house.text()
    for role, own in (("slutenvard", "Slutenvården"), ("kommun", "Kommunen")):
        shown = house.ask("visning", text=text, visa_som=role).json
        assert shown
        assert f'<h4 id="{own.lower().replace("å", "a")}">' in shown["visning"]
    paper = house.ask("visning", text=text, visa_som="lathund").json
    assert paper
    assert "papper" in paper["visning"]
    assert paper["fel"] == 0


def test_a_broken_text_keeps_its_remarks_and_says_so_in_place_of_the_preview(house: House) -> None:
    said = house.ask("visning", text="---\nid: [", visa_som="").json
    assert said
    assert said["fel"] > 0
    assert "inte kan visas" in said["visning"]


def test_a_sentence_is_mended_reviewed_by_a_second_person_and_seen(house: House) -> None:
    house.publishes("Tryck på **Kvittera** genast när du har läst")
    assert "genast när du har läst" in house.get("/help/amne/kvittera")
    history = house.get(f"{PAGE}/historik")
    assert "Sara" in history
    assert "Sara skickade version 1 på granskning." in history
    assert "Greta publicerade version 1" in history


def test_nobody_publishes_the_own_text(house: House) -> None:
    house.comes(GRETA).press("skicka", house.text().replace(SHORT, "Tryck när du har läst"))
    page = house.get(f"{PAGE}/version/1")
    assert "Du har själv skrivit" in page
    assert "Godkänn och publicera" not in page
    answer = house.judge(1, "publicera")
    assert answer.status_code == 400
    assert SHORT.replace("**", "") not in answer.text or "Du har själv" in answer.text
    assert house.kit.editing.shelf.history("kvittera").live == 0


def test_a_refusal_needs_a_reason_and_the_writer_reads_it(house: House) -> None:
    house.press("skicka", house.text().replace(SHORT, "Tryck på knappen när du har läst"))
    assert house.comes(GRETA).judge(1, "avsla").status_code == 400
    assert house.judge(1, "avsla", text="Säg vilken knapp.").status_code == 303
    page = house.comes(SARA).get()
    assert "blev inte godkänd" in page
    assert "Säg vilken knapp." in page


def test_a_comment_is_kept_with_its_name(house: House) -> None:
    house.press("skicka", house.text().replace(SHORT, "Tryck när du har läst"))
    house.comes(GRETA).judge(1, "kommentera", text="<b>Bra</b>")
    answer = house.client.get(f"{PAGE}/version/1")
    assert "&lt;b&gt;Bra&lt;/b&gt;" in answer.text


def test_a_time_in_the_future_is_needed_to_publish_later(house: House) -> None:
    house.press("skicka", house.text().replace(SHORT, "Tryck när du har läst"))
    house.comes(GRETA)
    for nar in ("", "i morgon", "2020-01-01T08:00"):
        assert house.judge(1, "schemalagg", nar=nar).status_code == 400
    assert house.judge(1, "schemalagg", nar="2026-11-24T07:00").status_code == 303
    assert "24 nov 2026 kl. 07:00" in house.get(f"{PAGE}/version/1")
    house.kit.editing.judging.publish_due(datetime(2026, 11, 24, 6, 0, tzinfo=UTC))
    assert house.kit.editing.shelf.history("kvittera").live == 1


def test_the_difference_is_shown_in_words(house: House) -> None:
    house.press("skicka", house.text().replace(SHORT, SHORT.replace("läst", "förstått")))
    page = house.comes(GRETA).get(f"{PAGE}/version/1")
    assert "<del>läst</del>" in page
    assert "<ins>förstått</ins>" in page


def test_an_earlier_text_comes_back_with_one_press(house: House) -> None:
    house.publishes("Tryck på knappen när du har läst")
    assert "Visa igen" in house.get(f"{PAGE}/historik")
    answer = house.client.post(f"{PAGE}/historik", data={"version": "0"})
    assert answer.status_code == 303
    assert "Tryck på <strong>Kvittera</strong> när" in house.get("/help/amne/kvittera")
    assert (
        house.comes(SARA).client.post(f"{PAGE}/historik", data={"version": "1"}).status_code == 400
    )


def test_two_at_once_are_told_of_each_other(house: House) -> None:
    house.comes(GRETA).get()
    assert "Greta redigerar just nu." in house.comes(SARA).get()
    said = house.ask("skrivet", base=0).json
    assert said
    assert said["andra"] == ["Greta"]


def test_saving_over_a_newer_version_is_never_silent_and_loses_nothing(house: House) -> None:
    text, base = house.text(), house.base()
    house.press("spara", text.replace(SHORT, "Saras mening när du har läst"), base=base)
    house.comes(GRETA)
    mine = text.replace(SHORT, "Gretas mening när du har läst").replace("## När", "## När\n\nNytt.")
    answer = house.press("spara", mine, base=base)
    assert answer.status_code == 409
    page = unescape(answer.text)
    for words in ("Saras mening", "Gretas mening", "<<<<<<< DIN TEXT", "Sara har ändrat samma"):
        assert words in page
    marked = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', page, re.S)
    assert marked
    stopped = house.press("skicka", marked[1], base="1")
    assert stopped.status_code == 400
    assert "inte är sammanförda" in unescape(stopped.text)
    assert house.press("spara", mine, base="2").status_code == 303


def test_changes_in_different_places_are_merged_ready_to_save(house: House) -> None:
    text, base = house.text(), house.base()
    house.press("spara", text.replace(SHORT, "Saras mening när du har läst"), base=base)
    answer = house.comes(GRETA).press("spara", text + "\nGretas stycke sist.\n", base=base)
    page = unescape(answer.text)
    assert "gick att föra samman" in page
    merged = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', page, re.S)
    assert merged
    assert "Saras mening" in merged[1]
    assert "Gretas stycke sist." in merged[1]


def test_what_is_typed_is_there_again_and_can_be_thrown_away(house: House) -> None:
    typed = house.text() + "\nHalvfärdigt\n"
    house.ask("skrivet", base=0, text=typed)
    assert house.text() == typed
    assert "har inte sparat det som version" in house.get()
    assert "Halvfärdigt" not in house.comes(GRETA).text()
    house.comes(SARA).press("slang", typed)
    assert "Halvfärdigt" not in house.text()


def test_what_cannot_be_sent_is_kept_as_a_draft(house: House) -> None:
    text = house.text().replace("## När", "## När\n\nSe [sidan](finns-inte.md).")
    answer = house.press("skicka", text)
    assert answer.status_code == 400
    assert "Länken leder ingenstans" in unescape(answer.text)
    assert "finns-inte.md" in house.comes(SARA).text()


def test_a_personal_number_is_told_and_stops_review(house: House) -> None:
    text = house.text().replace("## När", "## När\n\nGäller 189002029800.")
    said = house.ask("visning", text=text, visa_som="").json
    assert said
    assert "personnummer" in said["anmarkningar"]
    assert house.press("skicka", text).status_code == 400
    assert house.kit.editing.shelf.history("kvittera").live == 0


def test_without_javascript_a_heading_and_the_preview_have_buttons(house: House) -> None:
    text = re.sub(r"## Senast\n.*?(?=\n## )", "", house.text(), flags=re.S)
    page = unescape(house.press("visa", text).text)
    assert 'value="rubrik:## Senast"' in page
    page = unescape(house.press("rubrik:## Senast", text).text)
    assert "\n## Senast\n" in page
    assert "Rubriken Senast har ingen text" in page


def test_without_javascript_a_picture_is_put_in_and_shown(house: House) -> None:
    fields = {"base": "0", "text": house.text(), "gor": "bild", "alt": "Knappen Kvittera"}
    answer = house.client.post(PAGE, data={**fields, "bild": (BytesIO(picture()), "../../x.png")})
    page = unescape(answer.text)
    line = re.search(r"!\[Knappen Kvittera\]\(\.\./bilder/([0-9a-f]{64}\.png)\)", page)
    assert line
    shown = house.client.get(f"/help/redigera/bild/{line[1]}")
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert house.client.get(f"/help/bild/bilder/{line[1]}").status_code == 404
    assert house.comes(None).client.get(f"/help/redigera/bild/{line[1]}").status_code == 403


def test_a_photograph_larger_than_any_form_of_text_is_taken(house: House) -> None:
    out = BytesIO()
    Image.effect_noise((1200, 900), 90).convert("RGB").save(out, "PNG")
    assert len(out.getvalue()) > 1_000_000
    out.seek(0)
    answer = house.client.post(f"{PAGE}/bild", data={"bild": (out, "a.png"), "alt": "Brus"})
    assert answer.status_code == 200
    too_much = BytesIO(b"\x89PNG\r\n\x1a\n" + b"x" * 9_000_000)
    answer = house.client.post(f"{PAGE}/bild", data={"bild": (too_much, "a.png"), "alt": "Brus"})
    assert answer.status_code == 413


def test_a_published_picture_is_shown_to_all(house: House) -> None:
    sent = {"bild": (BytesIO(picture()), "a.png"), "alt": "Knappen Kvittera"}
    line = house.client.post(f"{PAGE}/bild", data=sent).json
    assert line
    house.publishes(f"{line['rad']}\n\n{SHORT}".split("\n\n")[1] + f" {line['rad']}")
    page = house.get("/help/amne/kvittera")
    found = re.search(r'src="(/help/bild/[^"]+)"', page)
    assert found
    assert house.client.get(found[1]).status_code == 200


@pytest.mark.parametrize(
    ("data", "alt", "words"),
    [
        (picture(), "", "vad bilden visar"),
        (b"MZ", "Något", "ingen bild"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><!ENTITY", "Något", "inte att läsa"),
        (b"\x89PNG\r\n\x1a\n", "Något", "inte att läsa"),
    ],
)
def test_a_bad_picture_is_refused_with_a_clear_line(
    house: House, data: bytes, alt: str, words: str
) -> None:
    answer = house.client.post(f"{PAGE}/bild", data={"bild": (BytesIO(data), "a.png"), "alt": alt})
    assert answer.status_code == 400
    assert answer.json
    assert words in answer.json["fel"]


def test_a_link_is_found_by_search_with_its_way_from_the_page(house: House) -> None:
    found = house.ask("lankar", q="vidarebefordra").json
    assert found
    assert found["traffar"][0]["adress"] == "vidarebefordra.md"
    found = house.ask("lankar", q="betalningsansvar").json
    assert found
    assert "../admin/betalningsansvar.md" in [t["adress"] for t in found["traffar"]]
    text = house.text() + f"\nSe [det här ämnet]({found['traffar'][0]['adress']}).\n"
    said = house.ask("visning", text=text, visa_som="").json
    assert said
    assert said["fel"] == 0
    nothing = house.ask("lankar", q="189002029800").json
    assert nothing == {"traffar": []}


def test_a_local_note_is_written_on_its_own_form_only(house: House) -> None:
    house.comes(LOVA)
    assert house.client.get(PAGE).location == f"{PAGE}/notering"
    answer = house.client.post(f"{PAGE}/notering", data={"base": "0", "text": "Ring 060."})
    assert answer.status_code == 303
    page = house.get(f"{PAGE}/notering")
    assert "I Sundsvalls kommun" in page
    assert 'href="/help/amne/kvittera?enhet=kommun-sundsvall">Se sidan i hjälpen' in page
    assert ">Skriv<" not in page
    assert ">Skriv<" not in house.get(f"{PAGE}/historik")
    late = house.client.post(f"{PAGE}/notering", data={"base": "0", "text": "Ring inte."})
    assert late.status_code == 409
    assert "Ring inte." in late.text
    assert "Ring 060." in late.text
    bad = house.client.post(f"{PAGE}/notering", data={"base": "1", "text": "<script>"})
    assert bad.status_code == 400
    assert "<script>" not in bad.text
    house.comes(SARA).get(f"{PAGE}/notering", 403)


def test_a_local_superuser_finds_the_own_notes_in_the_list(house: House) -> None:
    house.comes(LOVA)
    assert "Inga än. Välj en sida" in house.get("/help/redigera/")
    house.client.post(f"{PAGE}/notering", data={"text": "Ring oss.", "base": "0"})
    listed = house.get("/help/redigera/").split("Lokala noteringar")[1].split("Saknar")[0]
    assert f'<a href="{PAGE}/notering">Kvittera</a>' in listed
    assert "Lokala noteringar" not in house.comes(SARA).get("/help/redigera/")


def test_a_draft_does_not_say_who_may_review_it(house: House) -> None:
    house.press("spara", house.text().replace(SHORT, "Tryck på knappen när du har läst"))
    assert "inte granskare" not in house.get(f"{PAGE}/version/1")
    house.client.post(f"{PAGE}/version/1", data={"gor": "skicka"})
    assert "inte granskare" in house.get(f"{PAGE}/version/1")


def test_a_safety_topic_needs_the_right_reviewer(house: House) -> None:
    page = PAGE.replace("kvittera", "utskrivningsklar")
    found = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', house.get(page), re.S)
    assert found
    text = found[1].replace("Läkaren bedömer.", "Läkaren gör en bedömning.")
    sent = {"base": "0", "gor": "skicka", "text": text}
    assert house.client.post(page, data=sent).status_code == 303
    assert "patientsäkerheten" in house.comes(GRETA).get(f"{page}/version/1")
    assert "Godkänn och publicera nu" in house.comes(RITA).get(f"{page}/version/1")
