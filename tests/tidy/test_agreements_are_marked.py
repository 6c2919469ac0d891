"""Each agreed value says what it rests on: statute, routine, or our own conclusion."""

from __future__ import annotations

import pytest

from ledstang.loading import load_agreements
from planning.agreement import Agreement
from planning.vocabulary import Mark

AGREEMENTS = {each.id: each for each in load_agreements().values()}


@pytest.mark.parametrize("agreement", AGREEMENTS.values(), ids=lambda each: each.id)
def test_every_value_bears_a_mark_and_a_statute_its_paragraph(agreement: Agreement) -> None:
    unproved = [
        name
        for name, policy in agreement.policies.items()
        if policy.mark.value == "L" and not policy.law
    ]
    assert {policy.mark for policy in agreement.policies.values()} <= set(Mark)
    assert not unproved, f"marked as statute, without a paragraph: {unproved}"


@pytest.mark.parametrize("agreement", AGREEMENTS.values(), ids=lambda each: each.id)
def test_every_amount_says_where_it_was_read(agreement: Agreement) -> None:
    assert all(amount.source for amount in agreement.amounts.values())


def test_the_statute_itself_assumes_nothing() -> None:
    assert not [name for name, policy in AGREEMENTS["lagen"].policies.items() if policy.assumed]


def test_an_agreement_that_cases_may_follow_stays() -> None:
    # A changed agreement is a new file with a new version; cases under way keep the old one.
    assert {"lagen 1", "vasternorrland 1"} <= set(load_agreements())
