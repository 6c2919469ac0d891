"""En trasig fil stannar med en enda tydlig rad; en avvisad händelse är ett svar, inget fel."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planning.scenario import BrokenScenario, answer, read_scenario
from tests.builders import PARTIES, PATIENT, Course, a_ready_stay, a_world, codes


def a_file(**changed: Any) -> dict[str, Any]:
    """A whole file that can be used, with single keys changed; None takes a key away."""
    data: dict[str, Any] = {
        "avtal": "lagen",
        "patient": dict(PATIENT),
        "parter": dict(PARTIES),
        "handelser": [line("2026-03-02 08:00")],
        "vid": "2026-03-10 12:00",
    }
    data.update(changed)
    return {key: value for key, value in data.items() if value is not None}


def line(
    tid: Any = "2026-03-02 08:00", av: Any = "slutenvard", gor: Any = "skriv-in", **more: Any
) -> Any:
    """One line of the course."""
    return {"tid": tid, "av": av, "gor": gor, **more}


BROKEN: list[tuple[str, Any, str]] = [
    ("inte-en-tabell", ["skriv-in"], "must hold keys"),
    ("tom-fil", None, "must hold keys"),
    ("patient-saknas", a_file(patient=None), "the key patient is missing"),
    ("handelser-saknas", a_file(handelser=None), "the key handelser is missing"),
    ("vid-saknas", a_file(vid=None), "the key vid is missing"),
    ("okand-nyckel", a_file(patienter={}), "the key patienter is unknown"),
    ("handelser-ingen-lista", a_file(handelser={"tid": "x"}), "handelser must be a list"),
    ("vid-ingen-tid", a_file(vid="snart"), "vid: not a time"),
    ("vid-en-dag", a_file(vid="2026-03-10"), "vid: not a time"),
    ("patient-ingen-tabell", a_file(patient="Test"), "patient must hold"),
    ("patient-okand-nyckel", a_file(patient={**PATIENT, "personummer": "1"}), "personummer is unk"),
    (
        "patient-okand-kommun",
        a_file(patient={**PATIENT, "folkbokforingskommun": "narnia"}),
        "no kommun 'narnia'",
    ),
    ("parter-ingen-tabell", a_file(parter=["avd-11"]), "parter must hold"),
    ("parter-okand-nyckel", a_file(parter={"hemtjanst": "x"}), "the key hemtjanst is unknown"),
    ("parter-okand-enhet", a_file(parter={"kommun": "narnia"}), "no unit 'narnia'"),
    ("parter-fel-slags-enhet", a_file(parter={"kommun": "hc-granlo"}), "no unit 'hc-granlo'"),
    ("rad-ingen-tabell", a_file(handelser=["skriv-in"]), "nr 1: each line needs tid, av and gor"),
    ("rad-utan-gor", a_file(handelser=[{"tid": "x", "av": "kommun"}]), "nr 1: each line needs"),
    ("rad-utan-tid", a_file(handelser=[{"av": "kommun", "gor": "spar"}]), "nr 1: each line needs"),
    ("okant-kommando", a_file(handelser=[line(gor="skriva-in")]), "no command 'skriva-in'"),
    ("kommando-en-lista", a_file(handelser=[line(gor=["spar"])]), "no command"),
    ("okand-roll", a_file(handelser=[line(av="lakare")]), "a role or a unit, not 'lakare'"),
    ("enhet-utan-roll", a_file(handelser=[line(av="forvaltningen")]), "a role or a unit"),
    ("okand-enhet-pa-raden", a_file(handelser=[line(enhet="avd-99")]), "no unit 'avd-99'"),
    ("enhet-av-fel-roll", a_file(handelser=[line(enhet="hc-granlo")]), "no unit 'hc-granlo'"),
    ("tid-gar-inte-att-lasa", a_file(handelser=[line("2 mars")]), "nr 1: not a time"),
    ("dagen-finns-inte", a_file(handelser=[line("2026-02-30 08:00")]), "nr 1: not a time"),
    (
        "efterregistrerad-gar-inte-att-lasa",
        a_file(handelser=[line(efterregistrerad="i morse")]),
        "nr 1: not a time",
    ),
    (
        "fel-ordning",
        a_file(handelser=[line("2026-03-02 08:00"), line("2026-03-02 07:59", gor="samtycke")]),
        "nr 2: tid is before the line above it",
    ),
    (
        "okand-nyckel-pa-raden",
        a_file(handelser=[line(), line(gor="samtycke", val="ja")]),
        "nr 2: samtycke has no key 'val'",
    ),
    (
        "okand-nyckel-efter-vid",
        a_file(handelser=[line(), line("2026-04-01 08:00", gor="samtycke", val="ja")]),
        "nr 2: samtycke has no key 'val'",
    ),
    (
        "tid-i-ett-falt",
        a_file(handelser=[line(), line(gor="behovsbedomning", bedomt="i går")]),
        "nr 2: bedomt: not a time",
    ),
]


@pytest.mark.parametrize(
    ("data", "said"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_a_broken_file_stops_with_one_clear_line(data: Any, said: str) -> None:
    world = a_world()
    with pytest.raises(BrokenScenario) as stopped:
        answer(read_scenario(data, world), world)
    assert said in str(stopped.value)
    assert "\n" not in str(stopped.value)


ODD_VALUES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("okant-val", line(gor="samtycke", varde="kanske"), ["ogiltigt-varde"]),
    ("val-som-ja-i-yaml", line(gor="samtycke", varde=True), []),
    ("lista-som-val", line(gor="samtycke", varde=["ja"]), ["ogiltigt-varde"]),
    ("okant-behov", line(gor="behovsbedomning", behov=["hund"]), ["ogiltigt-varde"]),
    ("behov-ingen-lista", line(gor="behovsbedomning", behov="socialtjanst"), ["ogiltigt-varde"]),
    (
        "dag-som-inte-finns",
        line(gor="inskrivningsmeddelande", beraknad_utskrivning="2026-02-30"),
        ["ogiltigt-varde"],
    ),
    ("okand-mottagare", line(gor="inskrivningsmeddelande", mottagare=["x"]), ["ogiltigt-varde"]),
    (
        "mottagare-utan-roll",
        line(gor="inskrivningsmeddelande", mottagare=["forvaltningen"]),
        ["ogiltigt-varde"],
    ),
    ("mottagare-en-tabell", line(gor="inskrivningsmeddelande", mottagare=[{}]), ["ogiltigt-varde"]),
    ("mottagare-som-text", line(gor="inskrivningsmeddelande", mottagare="kommun"), []),
    (
        "mottagare-dar-faltet-inte-finns",
        line(gor="andra-utskrivningsdatum", mottagare=["kommun"]),
        ["im-saknas"],
    ),
    (
        "avdelning-av-fel-slag",
        line(gor="byt-avdelning", till_avdelning="hc-granlo"),
        ["ogiltigt-varde"],
    ),
    ("kommun-som-lista", line(gor="byt-kommun", till_kommun=["timra"]), ["ogiltigt-varde"]),
    ("bock-som-text", line(gor="hemgangsklar", klar="ja"), ["ogiltigt-varde"]),
    ("text-som-tabell", line(gor="samtycke", anteckning={"a": 1}), ["ogiltigt-varde"]),
]


@pytest.mark.parametrize(
    ("happening", "reasons"), [row[1:] for row in ODD_VALUES], ids=[row[0] for row in ODD_VALUES]
)
def test_a_value_that_cannot_be_used_is_a_refusal(
    happening: dict[str, Any], reasons: list[str]
) -> None:
    world = a_world()
    told = answer(read_scenario(a_file(handelser=[line(), happening]), world), world)
    assert codes(told, 2) == reasons


def test_what_has_not_happened_yet_is_left_out() -> None:
    told = a_ready_stay().then("SV 2026-03-12 10:00 skriv-ut").at("2026-03-10 12:00")
    assert told["tillstand"] == "utskrivningsklar"


def test_what_happens_at_the_very_moment_has_happened() -> None:
    told = a_ready_stay().then("SV 2026-03-12 10:00 skriv-ut").at("2026-03-12 10:00")
    assert told["tillstand"] == "utskriven"


def test_the_answer_is_plain_data_with_the_agreed_keys() -> None:
    told = a_ready_stay().at("2026-03-10 12:00")
    assert json.loads(json.dumps(told, ensure_ascii=False)) == told
    assert {"tillstand", "avvisade", "varningar", "steg", "frister", "nasta", "sparrade",
            "betalning", "sip"} <= set(told)  # fmt: skip


def test_an_empty_course_has_an_answer_too() -> None:
    told = Course().at("2026-03-10 12:00")
    assert (told["tillstand"], told["betalning"], told["frister"]) == ("oppnat", [], [])


def test_the_same_file_gives_the_same_answer() -> None:
    course = a_ready_stay()
    assert course.at("2026-03-10 12:00") == course.at("2026-03-10 12:00")


def test_a_command_before_the_case_is_opened_is_refused() -> None:
    told = Course().then("SV 2026-03-02 08:00 samtycke").at("2026-03-10 12:00")
    assert codes(told, 1) == ["arende-saknas"]


def test_a_party_left_empty_is_no_party() -> None:
    parties = {**PARTIES, "kommun": None}
    told = answer(read_scenario(a_file(parter=parties), a_world()), a_world())
    assert told["avvisade"] == []
