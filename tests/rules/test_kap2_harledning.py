"""Lag (2017:612) 2 kap. 3 §: varifrån de 24 timmarna räknas, mening för mening."""

from __future__ import annotations

import pytest

from tests.builders import Course, a_stay, an_announced_stay, deadline

IF_FOUND_LATER = "Om behovet upptäcks senare räknas tiden från den bedömningen."
JUDGED_AND_TOLD = [
    (
        "ingen-bedomning",
        a_stay(),
        [
            "Patienten skrevs in måndag 2 mars 2026 kl. 08:00.",
            "Meddelandet ska skickas inom 24 timmar: senast tisdag 3 mars 2026 kl. 08:00.",
            "Ingen behovsbedömning var sparad. Därför räknas tiden från inskrivningen.",
            IF_FOUND_LATER,
        ],
    ),
    (
        "bedomt-dagen-efter",
        a_stay().then(
            "SV 2026-03-03 10:00 behovsbedomning", behov=["socialtjanst"], bedomt="2026-03-03 09:00"
        ),
        [
            "Läkaren bedömde behovet tisdag 3 mars 2026 kl. 09:00.",
            "Meddelandet ska skickas inom 24 timmar: senast onsdag 4 mars 2026 kl. 09:00.",
            IF_FOUND_LATER,
        ],
    ),
    (
        "bedomt-fore-inskrivningen",
        a_stay().then(
            "SV 2026-03-02 09:00 behovsbedomning", behov=["socialtjanst"], bedomt="2026-03-02 08:00"
        ),
        [
            "Patienten skrevs in måndag 2 mars 2026 kl. 08:00.",
            "Meddelandet ska skickas inom 24 timmar: senast tisdag 3 mars 2026 kl. 08:00.",
            IF_FOUND_LATER,
        ],
    ),
    (
        "gick-forst-fel",
        a_stay(parties={"avdelning": "avd-11", "kommun": "timra-bistand"})
        .then("SV 2026-03-02 09:00 behovsbedomning", behov=["socialtjanst"])
        .then("SV 2026-03-02 10:00 inskrivningsmeddelande")
        .then("K 2026-03-02 11:00 avvisa", meddelande="inskrivningsmeddelande")
        .then("SV 2026-03-02 12:00 lagg-till-part", mottagare=["sundsvall-bistand"]),
        [
            "Läkaren bedömde behovet måndag 2 mars 2026 kl. 09:00.",
            "Meddelandet ska skickas inom 24 timmar: senast tisdag 3 mars 2026 kl. 09:00.",
            "Meddelandet gick först fel. Tiden bedöms efter den första rätta sändningen.",
            IF_FOUND_LATER,
        ],
    ),
    (
        "bedomt-efter-att-meddelandet-skickades",
        a_stay()
        .then("SV 2026-03-02 10:00 inskrivningsmeddelande")
        .then(
            "SV 2026-03-03 10:00 behovsbedomning", behov=["socialtjanst"], bedomt="2026-03-03 09:00"
        ),
        [
            "Patienten skrevs in måndag 2 mars 2026 kl. 08:00.",
            "Meddelandet ska skickas inom 24 timmar: senast tisdag 3 mars 2026 kl. 08:00.",
            "Ingen behovsbedömning var sparad. Därför räknas tiden från inskrivningen.",
            IF_FOUND_LATER,
        ],
    ),
]


@pytest.mark.parametrize(
    ("course", "told"),
    [row[1:] for row in JUDGED_AND_TOLD],
    ids=[row[0] for row in JUDGED_AND_TOLD],
)
def test_the_derivation_says_from_when_the_24_hours_run(course: Course, told: list[str]) -> None:
    found = deadline(course.at("2026-03-03 12:00"), "inskrivningsmeddelande")
    assert found["harledning"] == told


def test_a_notice_that_was_sent_stays_in_time_after_a_death() -> None:
    told = an_announced_stay().then("SV 2026-03-05 08:00 avliden").at("2026-03-06 08:00")
    assert deadline(told, "inskrivningsmeddelande")["status"] == "i-tid"
