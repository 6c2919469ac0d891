"""What is nearly a personal number is none: nothing is repaired, nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from planning.identity import IdentityKind, InvalidIdentity, parse_identity

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("written", ["189002029800", "18900202-9800"])
def test_twelve_digits_are_read_with_or_without_a_hyphen(written: str) -> None:
    identity = parse_identity(written, TODAY)
    assert identity.kind is IdentityKind.PERSONAL
    assert identity.value == "189002029800"
    assert identity.written == "18900202-9800"


def test_a_coordination_number_is_told_from_a_personal_number() -> None:
    assert parse_identity("196109732393", TODAY).kind is IdentityKind.COORDINATION


@pytest.mark.parametrize(
    "written",
    [
        "9002029800",
        "900202-9800",
        "189002029801",
        "1890-0202-9800",
        "189002029800\n",
        "１８９００２０２９８００",
        "١٨٩٠٠٢٠٢٩٨٠٠",
        "18900202+9800",
        "189002309800",
        "reservnummer",
        "",
    ],
    ids=[
        "ten digits",
        "ten digits with a hyphen",
        "a wrong check digit",
        "two hyphens",
        "a line end",
        "full-width digits",
        "Arabic digits",
        "a plus sign",
        "a day that was not",
        "letters",
        "nothing",
    ],
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(InvalidIdentity):
        parse_identity(written, TODAY)


def test_nobody_is_born_tomorrow() -> None:
    with pytest.raises(InvalidIdentity, match="future"):
        parse_identity("200302022389", date(2003, 2, 1))
