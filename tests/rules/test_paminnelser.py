"""Påminnelser: försenat och snart, oläst med eskalering, glömd utskrivning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from planning.moments import parse_moment
from planning.organisation import Actor
from planning.reminders import ReminderKind, Urgency, Watch
from planning.vocabulary import Role
from tests.builders import MUNICIPALITY, OPEN_CARE, WARD, a_world
from tests.rules.office import ASKED, NOW, Office, an_office

BEHOV = {"behov": ["socialtjanst", "kommunal-hsv"]}
AGREED: dict[str, Any] = {
    "kvittens_timmar": 24,
    "eskalering_timmar": 24,
    "paminnelse_timmar": 6,
    "planeringsunderlag_timmar": 48,
}


@dataclass(frozen=True)
class Reminding:
    """An office under an agreement, asked at moments."""

    office: Office

    def of(self, actor: Actor, moment: str) -> list[tuple[str, str, str]]:
        """What the actor's unit is reminded of: urgency, kind and step."""
        found = self.office.desk.reminders(actor, parse_moment(moment), ASKED)
        return [(each.urgency.value, each.watch.kind.value, each.watch.step) for each in found]


def under(without: tuple[str, ...] = (), **policies: Any) -> Reminding:
    """One patient admitted on Monday 2 March 08:00, notice sent at 09:00."""
    agreement = a_world("lagen", without, **(AGREED | policies)).agreement
    office = an_office()
    desk = replace(office.desk, agreements={agreement.reference: agreement}, agreement=agreement)
    office = replace(office, desk=desk)
    office.do(WARD, "inskrivningsmeddelande", beraknad_utskrivning="2026-03-06", **BEHOV)
    return Reminding(office)


def test_a_duty_is_told_as_soon_due_and_then_as_overdue() -> None:
    asked = under()
    due = ("frist", "planeringsunderlag")
    assert ("snart", *due) not in asked.of(MUNICIPALITY, "2026-03-04 02:59:59")
    assert ("snart", *due) in asked.of(MUNICIPALITY, "2026-03-04 03:00")
    assert ("snart", *due) in asked.of(MUNICIPALITY, "2026-03-04 09:00")
    assert ("forsenad", *due) in asked.of(MUNICIPALITY, "2026-03-04 09:00:01")


def test_what_is_done_is_not_reminded_of() -> None:
    asked = under()
    asked.office.do(MUNICIPALITY, "kvittera", minutes=70)
    asked.office.do(MUNICIPALITY, "planeringsunderlag", minutes=80)
    assert asked.of(MUNICIPALITY, "2026-03-05 08:00") == []


def test_a_unit_is_reminded_of_its_own_duties_only() -> None:
    asked = under()
    assert asked.of(WARD, "2026-03-03 09:00") == []
    assert asked.of(OPEN_CARE, "2026-03-03 09:00") == [("snart", "okvitterat", "kvittera")]


def test_a_message_that_nobody_reads_is_told_to_its_sender_later() -> None:
    asked = under()
    asked.office.do(MUNICIPALITY, "kvittera", minutes=70)
    assert asked.of(WARD, "2026-03-04 09:00") == []
    told = asked.office.desk.reminders(WARD, parse_moment("2026-03-04 09:00:01"), ASKED)
    assert [(each.watch.kind, each.watch.about, each.urgency) for each in told] == [
        (ReminderKind.ESCALATED, "hc-granlo", Urgency.OVERDUE),
    ]


def test_the_oldest_unread_message_is_the_one_that_counts() -> None:
    asked = under()
    asked.office.do(WARD, "generellt-meddelande", minutes=600, text="Hej", amne="Hej")
    assert asked.of(OPEN_CARE, "2026-03-03 03:00") == [("snart", "okvitterat", "kvittera")]


@pytest.mark.parametrize("policy", ["kvittens_timmar", "eskalering_timmar"])
def test_nothing_is_escalated_where_nothing_is_agreed(policy: str) -> None:
    asked = under(**{policy: None})
    assert ("forsenad", "eskalerat", "kvittera") not in asked.of(WARD, "2026-03-05 09:00")


def test_without_an_agreed_notice_only_what_is_late_is_told() -> None:
    asked = under(paminnelse_timmar=None)
    assert asked.of(OPEN_CARE, "2026-03-03 08:59:59") == []
    assert ("forsenad", "okvitterat", "kvittera") in asked.of(OPEN_CARE, "2026-03-03 09:00:01")


def test_a_forgotten_discharge_is_told_to_the_ward() -> None:
    asked = under()
    told = ("forsenad", "glomd-utskrivning", "utskrivning")
    assert told not in asked.of(WARD, "2026-03-07 23:59:59")
    assert told in asked.of(WARD, "2026-03-08 00:00")
    asked.office.do(WARD, "skriv-ut", minutes=8000)
    assert told not in asked.of(WARD, "2026-03-09 12:00")


@pytest.mark.parametrize("command", ["avliden", "makulera"])
def test_nobody_is_reminded_when_the_patient_has_died_or_the_case_is_annulled(command: str) -> None:
    asked = under()
    values = {"meddelande": 1, "orsak": "Fel patient"} if command == "makulera" else {}
    asked.office.do(WARD, command, minutes=90, **values)
    for actor in (WARD, OPEN_CARE, MUNICIPALITY):
        assert asked.of(actor, "2026-04-01 08:00") == []


def test_reminders_can_be_switched_off_in_the_agreement() -> None:
    asked = under(without=("paminnelser",))
    for actor in (WARD, OPEN_CARE, MUNICIPALITY):
        assert asked.of(actor, "2026-04-01 08:00") == []


def test_the_longest_overdue_comes_first_and_the_log_holds_what_was_shown() -> None:
    asked = under()
    told = asked.office.desk.reminders(MUNICIPALITY, parse_moment("2026-03-04 10:00"), ASKED)
    assert [each.watch.step for each in told] == ["kvittera", "planeringsunderlag"]
    row = asked.office.rows()[-1]
    assert (row["action"], row["object_type"]) == ("lista", "lista")
    assert asked.office.case_id in row["shown"]


def test_an_administrator_is_reminded_of_nobody() -> None:
    central = replace(WARD, unit="forvaltningen", role=Role.CENTRAL)
    assert under().of(central, "2026-04-01 08:00") == []


def test_a_watch_comes_back_as_it_was_written() -> None:
    watch = Watch(
        "avd-11", ReminderKind.ESCALATED, "kvittera", NOW, NOW + timedelta(hours=3), "hc-granlo"
    )
    assert Watch.from_data(watch.as_data()) == watch
