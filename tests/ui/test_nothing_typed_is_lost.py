"""The session ends or begins anew in the middle of a form: what was typed is not lost."""

from __future__ import annotations

from html import unescape

import pytest
from flask import Flask

from tests.ui.conftest import ANNA, BO, CECI, Clock, Person

FORMS = {
    "a message": (ANNA, "{case}/generellt-meddelande", {"text": "Hon vill\nha <nyckeln> hem"}),
    "a care form": (ANNA, "{case}/samtycke", {"anteckning": "Pratar med dottern"}),
    "the name of a filter": (ANNA, "/oversikt/filter", {"namn": "Min egen lista"}),
    "an amount": (CECI, "/belopp", {"ar": "2031", "belopp": "11 222", "kalla": "Föreskrift"}),
}
each_form = pytest.mark.parametrize(("who", "path", "texts"), FORMS.values(), ids=FORMS)


def given_back(page: str) -> str:
    """The page with its line ends as they were typed."""
    return unescape(page).replace("\r\n", "\n")


@each_form
def test_a_form_from_before_signing_in_anew_gives_its_text_back(
    app: Flask, case: str, who: str, path: str, texts: dict[str, str]
) -> None:
    person = Person(app).sign_in(who)
    old = person.token
    person.back()
    answer = person.post(path.format(case=case), token=old, **texts)
    assert answer.status_code == 403
    assert "Sidan var öppnad före inloggningen" in answer.text
    assert all(text in given_back(answer.text) for text in texts.values())
    assert "<nyckeln>" not in answer.text


@each_form
def test_a_form_sent_after_signing_out_elsewhere_gives_its_text_back(
    app: Flask, case: str, who: str, path: str, texts: dict[str, str]
) -> None:
    person = Person(app).sign_in(who)
    old = person.token
    person.post("/logga-ut", token=old)
    answer = person.post(path.format(case=case), token=old, **texts)
    assert answer.status_code == 401
    assert "Det här skrev du" in answer.text
    assert all(text in given_back(answer.text) for text in texts.values())


def test_a_kept_text_is_not_shown_to_whoever_stands_at_the_workstation(
    anna: Person, case: str, clock: Clock
) -> None:
    token = anna.token
    clock.turn(hours=1)
    answer = anna.post(f"{case}/samtycke", token=token, anteckning="Pratar med dottern")
    assert "sparat som utkast" in answer.text
    assert "Pratar med dottern" not in answer.text


def test_the_text_of_the_person_before_is_never_kept_for_the_next(
    app: Flask, anna: Person, case: str
) -> None:
    old = anna.token
    anna.sign_in(BO)
    anna.post(f"{case}/generellt-meddelande", token=old, text="Annas ord")
    assert "Annas ord" not in anna.get(f"{case}/steg/generellt-meddelande")


def test_the_page_leads_back_to_the_form(anna: Person, case: str) -> None:
    old = anna.token
    anna.back()
    answer = anna.post(f"{case}/samtycke", token=old, anteckning="Pratar med dottern")
    assert f'href="{case}/steg/samtycke?gor=samtycke"' in answer.text


def test_a_page_that_takes_its_own_form_is_opened_again_at_its_address(anna: Person) -> None:
    old = anna.token
    anna.back()
    answer = anna.post("/uppdrag", token=old, uppdrag="anna-avd11-1")
    assert 'href="/uppdrag">Öppna sidan igen' in answer.text


def test_a_script_is_answered_in_short(anna: Person, case: str) -> None:
    answer = anna.client.post(
        f"{case}/utkast/samtycke",
        json={"falt": {"anteckning": "x"}},
        headers={"Sec-Fetch-Site": "same-origin", "X-Ledstang-Token": "gammal"},
    )
    assert answer.status_code == 403
    assert answer.get_json()["fel"]
