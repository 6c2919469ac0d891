"""Det som går utöver det gamla systemet kan stängas av i överenskommelsen, och allt följer med."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ledstang.commands.agreement import show
from ledstang.loading import load_agreements
from planning.agreement import FEATURES
from planning.errors import InvalidDefinition, Refusal
from planning.guidance import Situation
from tests.builders import MUNICIPALITY, OPEN_CARE, WARD, Course, a_world, an_announced_stay
from tests.rules.office import ASKED, NOW, Office, admission, an_empty_desk

RULEBOOK = a_world().rulebook
COMMANDS = {command.feature: command for command in RULEBOOK.commands.values() if command.feature}
ASKED_FOR = {"spar": {"varde": "gul"}, "hemgangsklar": {}, "kontakt-efter-hemgang": {}}


def an_office_under(without: tuple[str, ...] = ()) -> Office:
    """A patient announced on Monday 2 March, under an agreement without these features."""
    agreement = a_world("vasternorrland", without).agreement
    desk, log = an_empty_desk()
    desk = replace(desk, agreements={agreement.reference: agreement}, agreement=agreement)
    opened = desk.do(WARD, None, "skriv-in", admission(), NOW, ASKED)
    office = Office(desk, log, opened.case_id)
    behov = ["socialtjanst", "kommunal-hsv"]
    office.do(WARD, "inskrivningsmeddelande", beraknad_utskrivning="2026-03-06", behov=behov)
    return office


def seen(office: Office, actor: object = WARD, minutes: int = 120) -> Situation:
    now = NOW + timedelta(minutes=minutes)
    return office.desk.open_case(actor, office.case_id, now, ASKED).situation  # type: ignore[arg-type]  # people of the builders


@pytest.mark.parametrize("agreement", load_agreements().values(), ids=lambda each: each.id)
def test_every_agreement_says_of_every_feature_on_or_off(agreement: object) -> None:
    assert set(agreement.features) == FEATURES  # type: ignore[attr-defined]  # an Agreement
    assert {each.feature for each in RULEBOOK.steps.values() if each.feature} <= FEATURES
    assert set(COMMANDS) <= FEATURES


@pytest.mark.parametrize(
    ("features", "fault"),
    [
        ({}, "the feature spar is missing"),
        ({"fler-vyer": True}, "the feature fler-vyer is unknown"),
    ],
    ids=["saknas", "okand"],
)
def test_an_agreement_with_other_features_cannot_be(features: dict[str, bool], fault: str) -> None:
    agreement = load_agreements()["lagen"]
    given = agreement.features | features if features else {}
    with pytest.raises(InvalidDefinition, match=fault):
        replace(agreement, features=given)


@pytest.mark.parametrize("feature", sorted(COMMANDS))
def test_a_command_is_there_with_its_feature_and_gone_without(feature: str) -> None:
    command = COMMANDS[feature]
    actor = OPEN_CARE
    for without in ((), (feature,)):
        office = an_office_under(without)
        if feature == "kontakt-efter-hemgang":
            office.do(WARD, "skriv-ut", minutes=90)
        situation = seen(office, actor)
        status = {each.step.id: each.status.value for each in situation.steps}[command.step]
        assert (command.id in situation.allowed) is not bool(without)
        assert command.id not in {each.command for each in situation.blocked}
        assert (status == "ej-aktuell") is bool(without)
        if without:
            with pytest.raises(Refusal, match="funktion-avstangd"):
                office.do(actor, command.id, minutes=100, **ASKED_FOR[feature])
        else:
            assert office.do(actor, command.id, minutes=100, **ASKED_FOR[feature]).version > 2


def _discharged(without: tuple[str, ...]) -> Course:
    return replace(an_announced_stay().then("SV 2026-03-06 10:00 skriv-ut"), without=without)


def test_a_call_that_is_switched_off_is_never_due() -> None:
    for without, wanted in (((), True), (("kontakt-efter-hemgang",), False)):
        told = _discharged(without).at("2026-03-07 10:00", kontakt_efter_hemgang_timmar=72)
        assert ("kontakt-efter-hemgang" in {each["steg"] for each in told["frister"]}) is wanted


def test_without_the_list_nobody_is_asked_to_fill_it_in() -> None:
    for without, command, told in (
        ((), "hemgangsklar", "planera insatser och meddela när allt är klart för hemgång."),
        (("hemgangsklar",), None, "planera insatser."),
    ):
        office = an_office_under(without)
        office.do(MUNICIPALITY, "kvittera", minutes=70)
        moves = [m for m in seen(office, MUNICIPALITY).next if m.step == "planera-insatser"]
        assert {move.command for move in moves} == {command}
        assert all(move.text.endswith(told) for move in moves)


def test_what_if_is_told_with_the_feature_only() -> None:
    assert seen(an_office_under()).what_if
    assert seen(an_office_under(("vad-hander-om",))).what_if == ()


def test_everything_switched_off_still_leads_to_a_closed_case() -> None:
    office = an_office_under(tuple(FEATURES))
    for actor in (MUNICIPALITY, OPEN_CARE):
        office.do(actor, "kvittera", minutes=70)
    office.do(OPEN_CARE, "sip-stallningstagande", minutes=80, varde="behovs-ej", orsak="Räcker.")
    office.do(WARD, "skriv-ut", minutes=90)
    office.do(WARD, "avsluta-arende", minutes=95)
    assert seen(office).state.value == "avslutat"
    assert seen(office).next == ()


def test_the_command_line_lists_everything_that_waits_to_be_confirmed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert show("vasternorrland", tmp_path) == 0
    told = capsys.readouterr().out
    agreement = load_agreements()["vasternorrland"]
    assumed = [name for name, policy in agreement.policies.items() if policy.assumed]
    assert told.count("ANTAGANDE") == len(assumed) > 10
    last = told.strip().splitlines()[-1]
    assert all(name in last for name in assumed)
    assert "belopp 2020" in last
    assert "belopp 2019" not in last
    assert all(f"\n{name} " in told for name in FEATURES)


def test_the_statute_has_amounts_only_to_confirm(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert show("lagen", tmp_path) == 0
    assert "Ska bekräftas (2): belopp 2020, belopp 2023" in capsys.readouterr().out
