"""The help panel, and the button that opens it, are on every page: before sign-in and on errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.ui.conftest import CECI, Clock, Person

Leads = Callable[[Person, str, Clock], TestResponse]

BEFORE: Mapping[str, Leads] = {
    "sign-in": lambda who, case, clock: who.client.get("/logga-in/demo"),
    "wrong address": lambda who, case, clock: who.client.get("/logga-in/finns-inte"),
    "refused host": lambda who, case, clock: who.client.get("/", headers={"Host": "a.example"}),
}
SIGNED_IN: Mapping[str, Leads] = {
    "wrong address": lambda who, case, clock: who.client.get("/finns-inte"),
    "not allowed": lambda who, case, clock: who.client.get("/belopp"),
    "wrong method": lambda who, case, clock: who.send("/oversikt"),
    "too large": lambda who, case, clock: who.send(f"{case}/samtycke", anteckning="x" * 300_000),
    "old form": lambda who, case, clock: who.post(f"{case}/samtycke", token="gammal", varde="ja"),
}


def has_panel(answer: TestResponse) -> bool:
    """Whether the panel, its program, its look and its button are on the page, once each."""
    wanted = (
        "<ledstang-hjalp ", "/help/static/ledstang-hjalp.js", "/help/static/ledstang-hjalp.css",
        "data-hjalp-vaxla",
    )  # fmt: skip
    return [answer.text.count(each) for each in wanted] == [1] * len(wanted)


@pytest.mark.parametrize("page", BEFORE)
def test_who_has_not_signed_in_has_the_help_of_the_sign_in(
    app: Flask, clock: Clock, page: str
) -> None:
    answer = BEFORE[page](Person(app), "", clock)
    assert has_panel(answer)
    assert 'vy="inloggning"></ledstang-hjalp>' in answer.text


@pytest.mark.parametrize("page", SIGNED_IN)
def test_an_error_takes_no_help_away(anna: Person, case: str, clock: Clock, page: str) -> None:
    answer = SIGNED_IN[page](anna, case, clock)
    assert answer.status_code >= 400
    assert has_panel(answer)
    assert 'roll="slutenvard"' in answer.text


def test_who_has_signed_out_or_waited_too_long_has_it_too(
    anna: Person, case: str, clock: Clock
) -> None:
    out = anna.send("/logga-ut")
    page = out if out.status_code == 200 else anna.client.get(out.location)
    assert "Du är utloggad" in page.text
    assert has_panel(page)
    anna.back()
    token = anna.token
    clock.turn(hours=2)
    late = anna.post(f"{case}/samtycke", token=token, varde="ja")
    assert "Du har loggats ut" in late.text
    assert has_panel(late)


def test_where_help_is_closed_only_the_signed_in_have_it(app: Flask) -> None:
    parts = app.extensions["ledstang"]
    app.extensions["ledstang"] = replace(parts, settings=replace(parts.settings, public_help=False))
    for path in ("/logga-in/demo", "/logga-in/finns-inte"):
        assert "hjalp.js" not in Person(app).client.get(path).text
        assert "<ledstang-hjalp" not in Person(app).client.get(path).text
        assert "data-hjalp-vaxla" not in Person(app).client.get(path).text
    assert has_panel(Person(app).sign_in(CECI).client.get("/start"))
