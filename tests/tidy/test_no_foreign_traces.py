"""No person's number, no machine's path, no registry's address, no loose end in any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from planning.identity import luhn_is_right
from tests.tidy.source import ROOT, files, text_of

PUBLISHED_TEST_NUMBERS = frozenset(
    {
        "189002029800",
        "189602029812",
        "199002222397",
        "200001252386",
        "200302022389",
        "196109732393",
    }
)
"""Published for testing by Skatteverket: given to nobody."""

LONG_NUMBER = re.compile(r"(?<![\w.])(\d{8})[-+ ]?(\d{4})(?!\w)")
SHORT_NUMBER = re.compile(r"(?<![\w.])(\d{6})[-+]?(\d{4})(?!\w)")
COORDINATION_DAYS = 60
OLDEST_YEAR = 1880
NEWEST_YEAR = 2035

MACHINE_PATHS = re.compile(r"(?<![\w.:}])/(?:work|root|home/\w+|Users/\w+|opt|tmp/led)/")
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs|unpkg\.com|jsdelivr|crates\.io|(?:index|find)[-_]links?\s*="
)
PLANS = re.compile(r"(?<![a-z])the[ _]issue(?![a-z])|\bissues? #?\d+\b", re.IGNORECASE)
LOOSE_ENDS = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
THIS = Path(__file__)
HASHED = ROOT / "requirements"


def test_no_text_holds_the_number_of_a_person() -> None:
    found = [f"{place} {number}" for place, line in _lines() for number in _numbers(line)]
    assert not found, "use a published test number:\n" + "\n".join(found)


def test_a_number_is_seen_in_each_form_it_is_written() -> None:
    whole = "19121212" + "1212"
    for text in (whole, "19121212-1212", "121212-1212", "1212121212", "(19121212 1212)"):
        assert list(_numbers(text)), text
    for text in ("201234567890", "20261122 0800", "189002029800", "900202-9800"):
        assert not list(_numbers(text)), text


def test_no_text_holds_a_path_of_a_machine() -> None:
    assert not _matches(MACHINE_PATHS)


def test_no_text_holds_the_address_of_a_package_registry() -> None:
    assert not _matches(REGISTRIES)


def test_no_text_leans_on_a_plan_that_is_not_here() -> None:
    assert not _matches(PLANS)


def test_nothing_is_left_to_do_in_a_comment() -> None:
    assert not _matches(LOOSE_ENDS)


def _matches(pattern: re.Pattern[str]) -> str:
    return "\n".join(f"{place} {line.strip()}" for place, line in _lines() if pattern.search(line))


def _lines() -> Iterator[tuple[str, str]]:
    for path in files():
        text = None if path == THIS else text_of(path)
        for number, line in enumerate((text or "").splitlines(), start=1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def _numbers(line: str) -> Iterator[str]:
    for match in LONG_NUMBER.finditer(line):
        if _is_a_persons(match[1], match[2]):
            yield match[0]
    for match in SHORT_NUMBER.finditer(line):
        if any(_is_a_persons(century + match[1], match[2]) for century in ("18", "19", "20")):
            yield match[0]


def _is_a_persons(born: str, last: str) -> bool:
    whole = "".join(str(int(digit)) for digit in born + last)  # Digits of any script.
    published = any(whole[2:] == number[2:] for number in PUBLISHED_TEST_NUMBERS)
    return not published and _is_a_day(whole[:8]) and luhn_is_right(whole[2:])


def _is_a_day(written: str) -> bool:
    year, month, day = int(written[:4]), int(written[4:6]), int(written[6:])
    try:
        date(year, month, day - COORDINATION_DAYS if day > COORDINATION_DAYS else day)
    except ValueError:
        return False
    return OLDEST_YEAR <= year <= NEWEST_YEAR
