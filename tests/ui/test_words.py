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
        (StepStatus, words.STEPS_AS_THEY_STAND),
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


def test_a_title_within_a_sentence_keeps_its_abbreviations() -> None:
    assert words.lowered("Fast vårdkontakt") == "fast vårdkontakt"
    assert words.lowered("Ställningstagande till SIP") == "ställningstagande till SIP"
    assert words.lowered("SIP upprättad") == "SIP upprättad"
    assert words.lowered("ADL nu") == "ADL nu"
