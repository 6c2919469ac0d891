"""The made-up region is complete, consistent and plainly made up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledstang.demo import FILE, load_demo_organisation, save_demo_organisation
from ledstang.loading import BrokenFile
from planning.identity import luhn_is_right
from planning.organisation import KOMMUNER, Organisation, Purpose, Unit
from planning.ports import Stores
from planning.vocabulary import CARE_ROLES, Role

DEMO = load_demo_organisation()
ORGANISATION = Organisation({unit.id: unit for unit in DEMO.units})


def with_role(role: Role) -> list[Unit]:
    return [unit for unit in DEMO.units if unit.role is role]


def test_the_stores_hold_the_demo_organisation_as_it_was_read(stores: Stores) -> None:
    save_demo_organisation(stores.directory)
    save_demo_organisation(stores.directory)
    assert stores.directory.organisation().units == ORGANISATION.units
    assert {user.id for user in stores.directory.users()} == {user.id for user in DEMO.users}
    kept = [each for user in DEMO.users for each in stores.directory.assignments(user.id)]
    assert sorted(kept, key=lambda each: each.id) == sorted(
        DEMO.assignments, key=lambda each: each.id
    )


def test_parents_stand_before_their_children() -> None:
    seen: set[str | None] = {None}
    for unit in DEMO.units:
        assert unit.parent in seen, unit.id
        seen.add(unit.id)


def test_three_hospitals_have_wards_and_psychiatry_among_them() -> None:
    wards = with_role(Role.WARD)
    assert len({ward.hospital for ward in wards}) == 3
    assert all(ward.hospital in ORGANISATION.units for ward in wards)
    assert any(ward.psychiatry for ward in wards)


def test_open_care_lies_in_a_kommun_and_reaches_every_kommun() -> None:
    assert {unit.kommun for unit in with_role(Role.OPEN_CARE)} == set(KOMMUNER)


@pytest.mark.parametrize("kommun", KOMMUNER)
def test_each_kommun_has_one_unit_that_receives(kommun: str) -> None:
    own = [unit for unit in with_role(Role.MUNICIPALITY) if unit.kommun == kommun]
    assert [unit.id for unit in own if unit.default_receiver] == [f"{kommun}-bistand"]
    receiver = ORGANISATION.receiver_of_kommun(kommun)
    assert receiver is not None
    assert receiver.unit == f"{kommun}-bistand"
    assert len(own) == 4


def test_one_unit_is_not_live_yet() -> None:
    assert [unit.id for unit in DEMO.units if not unit.live] == ["hc-ramsele"]


def test_hsa_ids_have_the_right_form_and_belong_to_nobody() -> None:
    for unit in DEMO.units:
        form = re.fullmatch(r"SE([0-9]{10})-[A-Za-z0-9]{1,18}", unit.hsa_id)
        assert form, unit.id
        assert luhn_is_right(form[1])
        assert form[1].startswith("4"), "no organisation number in use begins with 4"
    assert len({unit.hsa_id for unit in DEMO.units}) == len(DEMO.units)


def test_phone_numbers_are_those_set_aside_for_fiction() -> None:
    digits = [unit.phone.replace("-", "").replace(" ", "") for unit in DEMO.units]
    assert all(1740605 <= int(each.removeprefix("070")) <= 1740699 for each in digits)
    assert len(set(digits)) == len(DEMO.units)


def test_every_role_has_somebody_to_sign_in_as() -> None:
    assert {each.role for each in DEMO.assignments} == set(Role)
    assert {each.user for each in DEMO.assignments} == {user.id for user in DEMO.users}


def test_only_care_and_social_service_open_patient_data() -> None:
    for each in DEMO.assignments:
        opens = each.purpose in (Purpose.CARE, Purpose.SOCIAL_SERVICE)
        assert opens == (each.role in CARE_ROLES), each.id


def test_people_act_at_units_of_their_role() -> None:
    for each in DEMO.assignments:
        expected = each.role if each.role in CARE_ROLES else None
        unit = ORGANISATION.unit(each.unit)
        assert unit is not None
        assert unit.role is expected, each.id


def test_editing_is_for_superusers_only() -> None:
    rights = {each.user: each.rights for each in DEMO.assignments if each.rights}
    assert rights == {
        "sara-super": frozenset({"redigera"}),
        "greta-granskare": frozenset({"redigera", "granskare"}),
        "rut-granskare": frozenset({"redigera", "granskare", "granskare-sakerhet"}),
        "lisa-lokalsuper": frozenset({"lokal-notering"}),
    }


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("roll: slutenvard", "roll: vard", "'vard' is not a valid Role"),
        ("enhet: hc-timra", "enhet: hc-finns-inte", "unknown unit or kommun: hc-finns-inte"),
        ("kommun: ange", "kommun: oslo", "unknown unit or kommun: oslo"),
        ("id: hc-timra", "id: hc-ange", "hc-ange stands there twice"),
        ("psykiatri: true", "psyk: true", "unknown key psyk"),
        ("personer:", "folk:", "'personer'"),
    ],
)
def test_a_mistake_in_the_file_is_told_in_one_line(
    tmp_path: Path, right: str, wrong: str, told: str
) -> None:
    broken = tmp_path / "organisation.yaml"
    broken.write_text(FILE.read_text(encoding="utf-8").replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(BrokenFile, match=told) as answer:
        load_demo_organisation(broken)
    assert "\n" not in str(answer.value)
