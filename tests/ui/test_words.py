"""Every state, event and flag has a word: nothing reaches a screen as an id."""

from __future__ import annotations

from planning.events import EventKind
from planning.vocabulary import (
    CaseState,
    Consent,
    DeadlineStatus,
    Ending,
    Need,
    Role,
    SipStatus,
    StepStatus,
)
from planning_ui import words


def test_every_word_list_is_complete() -> None:
    lists = [
        (Role, words.ROLES),
        (CaseState, words.STATES),
        (StepStatus, words.STATUSES),
        (DeadlineStatus, words.DEADLINES),
        (Consent, words.CONSENTS),
        (Need, words.NEEDS),
        (SipStatus, words.SIPS),
        (Ending, words.ENDINGS),
        (EventKind, words.EVENTS),
    ]
    for kind, table in lists:
        assert set(kind) <= set(table), f"{kind.__name__} lacks {set(kind) - set(table)}"


def test_no_two_statuses_share_a_sign() -> None:
    signs = [sign for sign, _ in words.STATUSES.values()]
    assert len(signs) == len(set(signs))
