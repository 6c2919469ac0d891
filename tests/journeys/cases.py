"""Patients whom a journey brings along, made by sending forms without filling them in by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from urllib.parse import urlencode

from playwright.sync_api import APIResponse

from tests.journeys.people import Person

OWN_PAGE = {
    "Sec-Fetch-Site": "same-origin",
    "Content-Type": "application/x-www-form-urlencoded",
}
NUMBERS: Iterator[int] = count(1)


def sends(person: Person, path: str, **fields: str | tuple[str, ...]) -> APIResponse:
    """Send a form the short way, with the token of the page that the person has open."""
    token = person.page.locator("input[name=token]").first.input_value()
    data = urlencode({"token": token, **fields}, doseq=True)
    return person.page.request.post(
        f"{person.url}{path}", data=data, headers=OWN_PAGE, max_redirects=0
    )


def a_new_patient(ward: Person, name: str) -> str:
    """Admit somebody who lives in Sundsvall; the answer is the address of the case."""
    ward.goes_to("/arende/nytt")
    answer = sends(
        ward,
        "/arende/nytt/skriv-in",
        personnummer=f"R-2026-9{next(NUMBERS):03}",
        namn=name,
        adress="Provstigen 9, Sundsvall",
        folkbokforingskommun="sundsvall",
        tidpunkt="nu",
        oppenvard="hc-granlo",
        kommun_enhet="sundsvall-bistand",
    )
    assert answer.status == 303, answer.text()
    return answer.headers["location"].split("?")[0]


def a_patient_with_admission_notice(ward: Person, name: str) -> str:
    """A patient whom open care and municipality have been told of; the address of the case."""
    case = a_new_patient(ward, name)
    needs = sends(ward, f"{case}/behovsbedomning", behov="socialtjanst", bedomt="nu", lakare="Lind")
    assert needs.status == 303, needs.text()
    sent = sends(
        ward,
        f"{case}/inskrivningsmeddelande",
        beraknad_utskrivning="i morgon",
        behov="socialtjanst",
        mottagare=("sundsvall-bistand", "hc-granlo"),
    )
    assert sent.status == 303, sent.text()
    return case
