"""Personnummer, samordningsnummer och reservnummer: läses strängt, lagas aldrig."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.identity import (
    IdentityKind,
    InvalidIdentity,
    age_years,
    is_unlikely_old,
    luhn_is_right,
    parse_identity,
    read_identity,
    reserve_identity,
)
from tests.builders import WARD
from tests.rules.office import ASKED, NOW, admission, an_empty_desk

TODAY = date(2026, 11, 22)
PUBLISHED = ("189002029800", "189602029812", "199002222397", "200001252386", "200302022389")
COORDINATION = "196109732393"


@pytest.mark.parametrize("number", PUBLISHED)
def test_a_published_test_number_is_a_personal_number(number: str) -> None:
    identity = parse_identity(number, TODAY)
    assert (identity.kind, identity.value) == (IdentityKind.PERSONAL, number)
    assert identity.written == f"{number[:8]}-{number[8:]}"


def test_a_coordination_number_has_sixty_added_to_its_day() -> None:
    identity = parse_identity(COORDINATION, TODAY)
    assert identity.kind is IdentityKind.COORDINATION
    assert age_years(identity, TODAY) == 65


READ = [
    ("med-streck", "18900202-9800", "189002029800"),
    ("med-blanksteg-runt", "  189002029800 ", "189002029800"),
    ("utan-streck", "189002029800", "189002029800"),
]


@pytest.mark.parametrize(("text", "value"), [row[1:] for row in READ], ids=[r[0] for r in READ])
def test_a_number_is_read_with_or_without_its_hyphen(text: str, value: str) -> None:
    assert parse_identity(text, TODAY).value == value


NOT_READ = [
    ("tomt", ""),
    ("tio-siffror", "9002029800"),
    ("elva-siffror", "18900202980"),
    ("tretton-siffror", "1890020298000"),
    ("fel-kontrollsiffra", "189002029801"),
    ("omkastade-siffror", "189002028900"),
    ("bokstav", "18900202980O"),
    ("fullbreddssiffror", "１８９００２０２９８００"),
    ("arabiska-siffror", "١٨٩٠٠٢٠٢٩٨٠٠"),
    ("upphojd-siffra", "18900202980²"),
    ("radbrytning-sist", "189002029800\n"),
    ("tabb-forst", "\t189002029800"),
    ("streck-pa-fel-plats", "1890020-29800"),
    ("streck-forst", "-189002029800"),
    ("tva-streck", "18900202--9800"),
    ("plustecken", "18900202+9800"),
    ("blanksteg-inuti", "18900202 9800"),
    ("manad-noll", "189000029802"),
    ("manad-tretton", "189013029807"),
    ("dag-noll", "189002009802"),
    ("trettionde-februari", "189002309806"),
    ("dag-mellan-31-och-61", "189002459800"),
    ("fodd-i-framtiden", "209002029800"),
    ("for-lange-sedan", "179002029800"),
]


@pytest.mark.parametrize("text", [row[1] for row in NOT_READ], ids=[row[0] for row in NOT_READ])
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(InvalidIdentity):
        parse_identity(text, TODAY)


def test_the_leap_day_is_a_birthday_in_leap_years_alone() -> None:
    def last_digit(start: str) -> str:
        return next(d for d in "0123456789" if luhn_is_right(f"{start}{d}"[2:]))

    leap, common = "20000229238", "20010229238"
    assert parse_identity(leap + last_digit(leap), TODAY).kind is IdentityKind.PERSONAL
    with pytest.raises(InvalidIdentity):
        parse_identity(common + last_digit(common), TODAY)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PUBLISHED), st.integers(2, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, change: int) -> None:
    wrong = str((int(number[place]) + change) % 10)
    with pytest.raises(InvalidIdentity):
        parse_identity(number[:place] + wrong + number[place + 1 :], TODAY)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=16))
def test_no_text_crashes_the_reading(text: str) -> None:
    try:
        identity = read_identity(text, TODAY)
    except InvalidIdentity:
        return
    assert identity.value.isascii()


@pytest.mark.parametrize("text", ["R-123-AB", "AB12", "x1", "199002222397T"])
def test_a_reserve_number_is_taken_as_it_stands(text: str) -> None:
    identity = reserve_identity(text)
    assert (identity.kind, identity.value, identity.written) == (IdentityKind.RESERVE, text, text)
    assert age_years(identity, TODAY) is None


@pytest.mark.parametrize(
    "text", ["", "-", "Å1", "R 1", "R/1", "123", "12-34", "R" * 21, "9002029800"]
)
def test_what_may_be_a_mistyped_number_is_no_reserve_number(text: str) -> None:
    with pytest.raises(InvalidIdentity):
        reserve_identity(text)


@pytest.mark.parametrize(
    ("today", "age"),
    [(date(2026, 1, 24), 25), (date(2026, 1, 25), 26), (date(2026, 12, 31), 26)],
    ids=["dagen-fore", "fodelsedagen", "arets-slut"],
)
def test_age_changes_on_the_birthday(today: date, age: int) -> None:
    assert age_years(parse_identity("200001252386", today), today) == age


def test_a_very_old_number_is_a_warning_and_no_refusal() -> None:
    assert is_unlikely_old(parse_identity("189002029800", TODAY), TODAY)
    assert not is_unlikely_old(parse_identity("199002222397", TODAY), TODAY)


@pytest.mark.parametrize(
    ("number", "warned"),
    [
        ("189002029800", ("hog-alder",)),
        ("189602029812", ("hog-alder",)),
        ("199002222397", ()),
        ("196109732393", ()),
        ("RES-1890", ()),
    ],
    ids=["136-ar", "130-ar", "36-ar", "samordningsnummer", "reservnummer"],
)
def test_opening_a_case_warns_of_an_unlikely_age(number: str, warned: tuple[str, ...]) -> None:
    desk, _ = an_empty_desk()
    done = desk.do(WARD, None, "skriv-in", admission(personnummer=number), NOW, ASKED)
    assert done.warnings == warned
