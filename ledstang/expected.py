"""What the guidance must cover: every step and role, view, field and reason there is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from help_service.checks import Expected
from ledstang.loading import ROOT, BrokenFile, load_rulebook
from planning.payment import CODES as PAYMENT_CODES
from planning.process import Rulebook
from planning.reasons import REASON_CODES, WARNINGS
from planning.vocabulary import Role
from planning_ui.present.rows import COLUMNS

# The screens and what stands around them; each has its own explanation.
VIEW_IDS = (
    "oversikt",
    "inkorg",
    "paminnelser",
    "patientvy",
    "planeringstavla",
    "sip-oversikt",
    "sok",
    "ikoner",
    "inloggning",
    "anvandare",
    "organisationstrad",
    "felanmalan",
    "behovsfangst",
    "samverkansforum",
    "reservrutin",
    "overgang",
    "statistik",
    "betalningsansvar",
    "belopp",
    "bestridande",
    "avvikelse",
    "loggkontroll",
    "tillganglighet",
    "om-systemet",
    "lathund",
    "redigera",
    "utskrifter",
    "ovning",
)
# What stands on a screen beside the forms, and is asked about by itself: `<view>.<part>`.
VIEW_PARTS = (
    *(f"oversikt.{key}" for keys in COLUMNS for key in keys),
    "oversikt.urval",
    "oversikt.filter",
    "oversikt.sparade-filter",
    "inkorg.delar",
    "inkorg.markerade",
    "oversikt.gruppera",
    "oversikt.avslutade",
    "oversikt.listan",
    "inkorg.listan",
    "inkorg.meddelande",
    "inkorg.skickat",
    "inkorg.ansvarig",
    "inkorg.gom",
    "planeringstavla.filter",
    "planeringstavla.efter",
    "planeringstavla.avdelning",
    "planeringstavla.kommun",
    "planeringstavla.flytta",
    "planeringstavla.kolumner",
    "planeringstavla.tavlan",
    "sip-oversikt.urval",
    "sip-oversikt.listan",
    "paminnelser.listan",
    "utskrifter.driftstopp",
    "start.arbete",
    "inloggning.enhet",
    "inloggning.logga-ut",
    "sok.patient",
    "ovning.borja",
    "statistik.urval",
    "statistik.fran",
    "statistik.till",
    "statistik.gruppera",
    "statistik.matt",
    "statistik.fil",
    "betalningsansvar.kommun",
    "betalningsansvar.manad",
    "betalningsansvar.underlag",
    "betalningsansvar.bevis",
    "betalningsansvar.rakning",
    "betalningsansvar.genomsnitt",
    "belopp.ar",
    "belopp.belopp",
    "belopp.kalla",
    "belopp.registrera",
    "belopp.bekrafta",
    "belopp.lage",
    "belopp.ratta",
    "patientvy.tid",
    "patientvy.vardkedja",
    "patientvy.sparrat",
    "patientvy.uppgifter",
    "redigera.gor-sa-har",
    "redigera.listan-over-sidor",
    "redigera.titel-eller-ansvarig",
    "redigera.lage",
    "redigera.avdelning",
    "redigera.visa-bara",
    "redigera.sidans-text",
    "redigera.skriva-med-tangentbordet",
    "redigera.fel-och-rad",
    "redigera.rubriker",
    "redigera.sa-har-blir-det",
    "redigera.bilder",
    "redigera.bild",
    "redigera.vad-bilden-visar",
    "redigera.sidan-stammer-redan",
    "redigera.vad-har-du-andrat-och-varfor",
    "redigera.granska-en-annans-text",
    "redigera.kommentar",
    "redigera.dag-och-tid",
    "redigera.tva-samtidigt",
    "redigera.angra-och-ratta",
    "redigera.ny-sida",
    "redigera.sidans-titel",
    "redigera.lokal-notering",
    "redigera.att-gora-i-hjalpen",
    "redigera.det-som-folk-skriver",
    "redigera.sidan-som-svarar",
)
# Who a new case is about is asked in the form of every command that starts one.
ASKED_AT_THE_START = ("vardbegaran.adress", "sip-initiera.adress")
NAVIGATED = re.compile(r"([\w-]+)\.md\b")


def expected_guidance(today: date, site: Path = ROOT / "mkdocs.yml") -> Expected:
    """Gather what must have guidance from the processes, the rules and the screens."""
    rulebook = load_rulebook()
    return Expected(
        steps={step.id: [role.value for role in step.actors] for step in rulebook.steps.values()},
        views=VIEW_IDS,
        fields=[*field_ids(rulebook), *ASKED_AT_THE_START, *VIEW_PARTS],
        reasons=expected_reasons(),
        navigation=navigated_topics(site),
        today=today,
        phases=expected_phases(rulebook),
        roles=[role.value for role in Role],
    )


def expected_phases(rulebook: Rulebook) -> list[str]:
    """Every phase of every process, and what stands outside them."""
    return [*(each.id for p in rulebook.processes for each in p.phases), "administration"]


def expected_reasons() -> list[str]:
    """Every code of what stops, warns or decides about payment."""
    return sorted(REASON_CODES | set(WARNINGS) | PAYMENT_CODES)


def field_ids(rulebook: Rulebook) -> list[str]:
    """Every field of every command, as `<command>.<field>`."""
    return [
        f"{command.id}.{field.id}"
        for command in rulebook.commands.values()
        for field in command.fields
    ]


def navigated_topics(site: Path) -> list[str]:
    """The topics that the navigation of the site lists. Raises BrokenFile."""
    try:
        text = site.read_text(encoding="utf-8")
    except OSError as error:
        raise BrokenFile(f"{site}: cannot be read: {error}") from error
    return NAVIGATED.findall(text)
