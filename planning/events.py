"""What has happened: past tense, frozen, append-only. The log of events is the truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from planning.vocabulary import Role


class Stream(StrEnum):
    """A stay has its events and a SIP has its own; a case folds both."""

    CASE = "arende"
    SIP = "sip"


class EventKind(StrEnum):
    """Every kind of event, with the stable name under which it is stored."""

    CARE_REQUESTED = "care-requested"
    CASE_OPENED = "case-opened"
    CONSENT_RECORDED = "consent-recorded"
    NEED_ASSESSED = "need-assessed"
    ADMISSION_NOTICE_SENT = "admission-notice-sent"
    MESSAGE_ACKNOWLEDGED = "message-acknowledged"
    MESSAGE_REJECTED = "message-rejected"
    MESSAGE_FORWARDED = "message-forwarded"
    PARTY_ADDED = "party-added"
    CONTACT_APPOINTED = "contact-appointed"
    BASIS_SAVED = "basis-saved"
    PATIENT_INFORMATION_SAVED = "patient-information-saved"
    DISCHARGE_DATE_CHANGED = "discharge-date-changed"
    TRACK_CHOSEN = "track-chosen"
    GENERAL_MESSAGE_SENT = "general-message-sent"
    SIP_DECIDED = "sip-decided"
    SIP_SUMMONED = "sip-summoned"
    SUMMONS_WITHDRAWN = "summons-withdrawn"
    SUMMONS_ANSWERED = "summons-answered"
    READINESS_NOTIFIED = "readiness-notified"
    HOMECOMING_ANSWERED = "homecoming-answered"
    READINESS_WITHDRAWN = "readiness-withdrawn"
    MESSAGE_ANNULLED = "message-annulled"
    HOME_READINESS_SAVED = "home-readiness-saved"
    DISCHARGE_INFORMATION_SENT = "discharge-information-sent"
    PATIENT_INFORMED = "patient-informed"
    OBSTACLE_RECORDED = "obstacle-recorded"
    LEAVE_RECORDED = "leave-recorded"
    WARD_CHANGED = "ward-changed"
    KOMMUN_CHANGED = "kommun-changed"
    DEATH_RECORDED = "death-recorded"
    DISCHARGED = "discharged"
    FOLLOW_UP_CONTACTED = "follow-up-contacted"
    CASE_CLOSED = "case-closed"
    SIP_STARTED = "sip-started"
    SIP_MAPPED = "sip-mapped"
    SIP_MET = "sip-met"
    SIP_DRAWN_UP = "sip-drawn-up"
    SIP_CONFIRMED = "sip-confirmed"
    SIP_FOLLOWED_UP = "sip-followed-up"
    SIP_EVALUATED = "sip-evaluated"
    SIP_CLOSED = "sip-closed"
    CARE_PLAN_DRAWN_UP = "care-plan-drawn-up"
    CARE_PLAN_ADJUSTED = "care-plan-adjusted"
    OPEN_COMPULSORY_CARE_DECIDED = "open-compulsory-care-decided"
    CORRECTED = "corrected"
    IDENTITY_MERGED = "identity-merged"
    PAYMENT_DISPUTED = "payment-disputed"
    DISPUTE_WITHDRAWN = "dispute-withdrawn"
    DISPUTE_ANSWERED = "dispute-answered"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `number` counts from 1 within the case. `recorded_at` is when the system was told, `occurred_at`
    the actual time by which deadlines are judged; they differ for a later registration.
    `data` is plain data: text, numbers, booleans, lists and mappings of them; times as ISO text.
    """

    number: int
    kind: EventKind
    recorded_at: datetime
    occurred_at: datetime
    role: Role
    unit: str
    user: str
    data: Mapping[str, Any]
    stream: Stream = Stream.CASE

    @property
    def registered_later(self) -> bool:
        """Whether the event was entered afterwards, with its actual time."""
        return self.recorded_at != self.occurred_at


SIP_EVENTS = (
    EventKind.SIP_STARTED,
    EventKind.SIP_MAPPED,
    EventKind.SIP_MET,
    EventKind.SIP_DRAWN_UP,
    EventKind.SIP_CONFIRMED,
    EventKind.SIP_FOLLOWED_UP,
    EventKind.SIP_EVALUATED,
    EventKind.SIP_CLOSED,
)
STREAM_OF: Mapping[EventKind, Stream] = dict.fromkeys(SIP_EVENTS, Stream.SIP)

EVENT_OF: Mapping[str, EventKind] = {
    "vardbegaran": EventKind.CARE_REQUESTED,
    "skriv-in": EventKind.CASE_OPENED,
    "samtycke": EventKind.CONSENT_RECORDED,
    "behovsbedomning": EventKind.NEED_ASSESSED,
    "inskrivningsmeddelande": EventKind.ADMISSION_NOTICE_SENT,
    "kvittera": EventKind.MESSAGE_ACKNOWLEDGED,
    "avvisa": EventKind.MESSAGE_REJECTED,
    "vidarebefordra": EventKind.MESSAGE_FORWARDED,
    "lagg-till-part": EventKind.PARTY_ADDED,
    "fast-vardkontakt": EventKind.CONTACT_APPOINTED,
    "planeringsunderlag": EventKind.BASIS_SAVED,
    "patientinformation": EventKind.PATIENT_INFORMATION_SAVED,
    "andra-utskrivningsdatum": EventKind.DISCHARGE_DATE_CHANGED,
    "spar": EventKind.TRACK_CHOSEN,
    "generellt-meddelande": EventKind.GENERAL_MESSAGE_SENT,
    "sip-stallningstagande": EventKind.SIP_DECIDED,
    "kallelse-sip": EventKind.SIP_SUMMONED,
    "aterta-kallelse": EventKind.SUMMONS_WITHDRAWN,
    "svara-kallelse": EventKind.SUMMONS_ANSWERED,
    "utskrivningsklar": EventKind.READINESS_NOTIFIED,
    "svara-hemtagning": EventKind.HOMECOMING_ANSWERED,
    "aterta-utskrivningsklar": EventKind.READINESS_WITHDRAWN,
    "makulera": EventKind.MESSAGE_ANNULLED,
    "hemgangsklar": EventKind.HOME_READINESS_SAVED,
    "utskrivningsinformation": EventKind.DISCHARGE_INFORMATION_SENT,
    "information-till-patienten": EventKind.PATIENT_INFORMED,
    "hinder-oppenvard": EventKind.OBSTACLE_RECORDED,
    "permission": EventKind.LEAVE_RECORDED,
    "byt-avdelning": EventKind.WARD_CHANGED,
    "byt-kommun": EventKind.KOMMUN_CHANGED,
    "avliden": EventKind.DEATH_RECORDED,
    "skriv-ut": EventKind.DISCHARGED,
    "kontakt-efter-hemgang": EventKind.FOLLOW_UP_CONTACTED,
    "avsluta-arende": EventKind.CASE_CLOSED,
    "sip-initiera": EventKind.SIP_STARTED,
    "sip-kartlaggning": EventKind.SIP_MAPPED,
    "sip-mote": EventKind.SIP_MET,
    "sip-uppratta": EventKind.SIP_DRAWN_UP,
    "sip-bekrafta": EventKind.SIP_CONFIRMED,
    "sip-uppfoljning": EventKind.SIP_FOLLOWED_UP,
    "sip-utvardering": EventKind.SIP_EVALUATED,
    "sip-avsluta": EventKind.SIP_CLOSED,
    "samordnad-vardplan": EventKind.CARE_PLAN_DRAWN_UP,
    "justera-vardplan": EventKind.CARE_PLAN_ADJUSTED,
    "beslut-oppen-tvangsvard": EventKind.OPEN_COMPULSORY_CARE_DECIDED,
    "ratta": EventKind.CORRECTED,
    "sla-ihop-identitet": EventKind.IDENTITY_MERGED,
    "bestrid": EventKind.PAYMENT_DISPUTED,
    "aterta-bestridande": EventKind.DISPUTE_WITHDRAWN,
    "svara-bestridande": EventKind.DISPUTE_ANSWERED,
}

MESSAGE_KINDS: Mapping[EventKind, str] = {
    kind: command
    for command, kind in EVENT_OF.items()
    if command
    in (
        "vardbegaran",
        "inskrivningsmeddelande",
        "andra-utskrivningsdatum",
        "generellt-meddelande",
        "kallelse-sip",
        "utskrivningsklar",
        "aterta-utskrivningsklar",
        "utskrivningsinformation",
        "samordnad-vardplan",
        "beslut-oppen-tvangsvard",
    )
}
