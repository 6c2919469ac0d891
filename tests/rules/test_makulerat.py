"""Det lästa som makuleras: den som har läst får veta det, och säger att den vet."""

from __future__ import annotations

from datetime import timedelta

import pytest

from planning.views import inbox_rows
from tests.builders import WARD, an_announced_stay, codes
from tests.rules.office import NOW, an_office

WHOLE_CASE = "skriv-in"


@pytest.mark.parametrize("what", ["inskrivningsmeddelande", WHOLE_CASE])
def test_whoever_has_read_acknowledges_once_that_it_was_annulled(what: str) -> None:
    read = {"meddelande": "inskrivningsmeddelande"}
    course = (
        an_announced_stay()
        .then("K 2026-03-02 12:00 kvittera", **read)
        .then("SV 2026-03-02 13:00 makulera", meddelande=what, orsak="Fel patient")
        .then("K 2026-03-02 14:00 kvittera", **read)
        .then("K 2026-03-02 15:00 kvittera", **read)
        .then("ÖV 2026-03-02 15:00 kvittera", **read)
    )
    told = course.at("2026-03-02 16:00")
    assert codes(told, 5) == []
    assert "redan-kvitterat" in codes(told, 6)
    whole = what == WHOLE_CASE
    assert codes(told, 7) == (["arende-avslutat"] if whole else []), "never read, so no news"


def test_what_is_annulled_stops_nobody_from_closing_the_case() -> None:
    message = {"meddelande": "generellt-meddelande"}
    course = (
        an_announced_stay()
        .then("K 2026-03-02 12:00 kvittera")
        .then("ÖV 2026-03-02 12:00 kvittera")
        .then("SV 2026-03-02 12:30 generellt-meddelande", mottagare=["kommun"], text="Nyckel")
        .then("K 2026-03-02 13:00 kvittera", **message)
        .then("SV 2026-03-02 13:30 makulera", orsak="Fel patient", **message)
        .then("SV 2026-03-02 14:00 skriv-ut")
        .then("SV 2026-03-02 15:00 avsluta-arende")
    )
    told = course.at("2026-03-02 16:00")
    assert (told["avvisade"], told["tillstand"]) == ([], "avslutat")


def test_whoever_rejects_what_is_annulled_is_told_no_more() -> None:
    read = {"meddelande": "inskrivningsmeddelande"}
    course = (
        an_announced_stay()
        .then("K 2026-03-02 12:00 kvittera", **read)
        .then("SV 2026-03-02 13:00 makulera", orsak="Fel patient", **read)
        .then("K 2026-03-02 14:00 avvisa", orsak="Fel kommun", **read)
    )
    rows = inbox_rows(course.case("2026-03-02 15:00"))
    (notice,) = (each for each in rows if each.unit == "sundsvall-bistand")
    assert (notice.rejected, notice.waits) == (True, False)


def test_what_annulling_means_is_told_of_the_chosen_message_alone() -> None:
    office = an_office()
    office.do(WARD, "inskrivningsmeddelande", behov=["kommunal-hsv"])
    sent = office.do(WARD, "utskrivningsklar", minutes=90)
    later = NOW + timedelta(days=6)
    desk, case_id = office.desk, office.case_id
    assert desk.try_out(WARD, case_id, "makulera", {}, later).what_if == ()
    chosen = {"meddelande": sent.event.number, "orsak": "Fel patient"}
    assert desk.try_out(WARD, case_id, "makulera", chosen, later).what_if
