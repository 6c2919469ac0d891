"""Swedish identity numbers, read strictly: twelve ASCII digits, a real day, a right check digit.

Only the forms are judged here; that a number belongs to a living person nobody can tell from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

COORDINATION_DAY_OFFSET = 60
AGE_YEARS_MAX = 125
RESERVE_LENGTH_MAX = 20


class IdentityKind(StrEnum):
    """The domain of the number; a reserve number is never repaired or guessed at."""

    PERSONAL = "personnummer"
    COORDINATION = "samordningsnummer"
    RESERVE = "reservnummer"


@dataclass(frozen=True, slots=True)
class Identity:
    """A number together with the domain that gives it meaning."""

    kind: IdentityKind
    value: str

    @property
    def written(self) -> str:
        """The number as people write it: `18900202-9800`."""
        if self.kind is IdentityKind.RESERVE:
            return self.value
        return f"{self.value[:8]}-{self.value[8:]}"


class InvalidIdentity(ValueError):
    """The text is no identity number that the system can rely on."""


def luhn_is_right(digits: str) -> bool:
    """Whether the last digit is the check digit of the ones before (mod 10)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def parse_identity(text: str, today: date) -> Identity:
    """Read a personnummer or samordningsnummer: twelve digits, with or without a hyphen.

    Raises InvalidIdentity, with an English reason, for anything else.
    """
    written = text.strip(" ")
    hyphen = len(written) == 13 and written[8] == "-"
    digits = written[:8] + written[9:] if hyphen else written
    if not (digits.isascii() and digits.isdigit() and len(digits) == 12):
        raise InvalidIdentity("twelve digits are needed")
    if not luhn_is_right(digits[2:]):
        raise InvalidIdentity("the check digit is wrong")
    return _dated(digits, today)


def _dated(digits: str, today: date) -> Identity:
    day = int(digits[6:8])
    coordination = day > COORDINATION_DAY_OFFSET
    kind = IdentityKind.COORDINATION if coordination else IdentityKind.PERSONAL
    born = _birth_date(digits, day - COORDINATION_DAY_OFFSET if coordination else day)
    if born > today:
        raise InvalidIdentity("the birth date lies in the future")
    if born.year < 1800:
        raise InvalidIdentity("the birth date is too long ago")
    return Identity(kind, digits)


def _birth_date(digits: str, day: int) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), day)
    except ValueError as error:
        raise InvalidIdentity("the birth date does not exist") from error


def reserve_identity(text: str) -> Identity:
    """Take a reserve number as it stands: letters, digits and hyphens, never repaired.

    Raises InvalidIdentity for an empty, long or odd text.
    """
    value = text.strip(" ")
    plain = value.replace("-", "")
    if not (plain.isascii() and plain.isalnum() and len(value) <= RESERVE_LENGTH_MAX):
        raise InvalidIdentity("a reserve number has letters, digits and hyphens only")
    if plain.isdigit():
        raise InvalidIdentity("digits only is not a reserve number; check the personal number")
    return Identity(IdentityKind.RESERVE, value)


def age_years(identity: Identity, today: date) -> int | None:
    """The age in whole years, or None for a reserve number, which tells no birth date."""
    if identity.kind is IdentityKind.RESERVE:
        return None
    day = int(identity.value[6:8])
    shift = COORDINATION_DAY_OFFSET if identity.kind is IdentityKind.COORDINATION else 0
    born = _birth_date(identity.value, day - shift)
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (0 if had_birthday else 1)


def is_unlikely_old(identity: Identity, today: date) -> bool:
    """Whether the number belongs to somebody older than people become: a warning, no refusal."""
    age = age_years(identity, today)
    return age is not None and age > AGE_YEARS_MAX


def read_identity(text: str, today: date) -> Identity:
    """A personal or coordination number, else a reserve number as it stands.

    Raises InvalidIdentity when the text is none of them.
    """
    try:
        return parse_identity(text, today)
    except InvalidIdentity:
        return reserve_identity(text)
