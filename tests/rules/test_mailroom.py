"""What a unit has received stays in sight until somebody has acknowledged it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from ledstang.loading import load_agreements, load_rulebook
from planning.access import Request
from planning.desk import Desk
from planning.errors import NotFound, Refusal
from planning.mailroom import Mailroom, has_received
from planning.organisation import Actor, Assignment, Purpose, User
from planning.ports import Stores
from planning.vocabulary import Role
from storage.memory import memory_stores
from tests.builders import MUNICIPALITY, OPEN_CARE, OTHER_WARD, WARD
from tests.rules.office import ASKED, NOW, Office, an_office
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


def test_a_receiver_has_received_and_the_sender_has_not() -> None:
    office, _, number = announced()
    case = office.desk.files.read(office.case_id).case
    assert [has_received(who, case, number) for who in (MUNICIPALITY, WARD)] == [True, False]


AFTER = NOW + timedelta(hours=3)


def announced() -> tuple[Office, Mailroom, int]:
    """An office where the ward has sent its inskrivningsmeddelande, and the message's number."""
    office = an_office()
    office.do(WARD, "samtycke", varde="ja")
    office.do(WARD, "inskrivningsmeddelande", behov=["kommunal-hsv"])
    case = office.desk.files.read(office.case_id).case
    number = next(case.valid_messages("inskrivningsmeddelande")).number
    return office, Mailroom(office.desk), number


def hidden_from(mailroom: Mailroom, actor: Actor) -> frozenset[tuple[str, int]]:
    return mailroom.received(actor, AFTER, False, ASKED).hidden


def test_the_sender_sees_one_row_for_each_receiver_and_that_is_logged() -> None:
    office, mailroom, number = announced()
    rows = mailroom.sent(WARD, AFTER, ASKED)
    assert {row.unit for row in rows if row.number == number} == {"hc-granlo", "sundsvall-bistand"}
    assert office.case_id in office.rows()[-1]["shown"]


def test_who_does_not_work_with_patients_has_neither_received_nor_sent() -> None:
    _, mailroom, _ = announced()
    central = replace(WARD, role=Role.CENTRAL, purpose=Purpose.ADMINISTRATION)
    assert list(mailroom.sent(central, AFTER, ASKED)) == []
    assert mailroom.received(central, AFTER, False, ASKED).rows == ()


def test_a_message_is_asked_of_a_colleague_and_given_back_to_the_unit() -> None:
    office, mailroom, number = announced()
    post = (office.case_id, number)
    mailroom.assign(MUNICIPALITY, [post], "tuva", AFTER, ASKED)
    assigned = mailroom.received(MUNICIPALITY, AFTER, False, ASKED).assigned
    assert (assigned[post].to, assigned[post].by) == ("tuva", MUNICIPALITY.user)
    mailroom.assign(MUNICIPALITY, [post], "", AFTER, ASKED)
    assert mailroom.received(MUNICIPALITY, AFTER, False, ASKED).assigned == {}


def test_a_message_put_aside_is_hidden_for_one_person_only_and_can_be_shown_again() -> None:
    office, mailroom, number = announced()
    post, colleague = (office.case_id, number), replace(MUNICIPALITY, user="tuva")
    mailroom.hide(MUNICIPALITY, [post], AFTER, ASKED)
    assert hidden_from(mailroom, MUNICIPALITY) == {post}
    assert hidden_from(mailroom, colleague) == frozenset()
    mailroom.show_again(MUNICIPALITY, [post])
    assert hidden_from(mailroom, MUNICIPALITY) == frozenset()


def test_only_the_own_messages_can_be_shared_out_or_put_aside() -> None:
    office, mailroom, number = announced()
    with pytest.raises(Refusal) as refusal:
        mailroom.hide(WARD, [(office.case_id, number)], AFTER, ASKED)
    assert [each.code for each in refusal.value.reasons] == ["ej-mottagare"]
    with pytest.raises(NotFound):
        mailroom.assign(OTHER_WARD, [(office.case_id, number)], "kim", AFTER, ASKED)


def test_a_message_that_wanted_an_answer_is_answered_when_the_unit_has_written_since() -> None:
    office, mailroom, _ = announced()
    asked = {"amne": "Hemgång", "text": "När?", "mottagare": ["hc-granlo"], "svar_kravs": True}
    office.do(WARD, "generellt-meddelande", minutes=70, **asked)
    question = mailroom.received(OPEN_CARE, AFTER, False, ASKED)
    assert any(row.answer_wanted for row in question.rows)
    assert question.answered == frozenset()
    answer = {"amne": "Hemgång", "text": "På fredag.", "mottagare": ["avd-11"]}
    office.do(OPEN_CARE, "generellt-meddelande", minutes=80, **answer)
    answered = mailroom.received(OPEN_CARE, AFTER, False, ASKED).answered
    assert answered == {(row.case_id, row.number) for row in question.rows if row.answer_wanted}


def test_colleagues_are_the_active_people_of_the_unit() -> None:
    office, mailroom, _ = announced()
    directory = office.desk.stores.directory
    people = (("bo", "sundsvall-bistand", True), ("tuva", "sundsvall-bistand", True),
              ("ida", "sundsvall-bistand", False), ("per", "hc-granlo", True))  # fmt: skip
    for name, unit, active in people:
        role = Role.MUNICIPALITY if unit == MUNICIPALITY.unit else Role.OPEN_CARE
        at = Assignment(f"{name}-1", name, unit, role, Purpose.CARE)
        directory.save_user(User(name, name.title(), active=active), [at])
    assert [each.id for each in mailroom.colleagues(MUNICIPALITY)] == ["bo", "tuva"]
