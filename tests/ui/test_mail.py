"""Inkorg is the unit's: acknowledged with care, shared out, put aside by each for oneself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from planning.ports import Stores
from tests.ui.conftest import TUVA, Clock, Person, admit, announce

OTHER = {"personnummer": "20030202-2389", "namn": "Adam Abel"}
MARKED = 'name="post" value="'


@pytest.fixture
def told(anna: Person, case: str) -> str:
    """A case that kommun and open care have been told of."""
    announce(anna, case)
    return case


def posts_in(page: str) -> list[str]:
    """The messages that can be marked on the page."""
    return [each.partition('"')[0] for each in page.split(MARKED)[1:]]


def colleague(app: Flask, stores: Stores) -> Person:
    """Somebody else in the office of Bo."""
    user, assignment = TUVA.split("|")
    found = next(a for a in stores.directory.assignments("bo-bistand"))
    known = stores.directory.user(user)
    assert known
    stores.directory.save_user(known, [replace(found, id=assignment, user=user)])
    return Person(app).sign_in(TUVA)


def test_several_are_acknowledged_after_a_look_at_what_they_are(
    anna: Person, bo: Person, told: str
) -> None:
    announce(anna, admit(anna, **OTHER))
    posts = posts_in(bo.get("/inkorg"))
    assert len(posts) == 2
    asked = bo.send("/inkorg/kvittera", post=posts).text
    assert "Kvittera det här?" in asked
    assert "Adam Abel" in asked
    assert "Test Testsson" in asked
    assert len(posts_in(bo.get("/inkorg"))) == 2
    answer = bo.send("/inkorg/kvittera", post=posts, bekrafta="ja")
    page = bo.get(answer.location)
    assert "2 meddelanden är kvitterade för er enhet." in page
    assert "Allt är kvitterat." in page


def test_nothing_marked_is_told_so(bo: Person, told: str) -> None:
    for path in ("kvittera", "ge", "gom", "visa-igen"):
        answer = bo.send(f"/inkorg/{path}")
        assert answer.status_code == 422
        assert "Markera minst ett meddelande" in answer.text


def test_a_colleague_is_made_responsible_and_the_unit_again(bo: Person, told: str) -> None:
    posts = posts_in(bo.get("/inkorg"))
    page = bo.get(bo.send("/inkorg/ge", post=posts, kollega="bo-bistand").location)
    assert "Kollegan ansvarar nu för meddelandet." in page
    assert '"Ansvarar">Du <span' in page
    assert posts_in(bo.get("/inkorg?visa=mina")) == posts
    bo.send("/inkorg/ge", post=posts, kollega="")
    assert posts_in(bo.get("/inkorg?visa=mina")) == []


def test_nobody_outside_the_unit_can_be_made_responsible(bo: Person, told: str) -> None:
    posts = posts_in(bo.get("/inkorg"))
    assert bo.send("/inkorg/ge", post=posts, kollega="anna-avd11").status_code == 400


def test_what_one_hides_the_colleagues_still_see(
    app: Flask, stores: Stores, bo: Person, told: str
) -> None:
    tuva = colleague(app, stores)
    posts = posts_in(bo.get("/inkorg"))
    page = bo.get(bo.send("/inkorg/gom", post=posts).location)
    assert "Ångra under Gömda." in page
    assert posts_in(page) == []
    assert posts_in(tuva.get("/inkorg")) == posts
    assert posts_in(bo.get("/inkorg?visa=gomda")) == posts
    bo.send("/inkorg/visa-igen", post=posts)
    assert posts_in(bo.get("/inkorg")) == posts


def test_a_case_of_others_is_not_there_to_be_hidden_or_given(
    app: Flask, bo: Person, told: str
) -> None:
    stranger = Person(app).sign_in(TUVA)
    posts = posts_in(bo.get("/inkorg"))
    for path in ("ge", "gom"):
        assert stranger.send(f"/inkorg/{path}", post=posts).status_code == 404


@pytest.mark.parametrize("post", ["x", "a:b", ":3", "arende-1:99999999999"])
def test_a_message_that_is_none_is_refused(bo: Person, told: str, post: str) -> None:
    assert bo.send("/inkorg/gom", post=post).status_code == 400


def test_what_wants_an_answer_waits_until_the_unit_has_written(
    anna: Person, bo: Person, told: str, clock: Clock
) -> None:
    asked = {"amne": "Nyckel", "text": "Vem har nyckeln?", "svar_kravs": "ja"}
    anna.do(told, "generellt-meddelande", mottagare="sundsvall-bistand", **asked)
    assert "svar önskas" in bo.get("/inkorg?visa=svar")
    clock.turn(minutes=5)
    reply = {"amne": "Svar", "text": "Vi har den."}
    bo.do(told, "generellt-meddelande", mottagare="sundsvall-avd-11", **reply)
    assert "svar önskas" not in bo.get("/inkorg?visa=svar")
    assert "besvarat" in bo.get("/inkorg?visa=alla")


def test_the_sent_list_tells_who_has_read_what_and_when(
    anna: Person, bo: Person, told: str, clock: Clock
) -> None:
    assert "0 av 2 har kvitterat" in anna.get("/inkorg/skickat")
    clock.turn(minutes=10)
    number = posts_in(bo.get("/inkorg"))[0].rpartition(":")[2]
    bo.send(f"{told}/kvittera", meddelande=number, tillbaka="inkorg")
    page = anna.get("/inkorg/skickat?visa=vantar")
    assert "1 av 2 har kvitterat" in page
    assert "Biståndsenheten Sundsvall: kvitterat" in page
    assert "i dag 08:10" in page
    assert "Bo Lindgren" in page


def test_a_message_is_forwarded_or_rejected_from_the_list(hanna: Person, told: str) -> None:
    page = hanna.get("/inkorg")
    number = posts_in(page)[0].rpartition(":")[2]
    assert f"gor=avvisa&meddelande={number}#nu" in page
    form = hanna.get(f"{told}/steg/vidarebefordra?gor=avvisa&meddelande={number}")
    assert f'id="falt-meddelande" name="meddelande" value="{number}"' in form


def test_whoever_was_signed_out_over_the_inbox_comes_back_to_the_same_drawer(
    bo: Person, clock: Clock
) -> None:
    token = bo.token
    clock.turn(hours=1)
    answer = bo.post("/inkorg/kvittera", token=token, visa="mina", post="arende-1:4")
    assert answer.status_code == 401
    assert "till=/inkorg?visa%3Dmina" in answer.text


def test_whoever_acknowledges_in_the_list_is_led_on_to_the_patient(bo: Person, told: str) -> None:
    page = bo.get("/inkorg")
    number = posts_in(page)[0].rpartition(":")[2]
    answer = bo.send(f"{told}/kvittera", meddelande=number, tillbaka="inkorg", visa="mina")
    assert answer.location.startswith("/inkorg?visa=mina&klart=kvitterat")
    assert f'href="{told}">Öppna patienten och se nästa steg</a>' in bo.get(answer.location)
    assert "Öppna patienten" not in bo.get("/inkorg?klart=kvitterat&arende=//nagon.annanstans")


def test_the_drawer_is_the_same_before_and_after_a_look_at_several(bo: Person, told: str) -> None:
    posts = posts_in(bo.get("/inkorg"))
    bo.send("/inkorg/ge", post=posts, kollega="bo-bistand")
    asked = bo.send("/inkorg/kvittera", post=posts, visa="mina", sida="1").text
    assert 'name="visa" value="mina"' in asked
    assert '<a href="/inkorg?visa=mina">Avbryt</a>' in asked
    answer = bo.send("/inkorg/kvittera", post=posts, visa="mina", sida="1", bekrafta="ja")
    assert answer.location.startswith("/inkorg?visa=mina&klart=kvitterat")


def annul(person: Person, case: str, number: str) -> str:
    """Annul a message; the answer is the page that follows."""
    return person.do(case, "makulera", meddelande=number, orsak="Fel patient")


def test_whoever_has_read_what_is_annulled_is_told_and_says_so(
    anna: Person, bo: Person, hanna: Person, told: str, clock: Clock
) -> None:
    number = posts_in(bo.get("/inkorg"))[0].rpartition(":")[2]
    bo.send(f"{told}/kvittera", meddelande=number, tillbaka="inkorg")
    clock.turn(minutes=5)
    annul(anna, told, number)
    assert posts_in(hanna.get("/inkorg")) == [], "nobody there has read it"
    page = bo.get("/inkorg")
    assert "Kvittera makulering" in page
    assert "makulerat" in page
    assert "har läst, men inte kvitterat makuleringen" in anna.get("/inkorg/skickat?visa=vantar")
    assert "Makuleringen är inte kvitterad" in anna.get(told)
    assert 'aria-label="Kvittera makulering, Inskrivningsmeddelande"' in bo.get(told)
    answer = bo.send(f"{told}/kvittera", meddelande=number, tillbaka="inkorg")
    assert posts_in(bo.get(answer.location)) == []
    assert "Makuleringen kvitterad i dag 08:05, Bo Lindgren" in anna.get(told)
    assert posts_in(bo.get("/inkorg?visa=alla")), "it stays to be found"


def test_several_annulled_are_acknowledged_at_once_with_what_they_are(
    anna: Person, bo: Person, told: str
) -> None:
    posts = posts_in(bo.get("/inkorg"))
    bo.send("/inkorg/kvittera", post=posts, bekrafta="ja")
    annul(anna, told, posts[0].rpartition(":")[2])
    assert "makulerat</span>" in bo.send("/inkorg/kvittera", post=posts).text
    bo.send("/inkorg/kvittera", post=posts, bekrafta="ja")
    assert posts_in(bo.get("/inkorg")) == []


def test_a_case_annulled_whole_is_told_to_whoever_has_read_in_it(
    anna: Person, bo: Person, hanna: Person, told: str
) -> None:
    posts = posts_in(bo.get("/inkorg"))
    bo.send("/inkorg/kvittera", post=posts, bekrafta="ja")
    annul(anna, told, "1")
    assert posts_in(hanna.get("/inkorg")) == []
    assert posts_in(bo.get("/inkorg")) == posts
    bo.send("/inkorg/kvittera", post=posts, bekrafta="ja")
    assert posts_in(bo.get("/inkorg")) == []
    assert "makulerat" in bo.get("/inkorg?visa=alla")
