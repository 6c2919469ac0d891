"""Processfilen: varje slags fel stannar med en tydlig rad; en trasig process kan inte finnas."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from ledstang.loading import CORE, PROCESS_FILES, BrokenFile, load_process, load_rulebook, read_yaml
from planning.deadlines import DEADLINE_NAMES
from planning.errors import InvalidDefinition
from planning.events import EVENT_OF
from planning.process import Process, Rulebook, process_from_data
from planning.progress import DONE, TAKES_PART
from planning.rules import CONDITIONS, WARNING_RULES, check_names

Data = dict[str, Any]


def a_definition() -> Data:
    """The smallest process with a beginning, a middle and an end."""
    common = {"fas": "allt", "aktorer": ["slutenvard"], "marke": "L", "lagrum": []}
    return {
        "id": "prov",
        "version": 1,
        "titel": "Prov",
        "start": ["borja"],
        "slut": "sluta",
        "faser": [{"id": "allt", "titel": "Allt"}],
        "steg": [
            {"id": "borja", "titel": "Börja", "leder_till": ["mitten"], **common},
            {"id": "mitten", "titel": "Mitten", "leder_till": ["sluta"], **common},
            {"id": "sluta", "titel": "Sluta", "leder_till": [], **common},
        ],
        "kommandon": [
            {"id": "gor", "steg": "mitten", "knapp": "Gör", "av": ["slutenvard"], "falt": []}
        ],
    }


def test_the_smallest_definition_can_be_held() -> None:
    process = process_from_data(a_definition())
    assert [each.id for each in process.commands_of("mitten")] == ["gor"]


def _set(*path: Any, value: Any) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        place: Any = data
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return change


def _drop(*path: Any) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        place: Any = data
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return change


FIELD = {"id": "f", "typ": "text", "titel": "F"}
FAULTS: list[tuple[str, Callable[[Data], None], str]] = [
    ("steg-utan-id", _drop("steg", 0, "id"), "missing key 'id'"),
    ("steg-utan-fas", _drop("steg", 0, "fas"), "missing key 'fas'"),
    ("ingen-start", _drop("start"), "missing key 'start'"),
    ("kommando-utan-knapp", _drop("kommandon", 0, "knapp"), "missing key 'knapp'"),
    ("okand-aktor", _set("steg", 0, "aktorer", value=["lakare"]), "'lakare' is not a valid Role"),
    ("okant-marke", _set("steg", 0, "marke", value="X"), "'X' is not a valid Mark"),
    ("version-ingen-siffra", _set("version", value="ett"), "invalid literal"),
    ("okand-fas", _set("steg", 1, "fas", value="annat"), "step mitten names the unknown phase"),
    (
        "leder-till-okant-steg",
        _set("steg", 1, "leder_till", value=["sluta", "annat"]),
        "mitten names the unknown step annat",
    ),
    ("kraver-okant-steg", _set("steg", 1, "kraver", value=["annat"]), "mitten names the unknown"),
    ("kommando-pa-okant-steg", _set("kommandon", 0, "steg", value="annat"), "gor names the unkn"),
    ("start-okant-steg", _set("start", value=["annat"]), "start or end names the unknown step"),
    ("slut-okant-steg", _set("slut", value="annat"), "start or end names the unknown step annat"),
    ("dubbelt-steg", _set("steg", 2, "id", value="borja"), "two steps have the id borja"),
    ("steg-utan-vag-dit", _set("steg", 0, "leder_till", value=["sluta"]), "mitten is unreachable"),
    ("steg-utan-vag-till-slutet", _set("steg", 1, "leder_till", value=[]), "borja has no way to"),
    (
        "okand-falttyp",
        _set("kommandon", 0, "falt", value=[{**FIELD, "typ": "bild"}]),
        "'bild' is not a valid FieldKind",
    ),
    (
        "okand-roll-pa-falt",
        _set("kommandon", 0, "falt", value=[{**FIELD, "roll": "lakare"}]),
        "'lakare' is not a valid Role",
    ),
]


@pytest.mark.parametrize(
    ("change", "said"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_a_fault_stops_with_one_line_that_names_the_process(
    change: Callable[[Data], None], said: str
) -> None:
    data = deepcopy(a_definition())
    change(data)
    with pytest.raises(InvalidDefinition) as stopped:
        process_from_data(data)
    assert str(stopped.value).startswith("process prov: ")
    assert said in str(stopped.value)
    assert "\n" not in str(stopped.value)


def test_two_commands_may_not_share_an_id() -> None:
    data = a_definition()
    data["kommandon"] *= 2
    with pytest.raises(InvalidDefinition, match="two commands have the id gor"):
        process_from_data(data)


def test_every_fault_is_told_at_once() -> None:
    data = a_definition()
    data["steg"][0]["leder_till"] = ["annat"]
    with pytest.raises(InvalidDefinition) as stopped:
        process_from_data(data)
    assert str(stopped.value).count(";") >= 2


def _rulebook(**command: Any) -> Rulebook:
    data = a_definition()
    data["kommandon"][0].update(command)
    return Rulebook((process_from_data(data),))


NAMES: list[tuple[str, dict[str, Any], str]] = [
    ("okant-villkor", {"villkor": ["ej_pa_mandagar"]}, "unknown condition ej_pa_mandagar"),
    ("okand-varning", {"varningar": ["ring-hem"]}, "unknown warning ring-hem"),
]


@pytest.mark.parametrize(
    ("command", "said"), [row[1:] for row in NAMES], ids=[row[0] for row in NAMES]
)
def test_a_rule_that_is_named_must_be_written(command: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidDefinition, match=said):
        check_names(_rulebook(**command), DEADLINE_NAMES)


def test_a_deadline_that_is_named_must_be_written() -> None:
    data = a_definition()
    data["steg"][1]["frist"] = "i-morgon"
    with pytest.raises(InvalidDefinition, match="step mitten names the unknown deadline i-morgon"):
        check_names(Rulebook((process_from_data(data),)), DEADLINE_NAMES)


def test_a_deadline_that_is_written_may_be_named_and_every_fault_is_told() -> None:
    data = a_definition()
    data["steg"][1]["frist"] = min(DEADLINE_NAMES)
    check_names(Rulebook((process_from_data(data),)), DEADLINE_NAMES)
    broken = _rulebook(villkor=["ej_pa_mandagar"], varningar=["ring-hem"])
    with pytest.raises(InvalidDefinition) as stopped:
        check_names(broken, DEADLINE_NAMES)
    assert str(stopped.value) == (
        "command gor names the unknown condition ej_pa_mandagar; "
        "command gor names the unknown warning ring-hem"
    )


def test_two_processes_may_not_share_steps_or_commands() -> None:
    process = process_from_data(a_definition())
    with pytest.raises(InvalidDefinition, match="two steps have the id borja"):
        Rulebook((process, process))


BROKEN_FILES = [
    ("ingen-yaml", "id: [utskrivning\n", r"prov\.yaml:2"),
    ("bara-text", "hej\n", r"prov\.yaml: "),
    ("en-lista", "- id: prov\n", r"prov\.yaml: "),
    ("tom", "", r"prov\.yaml: "),
    ("fel-innehall", "id: prov\n", r"prov\.yaml: process prov: missing key"),
]


@pytest.mark.parametrize(
    ("text", "said"), [row[1:] for row in BROKEN_FILES], ids=[row[0] for row in BROKEN_FILES]
)
def test_a_broken_file_is_named_in_one_line(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "prov.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenFile, match=said) as stopped:
        load_process(path)
    assert "\n" not in str(stopped.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match=r"utskrivning\.yaml: cannot be read"):
        load_rulebook(tmp_path)


# De riktiga filerna -------------------------------------------------------------------------------


def _real() -> tuple[Process, ...]:
    return load_rulebook().processes


def test_every_written_rule_is_used_and_every_used_rule_is_written() -> None:
    commands = load_rulebook().commands.values()
    used = {name for command in commands for name in command.conditions}
    assert used == set(CONDITIONS)
    assert {name for command in commands for name in command.warnings} == set(WARNING_RULES)
    named = {step.deadline for step in load_rulebook().steps.values() if step.deadline}
    assert named == DEADLINE_NAMES


def test_every_command_makes_an_event_and_every_event_has_its_command() -> None:
    assert set(load_rulebook().commands) == set(EVENT_OF)


def test_every_step_knows_when_it_is_done_and_every_process_when_it_takes_part() -> None:
    assert {step.id for process in _real() for step in process.steps} == set(DONE)
    assert {process.id for process in _real()} == set(TAKES_PART)


@pytest.mark.parametrize("name", PROCESS_FILES)
def test_every_file_reads_back_as_the_process_it_describes(name: str) -> None:
    data = read_yaml(CORE / "processes" / name)
    process = process_from_data(data)
    assert len(process.steps) == len(data["steg"])
    assert len(process.commands) == len(data.get("kommandon", ()))


def test_the_main_process_has_its_twenty_six_steps_in_order() -> None:
    numbers = [step.number for step in _real()[0].steps]
    assert numbers == list(range(1, 27))


def test_what_rests_on_law_names_its_paragraph() -> None:
    steps = load_rulebook().steps.values()
    assert all(step.law for step in steps if step.mark.value == "L")


def test_every_command_is_done_by_somebody_on_a_step() -> None:
    rulebook = load_rulebook()
    assert all(command.actors for command in rulebook.commands.values())
    assert all(command.step in rulebook.steps for command in rulebook.commands.values())


def test_the_step_of_an_unknown_id_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        load_rulebook().process_of("annat")


def test_the_commands_of_the_work_are_all_there() -> None:
    wanted = {
        "vardbegaran", "skriv-in", "samtycke", "behovsbedomning", "inskrivningsmeddelande",
        "kvittera", "avvisa", "vidarebefordra", "lagg-till-part", "fast-vardkontakt",
        "planeringsunderlag", "patientinformation", "andra-utskrivningsdatum", "spar",
        "generellt-meddelande", "sip-stallningstagande", "kallelse-sip", "aterta-kallelse",
        "svara-kallelse", "utskrivningsklar", "svara-hemtagning", "aterta-utskrivningsklar",
        "makulera", "hemgangsklar", "utskrivningsinformation", "information-till-patienten",
        "hinder-oppenvard", "permission", "byt-avdelning", "byt-kommun", "avliden", "skriv-ut",
        "kontakt-efter-hemgang", "avsluta-arende", "sip-initiera", "sip-kartlaggning",
        "sip-mote", "sip-uppratta", "sip-bekrafta", "sip-uppfoljning", "sip-utvardering",
        "sip-avsluta", "samordnad-vardplan", "justera-vardplan", "beslut-oppen-tvangsvard",
        "ratta", "sla-ihop-identitet",
    }  # fmt: skip
    assert wanted <= set(load_rulebook().commands)


def test_i_ett_arende_fragas_inte_igen_vem_det_galler() -> None:
    start = load_rulebook().commands["sip-initiera"]
    assert start.field("personnummer") is not None
    inside = start.in_case()
    assert [each.id for each in inside.fields][:2] == ["mottagare", "samtycke"]
    assert inside.button == start.button
