"""The payment basis as a table for a spreadsheet: one row a day, in the form that Excel opens.

A text that a spreadsheet would take for a formula is written so that it stays a text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from planning.organisation import KOMMUNER
from planning.payment_basis import Basis, PeriodLine
from planning.payment_days import DayLine
from planning_ui.present.disputes import Teller
from planning_ui.present.payment_page import ENDINGS, name_of, number_of

HEADER = (
    "Kommun", "Månad", "Namn", "Personnummer", "Avdelning", "Period", "Utskrivningsklar skickad",
    "Perioden", "Dag", "Räknas", "Skäl", "Belopp kr", "Bestridande",
)  # fmt: skip
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def payment_csv(basis: Basis, teller: Teller) -> bytes:
    """The days of the basis, with the mark that tells Excel how to read å, ä and ö."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerow(HEADER)
    for line in basis.lines:
        before, after = _before(basis, line, teller), _after(line)
        table.writerows([*before, *_day(line, day), *after] for day in line.days)
    return written.getvalue().encode("utf-8-sig")


def plain_text(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _before(basis: Basis, line: PeriodLine, teller: Teller) -> list[str]:
    """What the rows of all days begin with, written once."""
    told = (
        *(KOMMUNER[basis.kommun], str(basis.month)),
        *(name_of(line.patient), number_of(line.patient), teller.unit(line.ward)),
        *(str(line.payment.period), teller.say(line.payment.sent_at).machine),
        ENDINGS[line.period.ending],
    )
    return [plain_text(each) for each in told]


def _day(line: PeriodLine, day: DayLine) -> Iterator[str]:
    yield from (day.day.isoformat(), "ja" if day.counted else "nej", day.text, _amount(line, day))


def _after(line: PeriodLine) -> tuple[str]:
    return (", ".join(each.status.value for each in line.disputes),)


def _amount(line: PeriodLine, day: DayLine) -> str:
    """Kronor, or nothing where the amount is not known or the model has none."""
    return "" if line.by_average or day.kronor is None else str(day.kronor)
