"""When something goes wrong: a plain page, a number for support, never a trace."""

from __future__ import annotations

import logging

import pytest
from flask import Flask

from planning_ui.policy import Policy, policy
from tests.ui.conftest import ANNA, CECI, NUMBER, SAME_ORIGIN, Person


def test_a_wrong_address_is_a_plain_page_with_a_number(anna: Person) -> None:
    answer = anna.client.get("/finns-inte")
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.text
    assert answer.headers["X-Request-Id"] in answer.text


@pytest.mark.parametrize(
    "who",
    ["greta-granskare|greta-granskare-1", "lova-lokaladmin|lova-lokaladmin-1", CECI],
)
def test_a_role_without_patients_is_not_told_to_search_for_one(app: Flask, who: str) -> None:
    told = Person(app).sign_in(who).get("/finns-inte", status=404)
    assert "personnumret" not in told
    assert "översikten" not in told
    assert "gå till startsidan och välj i menyn" in told


def test_a_care_role_is_told_to_search_for_the_patient(anna: Person) -> None:
    assert "Sök patienten på personnumret" in anna.get("/finns-inte", status=404)


def test_a_wrong_way_of_asking_is_a_plain_page(anna: Person) -> None:
    assert "Så kan sidan inte användas" in anna.send("/oversikt").text


def test_a_form_that_is_too_large_is_refused(anna: Person, case: str) -> None:
    answer = anna.send(f"{case}/samtycke", varde="ja", anteckning="x" * 300_000)
    assert answer.status_code == 413
    assert "för stort" in answer.text


def test_an_unknown_command_is_not_found(anna: Person, case: str) -> None:
    assert anna.send(f"{case}/finns-inte").status_code == 404


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'{"falt": 3}'])
def test_a_draft_that_is_no_draft_is_refused_in_short(anna: Person, case: str, body: bytes) -> None:
    answer = anna.client.post(
        f"{case}/utkast/samtycke",
        data=body,
        content_type="application/json",
        headers={**SAME_ORIGIN, "X-Ledstang-Token": anna.token},
    )
    assert answer.status_code == 400
    assert answer.get_json()["nummer"]


def test_a_fault_is_logged_in_one_line_without_personal_data(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    @policy(Policy.SIGNED_IN)
    def broken() -> str:
        raise RuntimeError(f"the number {NUMBER} of Test Testsson")

    app.add_url_rule("/trasig", "broken", broken)
    app.testing = False
    anna = Person(app).sign_in(ANNA)
    with caplog.at_level(logging.INFO):
        answer = anna.client.get("/trasig")
    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.text
    assert answer.headers["X-Request-Id"] in answer.text
    assert "Traceback" not in answer.text
    assert "RuntimeError at test_errors.py" in caplog.text
    assert NUMBER not in caplog.text
    assert "Testsson" not in caplog.text


def test_an_expired_session_says_so_to_a_script_too(app: Flask, case: str) -> None:
    answer = app.test_client().post(f"{case}/utkast/samtycke", json={}, headers=SAME_ORIGIN)
    assert answer.status_code == 401
    assert answer.get_json() == {"fel": "Du är utloggad."}
