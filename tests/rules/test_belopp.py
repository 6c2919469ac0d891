"""Belopp per vårddygn: registreras, bekräftas i ett andra steg, skrivs aldrig om."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planning.agreement import Agreement, Amount
from planning.amounts import (
    SHIPPED,
    AmountEntry,
    AmountStep,
    Proposal,
    YearOfAmounts,
    can_confirm,
    can_register,
    can_set_amounts,
    with_entries,
)
from planning.amounts_desk import AmountsDesk
from planning.case import Case
from planning.errors import Conflict, Refusal
from planning.moments import local_day
from planning.organisation import Actor, Purpose
from planning.payment_basis import Basis
from planning.payment_desk import PaymentDesk
from planning.payment_month import Month
from planning.ports import AccessRow
from planning.vocabulary import Role
from storage.amounts import MemoryAmounts
from storage.memory import MemoryAccessLog
from tests.builders import MUNICIPALITY, WARD
from tests.rules.office import ASKED, NOW, Office, an_office

CENTRAL = Actor("ceci", "Ceci", Role.CENTRAL, "forvaltningen", Purpose.ADMINISTRATION)
LOCAL = Actor("lova", "Lova", Role.LOCAL_ADMIN, "sundsvall", Purpose.ADMINISTRATION)
MARCH = Month(2026, 3)
MAY = NOW + timedelta(days=70)
# Inget sådant belopp finns: talen är valda för att synas.
MADE_UP = Proposal(2026, 11_111, "påhittad källa")


def amounts_of(office: Office) -> AmountsDesk:
    return AmountsDesk(office.desk)


def set_amount(office: Office, proposal: Proposal = MADE_UP) -> None:
    """Register and confirm an amount."""
    desk = amounts_of(office)
    number = desk.register(CENTRAL, proposal, MAY, ASKED).number
    desk.confirm(CENTRAL, proposal.year, number, MAY, ASKED)


def year(office: Office, number: int = 2026) -> YearOfAmounts:
    return amounts_of(office).year(number)


def a_closed_stay() -> Office:
    """Ready at 09:30 on 2 March 2026, liable from the fifth, gone home on the tenth."""
    office = an_office()
    needs = ["socialtjanst"]
    office.do(WARD, "behovsbedomning", 30, behov=needs, bedomt=NOW.isoformat())
    office.do(WARD, "inskrivningsmeddelande", 60, beraknad_utskrivning="2026-03-03", behov=needs)
    office.do(WARD, "utskrivningsklar", 90, bedomt=NOW.isoformat())
    out = NOW + timedelta(days=8)
    office.do(WARD, "skriv-ut", 8 * 24 * 60, tidpunkt=out.isoformat(), till="hem")
    return office


def march(office: Office) -> Basis:
    return PaymentDesk(office.desk).basis(CENTRAL, "sundsvall", MARCH, MAY, ASKED)


# Två steg -----------------------------------------------------------------------------------------


def test_a_registered_amount_is_used_nowhere_until_it_is_confirmed() -> None:
    office = a_closed_stay()
    number = amounts_of(office).register(CENTRAL, MADE_UP, MAY, ASKED).number
    assert (year(office).in_force, year(office).waiting_number) == (None, number)
    assert march(office).sums.amount is None
    assert march(office).sums.unknown_years == (2026,)
    amounts_of(office).confirm(CENTRAL, 2026, number, MAY, ASKED)
    assert year(office).in_force == Amount(11_111, "påhittad källa", True, MAY, "Ceci")
    assert (year(office).waiting, year(office).waiting_number) == (None, SHIPPED)


def test_the_basis_of_a_closed_month_gets_the_amount_with_its_date_and_nothing_else_changes() -> (
    None
):
    office = a_closed_stay()
    before = march(office)
    set_amount(office)
    after = march(office)
    assert (before.sums.counted, before.sums.amount) == (5, None)
    assert (after.sums.amount, after.lines[0].amount) == (5 * 11_111, 5 * 11_111)
    assert after.prices == ((2026, Amount(11_111, "påhittad källa", True, MAY, "Ceci")),)
    assert _without_money(after) == _without_money(before)


def _without_money(basis: Basis) -> Basis:
    """The basis as it is told but for amounts."""
    lines = tuple(
        replace(
            line,
            payment=replace(line.payment, amount=None, amount_a_day=None, derivation=()),
            days=tuple(replace(day, kronor=None) for day in line.days),
        )
        for line in basis.lines
    )
    sums = replace(basis.sums, amount=None, unknown_years=())
    return replace(basis, lines=lines, sums=sums, prices=())


def test_the_patients_page_has_the_amount_too() -> None:
    office = a_closed_stay()
    set_amount(office)
    opened = office.desk.open_case(WARD, office.case_id, MAY, ASKED)
    assert opened.payments[0].amount == 5 * 11_111
    assert not [told for told in opened.payments[0].derivation if "inte känt" in told]


def test_no_event_and_no_list_row_knows_of_amounts() -> None:
    office = a_closed_stay()
    cases = office.desk.stores.cases
    before = (cases.events(office.case_id), cases.cases_under(frozenset({"sundsvall:2026-03"})))
    set_amount(office)
    after = (cases.events(office.case_id), cases.cases_under(frozenset({"sundsvall:2026-03"})))
    assert after == before


def test_each_day_has_the_amount_of_its_own_year() -> None:
    office = a_closed_stay()
    set_amount(office)
    set_amount(office, Proposal(2025, 22_222, "påhittad källa"))
    agreement = office.desk.priced(office.desk.agreement)
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    found = [agreement.amount_on(day) for day in days]
    assert [each.kronor if each else None for each in found] == [22_222, 11_111, 11_111, None]


# Historiken ---------------------------------------------------------------------------------------


def test_a_wrong_amount_is_replaced_by_a_newer_one_and_both_are_kept() -> None:
    office = a_closed_stay()
    set_amount(office)
    number = (
        amounts_of(office).register(CENTRAL, replace(MADE_UP, kronor=12_000), MAY, ASKED).number
    )
    known = year(office)
    told = [each.kronor for each in (known.in_force, known.waiting) if each]
    assert told == [11_111, 12_000]
    amounts_of(office).confirm(CENTRAL, 2026, number, MAY, ASKED)
    assert march(office).sums.amount == 5 * 12_000
    assert [(e.step, e.kronor) for e in year(office).history] == [
        (AmountStep.CONFIRMED, 12_000),
        (AmountStep.REGISTERED, 12_000),
        (AmountStep.CONFIRMED, 11_111),
        (AmountStep.REGISTERED, 11_111),
    ]


def test_what_came_with_the_system_can_be_confirmed_as_it_stands() -> None:
    office = an_office()
    known = year(office, 2023)
    assert (known.in_force, known.waiting_number) == (None, SHIPPED)
    amounts_of(office).confirm(CENTRAL, 2023, SHIPPED, MAY, ASKED)
    assert year(office, 2023).in_force == Amount(
        10_500, "HSLF-FS 2022:60, uppgift i andra hand", True, MAY, "Ceci"
    )


def test_a_newer_registration_takes_the_place_of_one_that_waits() -> None:
    office = an_office()
    first = amounts_of(office).register(CENTRAL, MADE_UP, MAY, ASKED).number
    second = (
        amounts_of(office).register(CENTRAL, replace(MADE_UP, kronor=12_000), MAY, ASKED).number
    )
    assert not can_confirm(year(office), first)
    assert can_confirm(year(office), second)
    with pytest.raises(Conflict):
        amounts_of(office).confirm(CENTRAL, 2026, first, MAY, ASKED)
    assert year(office).in_force is None


def test_an_amount_is_confirmed_once() -> None:
    office = an_office()
    set_amount(office)
    for number in (SHIPPED, 1, 2):
        with pytest.raises(Conflict):
            amounts_of(office).confirm(CENTRAL, 2026, number, MAY, ASKED)
    assert len(year(office).history) == 2


def test_every_year_is_listed_the_unknown_ones_too() -> None:
    listed = amounts_of(an_office()).years(MAY)
    assert [each.year for each in listed] == list(range(2026, 2018, -1))
    unknown = [each.year for each in listed if not each.in_force and not each.waiting]
    assert unknown == [2026, 2025, 2024, 2021]


def test_an_agreement_with_amounts_of_its_own_is_left_alone() -> None:
    office = an_office()
    set_amount(office)
    own: Agreement = replace(office.desk.agreement, amount_table="eget")
    assert office.desk.priced(own) is own
    assert with_entries(own, ()) is own


# Vem och vad --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actor", "may"),
    [
        (CENTRAL, True),
        (replace(CENTRAL, purpose=Purpose.REVIEW), False),
        (LOCAL, False),
        (WARD, False),
        (MUNICIPALITY, False),
        (replace(CENTRAL, role=Role.SUPERUSER), False),
    ],
)
def test_only_the_central_management_sets_amounts(actor: Actor, may: bool) -> None:
    assert can_set_amounts(actor) is may


def test_a_try_without_the_right_is_refused_and_logged() -> None:
    office = an_office()
    for deed in (
        lambda: amounts_of(office).register(LOCAL, MADE_UP, MAY, ASKED),
        lambda: amounts_of(office).confirm(LOCAL, 2023, SHIPPED, MAY, ASKED),
    ):
        with pytest.raises(Refusal, match="fel-roll"):
            deed()
        last = office.rows()[-1]
        assert (last["object_type"], last["result"], last["user"]) == ("belopp", "nekat", "lova")
    assert not year(office).history


def test_both_steps_are_in_the_access_log() -> None:
    office = an_office()
    set_amount(office)
    told = [
        (row["action"], row["object_id"], row["reason"], row["result"], row["patient"])
        for row in office.rows()[-2:]
    ]
    which = "socialstyrelsen 2026"
    assert told == [
        ("skriva", which, "registrerat: 11111 kr", "tillatet", ""),
        ("skriva", which, "bekraftat: 11111 kr", "tillatet", ""),
    ]


WRONG = [
    (replace(MADE_UP, year=2017), "Skriv ett år från 2018 till 2027."),
    (replace(MADE_UP, year=2028), "Skriv ett år från 2018 till 2027."),
    (replace(MADE_UP, kronor=0), "Skriv beloppet i hela kronor, från 1 till 99 999."),
    (replace(MADE_UP, kronor=100_000), "Skriv beloppet i hela kronor, från 1 till 99 999."),
    (replace(MADE_UP, source="  "), "Skriv var beloppet står, till exempel föreskriftens nummer."),
    (replace(MADE_UP, source="x" * 201), "Skriv källan på en rad, högst 200 tecken."),
    (replace(MADE_UP, source="en\nannan"), "Skriv källan på en rad, högst 200 tecken."),
]


@pytest.mark.parametrize(("proposal", "said"), WRONG)
def test_what_cannot_be_an_amount_is_refused_with_a_sentence(proposal: Proposal, said: str) -> None:
    office = an_office()
    with pytest.raises(Refusal) as refused:
        amounts_of(office).register(CENTRAL, proposal, MAY, ASKED)
    assert [each.text for each in refused.value.reasons] == [said]
    assert not can_register(proposal, local_day(MAY))
    assert not office.desk.stores.amounts.entries("socialstyrelsen")


@pytest.mark.parametrize(
    "proposal",
    [
        replace(MADE_UP, year=2018),
        replace(MADE_UP, year=2027),
        replace(MADE_UP, kronor=1),
        replace(MADE_UP, kronor=99_999),
        replace(MADE_UP, source="x" * 200),
    ],
)
def test_the_limits_themselves_are_taken(proposal: Proposal) -> None:
    assert can_register(proposal, local_day(MAY))


class Busy(MemoryAmounts):
    """A table in which somebody else writes a row before each of our first ones."""

    def __init__(self, log: MemoryAccessLog, times: int) -> None:
        super().__init__(log)
        self.left = times

    def append(self, entry: AmountEntry, access: AccessRow) -> None:
        if self.left:
            self.left -= 1
            super().append(replace(entry, by="annan"), access)
        super().append(entry, access)


def test_two_who_register_at_once_both_get_their_row() -> None:
    office = an_office()
    stores = replace(office.desk.stores, amounts=Busy(office.log, 2))
    desk = AmountsDesk(replace(office.desk, stores=stores))
    assert desk.register(CENTRAL, MADE_UP, MAY, ASKED).number == 3


def test_who_is_overtaken_again_and_again_is_told() -> None:
    office = an_office()
    stores = replace(office.desk.stores, amounts=Busy(office.log, 3))
    with pytest.raises(Conflict):
        AmountsDesk(replace(office.desk, stores=stores)).register(CENTRAL, MADE_UP, MAY, ASKED)


def test_a_case_holds_no_amount() -> None:
    assert not [name for name in Case.__dataclass_fields__ if "amount" in name]
