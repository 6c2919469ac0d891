"""`ledstang avtal visa`: every agreed value, what it rests on, and what is only assumed.

The amounts are those of the data folder's database, where there is one: what the central management
has registered and confirmed lies over what comes with the system.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ledstang import clock
from ledstang.commands.database import has_database, settings_of, stores_of
from ledstang.loading import load_agreements
from planning.agreement import Agreement, Amount
from planning.amounts import AmountEntry, YearOfAmounts, years_of_amounts
from planning.moments import local_day

RESTS_ON = {"L": "lag", "R": "rutin", "D": "egen slutsats"}
SHIPPED_ALONE = "Beloppen är de som följer med systemet. Ge --data för dem i en databas."


def show(agreement_id: str, data: Path) -> int:
    """Print the agreement, a value a line; exit 2 for an unknown one."""
    agreements = load_agreements()
    if agreement_id not in agreements:
        print(f"there is no agreement {agreement_id!r}", file=sys.stderr)
        return 2
    agreement = agreements[agreement_id]
    print("\n".join(_lines(agreement, _entries(agreement, data))))
    return 0


def _entries(agreement: Agreement, data: Path) -> Sequence[AmountEntry] | None:
    """What has been done with the amounts; None where there is no database.

    Raises BrokenFile when the database cannot be opened.
    """
    settings = settings_of(data)
    if not has_database(settings):
        return None
    return stores_of(settings).amounts.entries(agreement.amount_table)


def _lines(agreement: Agreement, entries: Sequence[AmountEntry] | None) -> list[str]:
    values = [
        f"{name:32} {_said(policy.value):22} {RESTS_ON[policy.mark.value]:14} "
        f"{policy.law:28} {'ANTAGANDE, ska bekräftas' if policy.assumed else ''}".rstrip()
        for name, policy in agreement.policies.items()
    ]
    features = [f"{name:32} {'på' if on else 'av'}" for name, on in agreement.features.items()]
    years = years_of_amounts(agreement.amounts, entries or (), clock.today())
    amounts = [line for year in reversed(years) for line in _amounts(year)]
    told = [SHIPPED_ALONE] if entries is None else []
    head = [f"{agreement.title} ({agreement.reference}, från {agreement.valid_from})", ""]
    waiting = _to_confirm(agreement, years)
    return [*head, *values, "", *features, "", *amounts, *told, "", waiting]


def _amounts(year: YearOfAmounts) -> Iterator[str]:
    if year.in_force:
        yield f"{_amount(year.year, year.in_force)}{_confirmed(year.in_force)}"
    if year.waiting:
        yield f"{_amount(year.year, year.waiting)} (obekräftat, används inte)"


def _amount(year: int, amount: Amount) -> str:
    return f"belopp {year:<25} {amount.kronor} kr  {amount.source}"


def _confirmed(amount: Amount) -> str:
    if amount.confirmed_at is None:
        return ""
    return f" (bekräftat {local_day(amount.confirmed_at)} av {amount.confirmed_by})"


def _to_confirm(agreement: Agreement, years: Sequence[YearOfAmounts]) -> str:
    assumed = [name for name, policy in agreement.policies.items() if policy.assumed]
    amounts = [f"belopp {each.year}" for each in reversed(years) if each.waiting]
    waiting = [*assumed, *amounts]
    return f"Ska bekräftas ({len(waiting)}): {', '.join(waiting) or 'inget'}"


def _said(value: int | bool | str | None) -> str:
    if value is None:
        return "inget avtalat"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return str(value)
