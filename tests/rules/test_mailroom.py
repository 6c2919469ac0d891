"""What a unit has received stays in sight until somebody has acknowledged it."""

from __future__ import annotations

from datetime import datetime, timedelta

from ledstang.loading import load_agreements, load_rulebook
from planning.access import Request
from planning.desk import Desk
from planning.mailroom import Mailroom, has_received
from planning.organisation import Actor, Purpose
from planning.ports import Stores
from planning.vocabulary import Role
from storage.memory import memory_stores
from tests.storage.records import KOMMUN, MORNING, access, event, message, row

BO = Actor("bo", "Bo", Role.MUNICIPALITY, KOMMUN, Purpose.SOCIAL_SERVICE)
MANY = 520


def a_mailroom(stores: Stores) -> Mailroom:
    agreements = load_agreements()
    return Mailroom(Desk(stores, load_rulebook(), agreements, agreements["lagen"], lambda: "c2"))


def a_long_inbox() -> Stores:
    """Very many messages that are read, and below them all one that nobody has read."""
    stores, read_at = memory_stores(), MORNING + timedelta(days=90)
    read = [message(number, acknowledged_at=read_at) for number in range(2, MANY)]
    stores.cases.append("c1", 0, [event(1)], row(), [message(1), *read], access())
    return stores


def numbers_in(mailroom: Mailroom, unread_only: bool) -> list[int]:
    now: datetime = MORNING + timedelta(days=91)
    mail = mailroom.received(BO, now, unread_only, Request())
    return [each.number for each in mail.rows]


def test_what_nobody_has_read_is_there_below_five_hundred_newer_ones() -> None:
    mailroom = a_mailroom(a_long_inbox())
    found = numbers_in(mailroom, False)
    assert found[-1] == 1
    assert found[0] == MANY - 1
    assert found == sorted(found, reverse=True)


def test_only_what_nobody_has_read_when_that_is_asked_for() -> None:
    assert numbers_in(a_mailroom(a_long_inbox()), True) == [1]


def test_a_message_that_is_not_there_has_not_been_received() -> None:
    mailroom = a_mailroom(a_long_inbox())
    case = mailroom.desk.files.read("c1").case
    assert not has_received(BO, case, 99_999)
