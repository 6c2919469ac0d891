"""Var varje steg står, längs en hel vårdtid.

p = pågår, k = klar, . = kommande, x = spärrad, - = ej aktuell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ledstang.loading import load_rulebook
from planning.progress import DONE
from tests.builders import Course, a_stay, an_announced_stay, codes, step

SIGN = {"pagar": "p", "klar": "k", "kommande": ".", "sparrad": "x", "ej-aktuell": "-"}
Line = tuple[str, dict[str, Any]]

# Rad för rad: vad som händer, och hur de nämnda stegen står därefter.
WATCHED = (
    "samtycke", "inskrivningsmeddelande", "kvittera", "fast-vardkontakt", "planeringsunderlag",
    "sip-stallningstagande", "kallelse-sip", "svara-kallelse", "utskrivningsklar",
    "svar-hemtagning", "utskrivningsinformation", "information-till-patienten", "utskrivning",
    "avsluta-arende",
)  # fmt: skip
COURSE: list[tuple[str, dict[str, Any], str]] = [
    #                                                         sikfpskvuhuiua
    ("SV 2026-03-02 08:00 skriv-in", {}, "pp............"),
    ("SV 2026-03-02 08:30 samtycke", {}, "kp............"),
    ("SV 2026-03-02 09:00 behovsbedomning", {"behov": ["kommunal-hsv"]}, "kp............"),
    ("SV 2026-03-02 10:00 inskrivningsmeddelande", {}, "kkpppp..p....."),
    ("K 2026-03-02 11:00 kvittera", {}, "kkpppp..p....."),
    ("ÖV 2026-03-02 12:00 kvittera", {}, "kkkppp..p....."),
    ("ÖV 2026-03-02 13:00 sip-stallningstagande", {"samtycke": "ja"}, "kkkppkx.p....."),
    ("ÖV 2026-03-02 14:00 fast-vardkontakt", {}, "kkkkpkp.p....."),
    ("ÖV 2026-03-02 15:00 planeringsunderlag", {}, "kkkkpkp.p....."),
    ("K 2026-03-02 16:00 planeringsunderlag", {}, "kkkkkkp.p....."),
    ("ÖV 2026-03-03 09:00 kallelse-sip", {}, "kkpkkkkpp....."),
    ("K 2026-03-03 10:00 svara-kallelse", {}, "kkkkkkkkp....."),
    ("SV 2026-03-05 10:00 utskrivningsklar", {}, "kkpkkkkkkpppp."),
    ("K 2026-03-05 11:00 svara-hemtagning", {}, "kkpkkkkkkkppp."),
    ("ÖV 2026-03-05 12:00 kvittera", {}, "kkkkkkkkkkppp."),
    ("SV 2026-03-06 09:00 utskrivningsinformation", {}, "kkpkkkkkkkkpp."),
    ("SV 2026-03-06 09:30 information-till-patienten", {}, "kkpkkkkkkkkkp."),
    ("SV 2026-03-06 10:00 skriv-ut", {}, "kkpkkkkkkkkkkx"),
    ("K 2026-03-06 11:00 kvittera", {}, "kkpkkkkkkkkkkx"),
    ("ÖV 2026-03-06 11:00 kvittera", {}, "kkkkkkkkkkkkkp"),
    ("SV 2026-03-07 09:00 avsluta-arende", {}, "kkkkkkkkkkkkkk"),
]


def _signs(course: Course) -> str:
    told = course.at("2026-03-10 12:00")
    assert told["avvisade"] == []
    return "".join(SIGN[told["steg"][each]] for each in WATCHED)


@pytest.mark.parametrize(
    "count", range(1, len(COURSE) + 1), ids=[line.split()[-1] for line, _, _ in COURSE]
)
def test_the_steps_along_a_whole_stay(count: int) -> None:
    course = Course()
    for line, values, _ in COURSE[:count]:
        course = course.then(line, **values)
    assert _signs(course) == COURSE[count - 1][2]


def test_every_step_with_a_status_says_when_it_is_done() -> None:
    steps = {step.id for process in load_rulebook().processes for step in process.steps}
    assert steps == set(DONE)


# Utan inskrivning, utan SIP, efter slutet ---------------------------------------------------------
ELSEWHERE: list[tuple[str, list[Line], dict[str, str]]] = [
    (
        "fore-inskrivningen",
        [("K 2026-03-01 20:00 vardbegaran", {})],
        {
            "vardbegaran": "k",
            "oppna-arende": "p",
            "inskrivningsmeddelande": ".",
            "utskrivning": ".",
        },
    ),
    (
        "sip-behovs-ej",
        [
            ("SV 2026-03-02 08:00 skriv-in", {}),
            ("SV 2026-03-02 10:00 inskrivningsmeddelande", {}),
            ("ÖV 2026-03-02 11:00 sip-stallningstagande", {"varde": "behovs-ej"}),
        ],
        {"sip-stallningstagande": "k", "kallelse-sip": "-", "svara-kallelse": "-"},
    ),
    (
        "makulerat",
        [
            ("SV 2026-03-02 08:00 skriv-in", {}),
            ("SV 2026-03-02 10:00 inskrivningsmeddelande", {}),
            ("SV 2026-03-02 11:00 makulera", {"meddelande": "skriv-in"}),
        ],
        {"kvittera": "-", "fast-vardkontakt": "-", "avsluta-arende": "-"},
    ),
    (
        "avliden",
        [
            ("SV 2026-03-02 08:00 skriv-in", {}),
            ("SV 2026-03-02 10:00 inskrivningsmeddelande", {}),
            ("SV 2026-03-03 08:00 avliden", {}),
        ],
        {"kvittera": "p", "fast-vardkontakt": "-", "utskrivning": "k", "avsluta-arende": "x"},
    ),
    (
        "avliden-med-utskrivningsklar",
        [
            ("SV 2026-03-02 08:00 skriv-in", {}),
            ("SV 2026-03-02 10:00 utskrivningsklar", {}),
            ("SV 2026-03-03 08:00 avliden", {}),
        ],
        {"utskrivningsklar": "k", "svar-hemtagning": "-"},
    ),
    (
        "atertaget-och-utskriven",
        [
            ("SV 2026-03-02 08:00 skriv-in", {}),
            ("SV 2026-03-02 10:00 utskrivningsklar", {}),
            ("SV 2026-03-02 11:00 aterta-utskrivningsklar", {}),
            ("SV 2026-03-03 08:00 skriv-ut", {}),
        ],
        {"utskrivningsklar": "-", "aterta-utskrivningsklar": "k", "utskrivning": "k"},
    ),
    (
        "avslutad-sip-lamnar-inget-efter-sig",
        [
            ("SV 2026-03-02 08:00 skriv-in", {}),
            ("ÖV 2026-03-02 10:00 sip-initiera", {}),
            ("ÖV 2026-03-02 11:00 sip-avsluta", {}),
        ],
        {"sip-initiera": "k", "sip-mote": "-", "sip-uppratta": "-", "sip-avsluta": "k"},
    ),
    (
        "sip-gar-vidare-efter-avslutat-arende",
        [
            ("SV 2026-03-02 08:00 skriv-in", {}),
            ("ÖV 2026-03-02 10:00 sip-initiera", {"samtycke": "ja"}),
            ("SV 2026-03-03 08:00 skriv-ut", {}),
            ("SV 2026-03-03 09:00 avsluta-arende", {}),
        ],
        {"avsluta-arende": "k", "sip-mote": "p", "sip-uppratta": "."},
    ),
    # Det som ingen kan göra pågår inte: det väntar, är spärrat eller gäller inte.
    (
        "sip-utan-samtycke",
        [
            ("SV 2026-03-02 08:00 skriv-in", {}),
            ("ÖV 2026-03-02 10:00 sip-initiera", {}),
        ],
        {"sip-kartlaggning": "x", "sip-mote": "x", "sip-uppratta": ".", "sip-avsluta": "p"},
    ),
    ("spar-fore-meddelandet", [("SV 2026-03-02 08:00 skriv-in", {})], {"spar": "."}),
    (
        "meddelande-bara-till-kommunen",
        [
            ("SV 2026-03-02 08:00 skriv-in", {}),
            (
                "SV 2026-03-02 10:00 inskrivningsmeddelande",
                {"behov": ["socialtjanst"], "mottagare": ["kommun"]},
            ),
        ],
        {"fast-vardkontakt": "-", "spar": "p"},
    ),
    (
        "utskriven-utan-meddelande",
        [
            ("SV 2026-03-02 08:00 skriv-in", {}),
            ("SV 2026-03-03 08:00 skriv-ut", {}),
        ],
        {"inskrivningsmeddelande": "x", "avsluta-arende": "p"},
    ),
]


@pytest.mark.parametrize(
    ("lines", "expected"), [row[1:] for row in ELSEWHERE], ids=[row[0] for row in ELSEWHERE]
)
def test_steps_that_do_not_concern_the_case(lines: list[Line], expected: dict[str, str]) -> None:
    course = Course()
    for line, values in lines:
        course = course.then(line, **values)
    told = course.at("2026-03-10 12:00")
    assert told["avvisade"] == []
    assert {each: SIGN[told["steg"][each]] for each in expected} == expected


def test_a_switched_off_step_does_not_apply_and_its_command_is_refused() -> None:
    course = an_announced_stay().then("ÖV 2026-03-03 09:00 spar", varde="gul")
    assert step(course.at("2026-03-03 12:00"), "spar") == "klar"
    without = replace(course, without=("spar",)).at("2026-03-03 12:00")
    assert step(without, "spar") == "ej-aktuell"
    assert codes(without, 3) == ["funktion-avstangd"]


STATES = [
    ("oppnat", [], "oppnat"),
    ("inskriven", ["SV 10:00 inskrivningsmeddelande"], "inskriven"),
    ("planering", ["SV 10:00 inskrivningsmeddelande", "K 11:00 kvittera"], "planering"),
    ("utskrivningsklar", ["SV 10:00 utskrivningsklar"], "utskrivningsklar"),
    ("utskriven", ["SV 10:00 skriv-ut"], "utskriven"),
    ("avliden", ["SV 10:00 avliden"], "avliden"),
    ("avslutat", ["SV 10:00 skriv-ut", "SV 11:00 avsluta-arende"], "avslutat"),
]


@pytest.mark.parametrize(
    ("lines", "state"), [row[1:] for row in STATES], ids=[row[0] for row in STATES]
)
def test_the_state_of_the_whole_case(lines: list[str], state: str) -> None:
    course = a_stay()
    for line in lines:
        who, rest = line.split(maxsplit=1)
        course = course.then(f"{who} 2026-03-02 {rest}")
    assert course.at("2026-03-02 12:00")["tillstand"] == state


def test_a_step_of_units_that_have_all_left_waits() -> None:
    course = (
        Course(parties={"avdelning": "avd-11", "kommun": "sundsvall-bistand"})
        .then("SV 2026-03-02 08:00 skriv-in")
        .then("SV 2026-03-02 10:00 inskrivningsmeddelande", behov=["socialtjanst"])
    )
    assert step(course.at("2026-03-02 10:30"), "planeringsunderlag") == "pagar"
    left = course.then("K 2026-03-02 11:00 avvisa", meddelande="inskrivningsmeddelande")
    assert step(left.at("2026-03-02 12:00"), "planeringsunderlag") == "kommande"
    assert step(left.at("2026-03-02 12:00"), "patientinformation") == "pagar"


def test_a_called_unit_that_has_left_is_not_waited_for() -> None:
    course = (
        Course(parties={"oppenvard": "hc-granlo", "kommun": "sundsvall-bistand"})
        .then("ÖV 2026-03-02 08:00 sip-initiera", samtycke="ja")
        .then("ÖV 2026-03-02 09:00 kallelse-sip", mote="2026-03-12 10:00")
    )
    assert step(course.at("2026-03-02 10:00"), "svara-kallelse") == "pagar"
    left = course.then("K 2026-03-02 11:00 avvisa", meddelande="kallelse-sip")
    assert step(left.at("2026-03-02 12:00"), "svara-kallelse") == "kommande"
    waited = [each["steg"] for each in left.at("2026-03-02 12:00")["nasta"]]
    assert "svara-kallelse" not in waited


def test_a_kommun_that_is_left_alone_calls_to_a_sip_without_a_stay() -> None:
    told = (
        Course(parties={"oppenvard": "hc-granlo", "kommun": "sundsvall-bistand"})
        .then("K 2026-03-02 08:00 sip-initiera", samtycke="ja")
        .then("K 2026-03-02 09:00 generellt-meddelande", mottagare=["oppenvard"])
        .then("ÖV 2026-03-02 10:00 avvisa", meddelande="generellt-meddelande")
        .at("2026-03-02 12:00")
    )
    assert step(told, "kallelse-sip") == "pagar"
    first = told["nasta"][0]
    assert (first["gor"], first["av"]) == ("kallelse-sip", "kommun")
