"""Writes the dated list of holidays that the agreements use.

The library only generates the list; the list in the repository is the truth, so that an upgrade of
the library cannot rewrite deadlines that have been told. Source: lag (1930:173) 2 § counts
midsommarafton, julafton and nyårsafton as holidays too.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import holidays

from ledstang.loading import CORE

YEARS = range(2018, 2041)
EVES = ((12, 24, "Julafton"), (12, 31, "Nyårsafton"))
HEAD = """# Dagar som räknas som helgdag när en frist slutar (lag (1930:173) 2 §), utöver lördag och
# söndag. Skrivs av python -m ledstang.holiday_list. Filen är sanningen: ett byte av bibliotek
# ändrar den inte.
"""


def holiday_lines() -> str:
    """The whole file, one day a line, Sundays left out."""
    found = holidays.country_holidays("SE", years=YEARS, include_sundays=False, language="sv")
    named: dict[date, str] = {day: found[day] for day in found if day.year in YEARS}
    for year in YEARS:
        named |= {date(year, month, day): name for month, day, name in EVES}
        named[_midsummer_eve(year)] = "Midsommarafton"
    return HEAD + "".join(f"{day}: {name}\n" for day, name in sorted(named.items()))


def _midsummer_eve(year: int) -> date:
    """The Friday between 19 and 25 June."""
    return next(date(year, 6, day) for day in range(19, 26) if date(year, 6, day).weekday() == 4)


def main(path: Path = CORE / "agreements" / "helgdagar.yaml") -> int:
    """Write the list, or with --check tell whether it is current."""
    text = holiday_lines()
    if "--check" in sys.argv:
        return 0 if path.read_text(encoding="utf-8") == text else 1
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
