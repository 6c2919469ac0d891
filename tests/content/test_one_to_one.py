"""The page *En till ett*: each function known of the old systems is named, and what is said of it
here is true on the screens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.content.test_words_of_the_screen import (
    BOLD,
    LINK,
    SIGNS,
    of_processes,
    sentences_of,
    steps,
    texts_of_screens,
)

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "begrepp/en-till-ett.md"
STATES = {
    "finns", "delvis", "inte än", "löses på annat sätt", "borttaget av lagen", "utanför systemet",
}  # fmt: skip
THERE = {"finns", "delvis", "löses på annat sätt"}
TO_A_PAGE = re.compile(r"\]\((?!http)([^)#]+\.md)")

# What is known of Prator, Meddix, Cosmic Link, KLARA SVPL, SVPL Skåne, SAMSA, WebCare and Lifecare,
# a stem each, in the words of their manuals and routines.
KNOWN = """
vårdbegäran / förberedd vårdbegäran / statusmeddelande / kontaktblad / inmeddelande / ambulans
meddelande till vård och omsorg / inskrivningsmeddelande / planeringsunderlag / detaljinfo
kartlägg / patientinformation / extrameddelande / administrativt meddelande
kallelse / återtas / inbjudan
utskrivningsklar / avbrott / hemgångsklar / utskrivningsmeddelande / information vid utskrivning
trygghetskvitto / vårdrapport / sip / handlingsplan / justering / ej känd / frasminne / bilagor
kvittens / felsänt / avvisa / returnera / vidaresänd / medverkande part / byte av medverkande
förvalda mottagare / personnummerfilter / adressregister / sändlista / inkomna / ta bort ärende
avliden / ansvarsöverflyttning / annan region / fel kommun / placering / permission / kort vårdtid
skyddade / reservnummer / slå ihop / menprövning / säger nej till sip / flera gånger
inskrivning kort / behovet upptäcks sent / makulering / öppenvårdens insatser
utan listning / kvällar, nätter
ärendeöversikt / inneliggande / grafisk översikt / meddelandeträd / sök ärende / deltagarlista
hjälpmedelslista / arkiv / planeringstavla / sip-översikt / startsida / flikar / gruppering
underlag / skapa / uppföljning / utvärdering / avsluta / deltagare / utskrift / lathund
e-utbildning / stjärna / pekaren / knappar och ikoner / hjälp i systemet / siths / medarbetaruppdrag
internt uppdrag / engångskod / byte av enhet / automatisk utloggning / lås upp / journalsystemet
skapa användare / underenheter / lokala administratörer / önskemål / felanmälan / statistik
återinläggning / genomsnitt / betalningsunderlag / bestridande / loggkontroll / reservrutin
reservblanketter / reservlista / efterregistrering / planerade stopp / läskopia / utbildningsmiljö
tvångsvård / förvaltningsrätten / 48–72 / fast vårdkontakt / spår / signera / faktura
sip utan sjukhusvistelse / flera skriver
"""
FUNCTIONS = [each.strip() for line in KNOWN.split("\n") for each in line.split("/") if each.strip()]


@dataclass(frozen=True)
class Row:
    """A line of a table: what it was, where it is, how it stands."""

    old: str
    here: str
    state: str


def rows() -> list[Row]:
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [each.strip() for each in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0] not in ("I gamla system", "---"):
            found.append(Row(*cells))
    return found


@pytest.mark.parametrize("function", FUNCTIONS)
def test_each_known_function_of_the_old_systems_has_a_line(function: str) -> None:
    assert [each for each in rows() if function in each.old.casefold()]


def test_every_line_says_how_it_stands_in_a_known_word() -> None:
    assert len(rows()) > 100
    assert {each.state for each in rows()} == STATES


def test_what_is_here_says_where() -> None:
    assert [each for each in rows() if each.state in THERE and len(each.here) < 3] == []
    assert [r for r in rows() if r.state == "finns" and not (LINK.search(r.here) or "*" in r.here)
            and r.old not in PLAIN] == []  # fmt: skip


# What is everywhere, and needs no link to be found.
PLAIN = {
    "Förvalda mottagare",
    "Deltagarlista",
    "Hjälp i systemet",
    "Användaruppgifter: namn, enhet, roll",
}


def test_the_words_of_the_screen_are_on_a_screen() -> None:
    on_screen = sentences_of([*of_processes(), *steps(), *texts_of_screens()])
    said = {found[1].strip(SIGNS) for row in rows() for found in BOLD.finditer(row.here)}
    assert len(said) > 15
    assert said - on_screen == set()


def test_what_the_guidance_calls_unbuilt_is_not_said_to_be_here() -> None:
    unbuilt = {
        path.name for path in DOCS.rglob("*.md") if "\nbyggd: nej\n" in path.read_text("utf-8")
    }
    wrong = [
        row
        for row in rows()
        if row.state == "finns"
        and any(Path(link).name in unbuilt for link in TO_A_PAGE.findall(row.here))
    ]
    assert wrong == []
