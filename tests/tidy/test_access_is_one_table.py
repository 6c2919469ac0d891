"""Who may do what with patient data is one table without gaps: no role is allowed by omission."""

from __future__ import annotations

from itertools import product

from planning.access import PERMITTED, Act, Relation
from planning.vocabulary import CARE_ROLES, Role


def test_every_role_and_relation_has_its_own_line() -> None:
    assert set(PERMITTED) == set(product(Role, Relation))


def test_only_a_dispute_lets_the_central_management_in_and_never_to_the_whole_case() -> None:
    let_in = {role for role in Role if PERMITTED[role, Relation.DISPUTE]}
    assert let_in == {Role.CENTRAL}
    assert PERMITTED[Role.CENTRAL, Relation.DISPUTE] == {Act.PAYMENT, Act.WRITE}


def test_who_is_no_party_reaches_nothing() -> None:
    assert all(not PERMITTED[role, Relation.NONE] for role in Role)


def test_only_care_roles_reach_a_case_that_nobody_disputes() -> None:
    others = [role for role in Role if role not in CARE_ROLES]
    undisputed = [relation for relation in Relation if relation is not Relation.DISPUTE]
    assert not [role for role in others for relation in undisputed if PERMITTED[role, relation]]


def test_who_is_no_longer_a_party_may_look_and_not_write() -> None:
    assert not [role for role in Role if Act.WRITE in PERMITTED[role, Relation.FORMER]]
