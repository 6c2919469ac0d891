"""Somebody new practises a role alone, with the instructions as the only help."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.people import OPEN_CARE, Person

pytestmark = [pytest.mark.journey, pytest.mark.proof]
Arrives = Callable[..., Person]


def test_a_new_nurse_practises_and_the_others_answer(arrives: Arrives) -> None:
    nurse = arrives(OPEN_CARE)
    nurse.goes_to("/ovning")
    nurse.finds_no_barrier()
    nurse.page.get_by_role("button", name="Hälsocentralen: fast vårdkontakt").click()
    nurse.sees("ÖVNING")
    nurse.sees("Uppgift 1 av 7")
    nurse.finds_no_barrier()

    nurse.page.get_by_role("link", name="Gå dit").click()
    nurse.presses("Kvittera")
    nurse.sees("Uppgift 2 av 7")

    nurse.page.get_by_role("link", name="Gå dit").click()
    nurse.page.get_by_text("Fyll i så här").click()
    nurse.sees("070-174 06 22")
    nurse.fills("Fast vårdkontakt", "Hanna Viklund")
    nurse.fills("Telefon", "070-174 06 22")
    nurse.finds_no_barrier()
    nurse.presses("Utse fast vårdkontakt")
    nurse.sees("Nu är det de andras tur.")
    nurse.page.get_by_role("button", name="Låt tiden gå").click()
    nurse.sees("Uppgift 3 av 7")
    nurse.sees("tisdag 3 mars 2026")


def test_practice_is_not_seen_in_the_daily_work(arrives: Arrives) -> None:
    nurse = arrives(OPEN_CARE)
    nurse.goes_to("/ovning")
    nurse.page.get_by_role("button", name="Hälsocentralen: fast vårdkontakt").click()
    nurse.goes_to("/ovning/halsocentral/inkorg")
    nurse.sees("Testina Provberg")
    nurse.goes_to("/inkorg")
    assert "ÖVNING" not in (nurse.page.text_content("body") or "")
    assert "Testina Provberg" not in (nurse.page.text_content("main") or "")


@pytest.mark.parametrize("width", [320, 1366])
def test_the_band_fits_the_page(arrives: Arrives, width: int) -> None:
    nurse = arrives(OPEN_CARE, viewport={"width": width, "height": 700})
    nurse.goes_to("/ovning")
    nurse.page.get_by_role("button", name="Kommunen: kvittera").click()
    nurse.sees("Uppgift 1 av")
    assert nurse.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
