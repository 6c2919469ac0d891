"""`ledstang avtal visa`: every agreed value, what it rests on, and what is only assumed."""

from __future__ import annotations

import sys

from ledstang.loading import load_agreements
from planning.agreement import Agreement

RESTS_ON = {"L": "lag", "R": "rutin", "D": "egen slutsats"}


def show(agreement_id: str) -> int:
    """Print the agreement, a value a line; exit 2 for an unknown one."""
    agreements = load_agreements()
    if agreement_id not in agreements:
        print(f"there is no agreement {agreement_id!r}", file=sys.stderr)
        return 2
    print("\n".join(_lines(agreements[agreement_id])))
    return 0


def _lines(agreement: Agreement) -> list[str]:
    values = [
        f"{name:32} {_said(policy.value):22} {RESTS_ON[policy.mark.value]:14} "
        f"{policy.law:28} {'ANTAGANDE, ska bekräftas' if policy.assumed else ''}".rstrip()
        for name, policy in agreement.policies.items()
    ]
    features = [f"{name:32} {'på' if on else 'av'}" for name, on in agreement.features.items()]
    amounts = [
        f"belopp {year:<25} {amount.kronor} kr  {amount.source}"
        f"{'' if amount.confirmed else ' (obekräftat, används inte)'}"
        for year, amount in agreement.amounts.items()
    ]
    head = [f"{agreement.title} ({agreement.reference}, från {agreement.valid_from})", ""]
    return [*head, *values, "", *features, "", *amounts, "", _to_confirm(agreement)]


def _to_confirm(agreement: Agreement) -> str:
    assumed = [name for name, policy in agreement.policies.items() if policy.assumed]
    years = [f"belopp {year}" for year, amount in agreement.amounts.items() if not amount.confirmed]
    waiting = [*assumed, *years]
    return f"Ska bekräftas ({len(waiting)}): {', '.join(waiting) or 'inget'}"


def _said(value: int | bool | str | None) -> str:
    if value is None:
        return "inget avtalat"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return str(value)
