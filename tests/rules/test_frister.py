"""Varje frist som en rad: senast, läge, märke, lagrum, när den blev klar och hur den räknades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from planning.deadlines import Deadline, deadlines
from planning.moments import parse_moment, write_moment
from tests.builders import (
    Course,
    a_ready_stay,
    a_stay,
    a_stay_that_needs_sip,
    a_stay_with_contact,
    a_world,
    an_announced_stay,
)


@dataclass(frozen=True)
class Row:
    """What one deadline shall say at a moment."""

    name: str
    course: Course
    asked: str
    step: str
    due: str | None
    status: str
    mark: str
    law: str
    done: str | None
    told: tuple[str, ...]


def _found(course: Course, asked: str, step: str, **policies: Any) -> list[Deadline]:
    agreement = a_world(**policies).agreement
    counted = deadlines(course.case(asked), agreement, parse_moment(asked))
    return [each for each in counted if each.step == step]


# Efter överenskommelse: kvittens, underlag, kontakt efter hemgång
AGREED = {
    "kvittens_timmar": 24,
    "planeringsunderlag_timmar": 48,
    "kontakt_efter_hemgang_timmar": 72,
}
READ_WITHIN = "Mottagarna ska kvittera inom 24 timmar efter att ett meddelande skickats: "
NO_LAW = "Tiden gäller enligt er överenskommelse. Lagen säger inget om kvittens."
BASIS = (
    "Inskrivningsmeddelandet skickades måndag 2 mars 2026 kl. 10:00.",
    "Underlaget ska vara klart inom 48 timmar: senast onsdag 4 mars 2026 kl. 10:00.",
    "Tiden är en rutin och kan skilja mellan regioner.",
)
_BOTH_READ = (
    an_announced_stay()
    .then("ÖV 2026-03-02 10:30 kvittera", meddelande="inskrivningsmeddelande")
    .then("K 2026-03-03 12:00 kvittera", meddelande="inskrivningsmeddelande")
)
_MISDIRECTED = (
    a_stay(parties={"avdelning": "avd-11", "kommun": "timra-bistand"})
    .then("SV 2026-03-02 10:00 inskrivningsmeddelande", behov=["socialtjanst"])
    .then("K 2026-03-02 11:00 avvisa", meddelande="inskrivningsmeddelande")
)
_OPEN_CARE_READY = an_announced_stay().then("ÖV 2026-03-03 09:00 planeringsunderlag")
_KOMMUN_READY = an_announced_stay().then("K 2026-03-03 10:00 planeringsunderlag")
_GONE_HOME = an_announced_stay().then("SV 2026-03-06 10:00 skriv-ut")
_CALLED = "Kontakten ska tas inom 72 timmar: senast måndag 9 mars 2026 kl. 10:00."
ROUTINES = [
    Row(
        "olast", an_announced_stay(), "2026-03-02 12:00",
        "kvittera", "2026-03-03 10:00", "lopande", "R", "", None,
        (f"{READ_WITHIN}senast tisdag 3 mars 2026 kl. 10:00.", NO_LAW),
    ),
    Row(
        "den-som-tog-langst-tid-avgor",
        _BOTH_READ
        .then("SV 2026-03-05 10:00 generellt-meddelande", text="Hej", mottagare=["kommun"])
        .then("K 2026-03-05 11:00 kvittera", meddelande="generellt-meddelande"),
        "2026-03-06 12:00",
        "kvittera", "2026-03-03 10:00", "forsenad", "R", "", "2026-03-03 12:00",
        (f"{READ_WITHIN}senast tisdag 3 mars 2026 kl. 10:00.", NO_LAW),
    ),
    Row(
        "avvisat-sent-ar-last-sent",
        an_announced_stay()
        .then("ÖV 2026-03-02 10:30 kvittera", meddelande="inskrivningsmeddelande")
        .then("K 2026-03-04 12:00 avvisa", meddelande="inskrivningsmeddelande"),
        "2026-03-06 12:00",
        "kvittera", "2026-03-03 10:00", "forsenad", "R", "", "2026-03-04 12:00",
        (f"{READ_WITHIN}senast tisdag 3 mars 2026 kl. 10:00.", NO_LAW),
    ),
    Row(
        "underlag-vantar-pa-bada", an_announced_stay(), "2026-03-04 09:00",
        "planeringsunderlag", "2026-03-04 10:00", "lopande", "R", "", None, BASIS,
    ),
    Row(
        "underlag-bara-fran-oppenvarden", _OPEN_CARE_READY, "2026-03-04 10:01",
        "planeringsunderlag", "2026-03-04 10:00", "passerad", "R", "", None, BASIS,
    ),
    Row(
        "underlag-bara-fran-kommunen", _KOMMUN_READY, "2026-03-04 10:01",
        "planeringsunderlag", "2026-03-04 10:00", "passerad", "R", "", None, BASIS,
    ),
    Row(
        "underlag-klart-med-det-sista",
        _KOMMUN_READY.then("ÖV 2026-03-05 09:00 planeringsunderlag"), "2026-03-06 10:00",
        "planeringsunderlag", "2026-03-04 10:00", "forsenad", "R", "", "2026-03-05 09:00", BASIS,
    ),
    Row(
        "underlag-raknas-fran-ratt-sandning",
        _MISDIRECTED.then("SV 2026-03-02 12:00 lagg-till-part", mottagare=["sundsvall-bistand"]),
        "2026-03-03 08:00",
        "planeringsunderlag", "2026-03-04 12:00", "lopande", "R", "", None,
        (
            "Inskrivningsmeddelandet skickades måndag 2 mars 2026 kl. 12:00.",
            "Underlaget ska vara klart inom 48 timmar: senast onsdag 4 mars 2026 kl. 12:00.",
            BASIS[2],
        ),
    ),
    Row(
        "underlag-innan-nagon-ratt-sandning", _MISDIRECTED, "2026-03-03 08:00",
        "planeringsunderlag", "2026-03-04 10:00", "lopande", "R", "", None, BASIS,
    ),
    Row(
        "kontakt-efter-hemgang-vantar", _GONE_HOME, "2026-03-09 10:01",
        "kontakt-efter-hemgang", "2026-03-09 10:00", "passerad", "R", "", None,
        ("Patienten skrevs ut fredag 6 mars 2026 kl. 10:00.", _CALLED),
    ),
    Row(
        "kontakt-efter-hemgang-tagen",
        _GONE_HOME.then("ÖV 2026-03-08 10:00 kontakt-efter-hemgang"), "2026-03-12 10:00",
        "kontakt-efter-hemgang", "2026-03-09 10:00", "i-tid", "R", "", "2026-03-08 10:00",
        ("Patienten skrevs ut fredag 6 mars 2026 kl. 10:00.", _CALLED),
    ),
]  # fmt: skip

# Enligt lagen, och planens egen uppföljning
_APPOINT = "Verksamhetschefen i öppenvården ska utse en fast vårdkontakt före utskrivningen."
_SUMMONS = (
    "Utskrivningsklar skickades torsdag 5 mars 2026 kl. 10:00.",
    "Kallelsen ska skickas senast 3 dagar därefter: söndag 8 mars 2026.",
    "Den dagen är lördag, söndag eller helgdag. Därför får det göras senast måndag 9 mars 2026 "
    "(lag (1930:173) 2 §; att den gäller här är vår tolkning).",
    "Det är kallelsen som ska skickas i tid. Mötet kan hållas senare.",
)
_READY_WITH_SIP = a_stay_that_needs_sip().then("SV 2026-03-05 10:00 utskrivningsklar")
_PLANNED = (
    Course()
    .then("K 2026-03-02 08:00 sip-initiera", samtycke="ja")
    .then("K 2026-03-02 09:00 sip-mote")
    .then("K 2026-03-02 10:00 sip-uppratta", uppfoljning="2026-03-20")
)
DUTIES = [
    Row(
        "inskrivningsmeddelandet-skickat", an_announced_stay(), "2026-03-05 10:00",
        "inskrivningsmeddelande", "2026-03-03 08:00", "i-tid", "L", "lag (2017:612) 2 kap. 3 §",
        "2026-03-02 10:00",
        (
            "Patienten skrevs in måndag 2 mars 2026 kl. 08:00.",
            "Meddelandet ska skickas inom 24 timmar: senast tisdag 3 mars 2026 kl. 08:00.",
            "Ingen behovsbedömning var sparad. Därför räknas tiden från inskrivningen.",
            "Om behovet upptäcks senare räknas tiden från den bedömningen.",
        ),
    ),
    Row(
        "fast-vardkontakt-utsedd", a_stay_with_contact(), "2026-03-05 10:00",
        "fast-vardkontakt", None, "i-tid", "L", "lag (2017:612) 2 kap. 5 §", "2026-03-03 09:00",
        (_APPOINT, "Patienten är inte utskriven, så tiden har ännu inget slut."),
    ),
    Row(
        "utskriven-utan-fast-vardkontakt", _GONE_HOME, "2026-03-06 10:01",
        "fast-vardkontakt", "2026-03-06 10:00", "passerad", "L", "lag (2017:612) 2 kap. 5 §", None,
        (_APPOINT, "Patienten skrevs ut fredag 6 mars 2026 kl. 10:00."),
    ),
    Row(
        "kallelsen-vantar", _READY_WITH_SIP, "2026-03-09 23:59",
        "kallelse-sip", "2026-03-09 23:59", "lopande", "L", "lag (2017:612) 4 kap. 3 §", None,
        _SUMMONS,
    ),
    Row(
        "kallelsen-skickad", _READY_WITH_SIP.then("ÖV 2026-03-10 09:00 kallelse-sip"),
        "2026-03-12 10:00",
        "kallelse-sip", "2026-03-09 23:59", "forsenad", "L", "lag (2017:612) 4 kap. 3 §",
        "2026-03-10 09:00", _SUMMONS,
    ),
    Row(
        "informationen-skickad",
        an_announced_stay()
        .then("SV 2026-03-06 09:00 utskrivningsinformation")
        .then("SV 2026-03-06 10:00 skriv-ut"),
        "2026-03-08 10:00",
        "utskrivningsinformation", "2026-03-06 23:59", "i-tid", "L", "lag (2017:612) 3 kap. 2 §",
        "2026-03-06 09:00",
        (
            "Patienten skrevs ut fredag 6 mars 2026 kl. 10:00.",
            "Informationen ska föras över senast samma dag: fredag 6 mars 2026.",
        ),
    ),
    Row(
        "planens-uppfoljning", _PLANNED, "2026-03-21 00:00",
        "sip-uppfoljning", "2026-03-20 23:59", "passerad", "R", "", None,
        ("Planen anger uppföljning senast fredag 20 mars 2026.",),
    ),
]  # fmt: skip


@pytest.mark.parametrize("row", [*ROUTINES, *DUTIES], ids=lambda row: row.name)
def test_a_deadline_says_everything_about_itself(row: Row) -> None:
    policies = AGREED if row in ROUTINES else {}
    (found,) = _found(row.course, row.asked, row.step, **policies)
    said = (found.due and write_moment(found.due), found.status, found.mark, found.law)
    assert said == (row.due, row.status, row.mark, row.law)
    assert (found.done_at and write_moment(found.done_at)) == row.done
    assert found.derivation == row.told


# När en frist inte gäller
NOT_DUE = [
    (
        "oppenvarden-fick-inget-meddelande",
        a_stay().then("SV 2026-03-02 10:00 inskrivningsmeddelande", mottagare=["kommun"]),
        "fast-vardkontakt",
    ),
    ("avliden-utan-kontakt", an_announced_stay().then("SV 2026-03-03 08:00 avliden"),
     "fast-vardkontakt"),
    ("sip-avslutad", _PLANNED.then("K 2026-03-03 08:00 sip-avsluta"), "sip-uppfoljning"),
    ("sip-inte-upprattad", a_ready_stay(), "sip-uppfoljning"),
    (
        "avliden-med-sip",
        _PLANNED.then("SV 2026-03-03 08:00 skriv-in").then("SV 2026-03-04 08:00 avliden"),
        "sip-uppfoljning",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("course", "step"), [row[1:] for row in NOT_DUE], ids=[row[0] for row in NOT_DUE]
)
def test_a_deadline_that_does_not_apply_is_not_listed(course: Course, step: str) -> None:
    assert _found(course, "2026-03-25 08:00", step, **AGREED) == []
