"""The same in the whole system: a vote needs no token, the list needs a superuser."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from werkzeug.test import Client

from ledstang.settings import Settings
from storage import open_help_stores
from tests.whole_system import made_up_region, whole_system

OWN = {"Sec-Fetch-Site": "same-origin"}
LIST = "/help/redigera/att-gora"
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return made_up_region(tmp_path)


@pytest.fixture
def client(settings: Settings) -> Iterator[Client]:
    with whole_system(settings) as browser:
        yield browser()


def sign_in(client: Client, who: str) -> None:
    door = _TOKEN.search(client.get("/logga-in/demo").text)
    assert door
    data = {"token": door[1], "person": who}
    assert client.post("/logga-in/demo", data=data, headers=OWN).status_code == 302


def test_a_vote_needs_our_own_page_but_no_token(client: Client, settings: Settings) -> None:
    said = {"id": "kvittera", "hash": "0" * 16, "svar": "ja"}
    assert client.post("/help/api/v1/feedback", json=said, headers=OWN).status_code == 204
    assert client.post("/help/svar", data=said, headers=OWN).status_code == 200
    for address in ("/help/api/v1/feedback", "/help/api/v1/opened", "/help/svar"):
        foreign = client.post(address, json=said, headers={"Sec-Fetch-Site": "cross-site"})
        assert foreign.status_code in (400, 403)
    kept = open_help_stores(settings.database).feedback
    assert len(kept.said(date(2020, 1, 1))) == 2


def test_the_list_is_for_superusers(client: Client) -> None:
    assert client.get(LIST).status_code in (302, 303)
    sign_in(client, "anna-avd11|anna-avd11-1")
    assert client.get(LIST).status_code == 403


def test_a_superuser_adds_a_word_with_the_token_of_the_session(
    client: Client, settings: Settings
) -> None:
    sign_in(client, "sara-super|sara-super-1")
    token = _TOKEN.search(client.get(LIST).text)
    assert token
    said = {"skrivs": "flumsa", "amne": "kvittera"}
    assert client.post(f"{LIST}/ord", data=said, headers=OWN).status_code == 403
    answer = client.post(f"{LIST}/ord", data=said | {"token": token[1]}, headers=OWN)
    assert answer.status_code == 303
    (word,) = open_help_stores(settings.database).words.words()
    assert word.skrivs == "flumsa"
    found = client.get("/help/api/v1/search?q=flumsa").json
    assert found["resultat"][0]["id"] == "kvittera"
