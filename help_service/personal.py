"""Numbers that name a person, which help must never keep, echo or carry in an address."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

# Ten or twelve digits, however they are parted: a personal number, a coordination number, or a
# phone number, none of which belongs in help.
_NUMBER = re.compile(
    r"(?<!\d)(?:\d{2} ?)?(?:\d{2} ?){3}[-+]? ?(?:\d{2} ?\d{2}|[A-Za-z]\d{3})(?!\d)"
)
# The same digits with other signs between them. So may a date with a time be written, and therefore
# the date and the check digit must be right; a colon is a time's.
_SPACED = re.compile(r"(?<!\d)\d(?:[\s.,;/\\|_*'()+-]{0,3}\d){9,}(?!\d)")
# A date of birth, and its last four digits after a few words.
_PARTED = re.compile(r"(?<!\d)(\d{8}|\d{6})(?=\D{1,20}(\d{4})(?!\d))")
_WORDS = {
    word: str(digit)
    for digit, words in enumerate(
        (
            "noll nolla",
            "ett en etta",
            "två tvåa",
            "tre trea",
            "fyra",
            "fem",
            "sex",
            "sju",
            "åtta",
            "nio",
        )
    )
    for word in words.split()
}
_DIGIT_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_ALIKE = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_TOKEN = re.compile(r"[\dOolI]+")
_COORDINATION = 60
"""Added to the day in a coordination number."""
_CENTURIES = (18, 19, 20)


def holds_number(text: str) -> bool:
    """Return whether the text seems to hold a personal number or a phone number.

    Digits of any script, in words or with a letter O for a nought are read as digits.
    """
    plain = _plain(text)
    # Read both ways: a numeral may be a digit, or tell how many follow ("de sista fyra").
    rows = chain(_rows(_as_digits(plain)), _rows(plain))
    return _NUMBER.search(plain) is not None or any(map(_names_a_person, rows))


def _plain(text: str) -> str:
    """The text with plain digits, blanks and hyphens, and without signs that do not show."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(_sign(each) for each in folded if unicodedata.category(each) != "Cf")


def _sign(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Nd":
        return str(unicodedata.digit(sign))
    return {"Pd": "-", "Zs": " "}.get(kind, "-" if sign == "−" else sign)


def _as_digits(text: str) -> str:
    words = _DIGIT_WORD.sub(lambda found: _WORDS[found[0].lower()], text)
    return _TOKEN.sub(lambda found: found[0].translate(_ALIKE), words)


def _rows(text: str) -> Iterator[str]:
    """Yield every ten and twelve digits that follow each other, whatever stands between them."""
    yield from ("".join(found.groups()) for found in _PARTED.finditer(text))
    for found in _SPACED.finditer(text):
        digits = "".join(filter(str.isdecimal, found[0]))
        for length in (10, 12):
            for start in range(len(digits) - length + 1):
                yield digits[start : start + length]


def _names_a_person(digits: str) -> bool:
    if len(digits) == 12 and int(digits[:2]) not in _CENTURIES:
        return False
    month, day = int(digits[-8:-6]), int(digits[-6:-4])
    born = day - _COORDINATION if day > _COORDINATION else day
    return 1 <= month <= 12 and 1 <= born <= 31 and _checks(digits[-10:])


def _checks(ten: str) -> bool:
    """Whether the last of ten digits is the check digit of the nine before it (Luhn)."""
    doubled = (int(each) * (2 - number % 2) for number, each in enumerate(ten))
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0
