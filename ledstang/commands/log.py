"""`ledstang log`: whether the chain of the access log is whole, and who saw what."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ledstang import clock
from ledstang.commands.database import settings_with_database, stores_of
from ledstang.loading import BrokenFile
from planning.identity import read_identity
from planning.moments import from_local
from planning.ports import Stores

COLUMNS: Mapping[str, str] = {
    "at": "tid (UTC)",
    "user": "användare",
    "user_name": "namn",
    "role": "roll",
    "unit": "enhet",
    "care_provider": "vårdgivare eller kommun",
    "purpose": "ändamål",
    "action": "handling",
    "object_type": "vad",
    "object_id": "ärende eller lista",
    "patient": "patient",
    "result": "resultat",
    "reason": "orsak",
    "method": "inloggning",
    "shown": "ärenden som visades",
}
BYTE_ORDER_MARK = "utf-8-sig"
Row = Mapping[str, object]
Choose = Callable[[Row], Row | None]


def verify(data: Path) -> int:
    """Exit 0 when the chain is whole, 1 with the first broken row, 2 without a database."""
    settings = settings_with_database(data)
    if settings is None:
        return 2
    broken = stores_of(settings).access_log.verify()
    if broken is None:
        print("The access log is whole: every row fits the one before.")
        return 0
    print(f"The access log is broken: row {broken} does not fit the one before.", file=sys.stderr)
    return 1


def extract(out: Path, days: tuple[str, str], person: str, patient: Path | None, data: Path) -> int:
    """Write the rows of the days, both included, to a CSV file that only its owner may read.

    With `person`, only what this user did. With `patient`, only what concerned the one whose number
    stands in that file, lists that showed a case of theirs too: a number on the command line would
    stay in its history. Exit 0 when written, 2 without a database. Raises BrokenFile, in one line,
    where a day or the number cannot be read.
    """
    settings = settings_with_database(data)
    if settings is None:
        return 2
    first, last = (_day(each) for each in days)
    stores = stores_of(settings)
    choose = _concerning(patient, stores) if patient else _as_it_is
    rows = stores.access_log.extract(_midnight(first), _midnight(last + timedelta(days=1)))
    by_user = (row for row in rows if not person or row["user"] == person)
    chosen = [found for row in by_user if (found := choose(row)) is not None]
    out.touch(mode=0o600)
    with out.open("w", encoding=BYTE_ORDER_MARK, newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS.values())
        writer.writerows([str(row[name]) for name in COLUMNS] for row in chosen)
    print(f"{len(chosen)} rows of the access log are written to {out}.")
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BrokenFile(f"{text}: no day; write it as 2026-03-01") from error


def _midnight(day: date) -> datetime:
    return from_local(datetime.combine(day, time.min))


def _as_it_is(row: Row) -> Row | None:
    return row


def _concerning(file: Path, stores: Stores) -> Choose:
    """What a row tells of the person whose number stands in the file; None when nothing."""
    try:
        number = read_identity(file.read_text(encoding="utf-8").strip(), clock.today()).value
    except (OSError, ValueError) as error:
        raise BrokenFile(f"{file}: no personal number can be read; write it alone") from error
    cases = frozenset(stores.cases.cases_of(number))

    def concerning(row: Row) -> Row | None:
        """The row if it concerns the person, without the cases of others that a list showed."""
        shown = [each for each in json.loads(str(row["shown"])) if each in cases]
        if row["patient"] == number or row["object_id"] in cases or shown:
            return {**row, "shown": json.dumps(shown)}
        return None

    return concerning
