"""The unit's list of patients for an outage: who, when, whose move, and whom to call."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from planning.alphabet import numbered, swedish
from planning.moments import say_day, say_moment
from planning.ports import CaseRow
from planning.vocabulary import CaseState
from planning_ui.present.header import written_number
from planning_ui.present.rows import Onlooker, flags_in_words
from planning_ui.prints.paper import Stamp, heading, paper, sentence
from planning_ui.words import STATES, role_words
from typeset import Block, Document, Inline, Lead, PageBreak, Table, Text, plain

TITLE = "Reservlista"
LEAD = "För driftstopp. Ring mottagaren först. Förvara listan inlåst och förstör den gamla."
WIDTHS = (0.26, 0.24, 0.3, 0.2)
ROWS_IN_PART = 125


def reserve_list(rows: Sequence[CaseRow], onlooker: Onlooker, stamp: Stamp) -> Document:
    """Every patient of the unit in a row, and the phone numbers of all units named."""
    return paper(TITLE, _blocks(rows, onlooker), stamp)


def _blocks(rows: Sequence[CaseRow], onlooker: Onlooker) -> Iterator[Block]:
    yield Lead(plain(LEAD))
    yield heading(1, f"Patienter ({len(rows)})")
    if not rows:
        yield sentence("Enheten har inga patienter i systemet nu.")
        return
    yield from _patients(sorted(rows, key=lambda row: swedish(row.name)), onlooker)
    yield heading(1, "Telefonnummer")
    yield _phones(rows, onlooker)


def _patients(by_name: Sequence[CaseRow], onlooker: Onlooker) -> Iterator[Block]:
    """One table, or for a long list several, each from the top of a page of its own.

    Between page breaks the pages are set side by side, on all cores: 500 rows come a
    fifth sooner on two.
    """
    header = tuple(plain(text) for text in ("Patient", "Datum och läge", "Nästa steg", "Parter"))
    parts = _parts(by_name)
    for part in parts:
        if part is not parts[0]:
            yield PageBreak()
        if len(parts) > 1:
            yield heading(2, f"Från {part[0].name}")
        yield Table(header, tuple(_line(row, onlooker) for row in part), WIDTHS)


def _parts(rows: Sequence[CaseRow]) -> list[Sequence[CaseRow]]:
    """The rows in parts as even as can be, none longer than `ROWS_IN_PART`."""
    count = math.ceil(len(rows) / ROWS_IN_PART)
    size = math.ceil(len(rows) / count)
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _line(row: CaseRow, onlooker: Onlooker) -> tuple[Inline, ...]:
    flags = ", ".join(flags_in_words(row, onlooker.now))
    number = written_number(row.identity)
    who = (Text(row.name, strong=True), Text(_joined("", number, flags)))
    # The own unit stands at the top of the paper.
    others = (unit for unit in row.units if unit != onlooker.unit)
    parties = _joined(*map(onlooker.organisation.name, others), row.contact)
    return (who, plain(_state(row)), plain(_next(row, onlooker)), plain(parties))


def _joined(*lines: str) -> str:
    """The lines under each other; a first empty one begins a new line."""
    kept = [text for place, text in enumerate(lines) if text or place == 0]
    return "\n".join(kept)


def _state(row: CaseRow) -> str:
    planned = row.estimated_discharge
    since = row.ready_since
    return _joined(
        STATES[CaseState(row.state)],
        f"Beräknat {say_day(planned)}" if planned else "",
        "Datumet är ändrat" if row.date_changed else "",
        f"Utskrivningsklar {say_moment(since)}" if since else "",
    )


def _next(row: CaseRow, onlooker: Onlooker) -> str:
    if not row.next_step:
        return "Inget väntar"
    units = ", ".join(onlooker.organisation.name(unit) for unit in row.next_units)
    due = f"Senast {say_moment(row.next_due)}" if row.next_due else ""
    title = onlooker.rulebook.steps[row.next_step].title
    return _joined(title, units or role_words(row.next_role), due)


def _phones(rows: Sequence[CaseRow], onlooker: Onlooker) -> Table:
    named = {unit for row in rows for unit in row.units}
    units = [u for each in named if (u := onlooker.organisation.unit(each))]
    by_name = sorted(units, key=lambda unit: numbered(unit.name))
    lines = ((unit.name, unit.phone or "Saknas i systemet") for unit in by_name)
    header = (plain("Enhet"), plain("Telefon"))
    return Table(header, tuple((plain(name), plain(phone)) for name, phone in lines), (0.6, 0.4))
