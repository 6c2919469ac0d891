"""The words for states, roles and events: the same in list, strip, card and history."""

from __future__ import annotations

import re
from collections.abc import Mapping

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

ROLES: Mapping[Role, str] = {
    Role.WARD: "Slutenvård",
    Role.OPEN_CARE: "Öppenvård",
    Role.MUNICIPALITY: "Kommun",
    Role.LOCAL_ADMIN: "Lokal administratör",
    Role.CENTRAL: "Central förvaltning",
    Role.SUPERUSER: "Superanvändare",
}

STATES: Mapping[CaseState, str] = {
    CaseState.OPENED: "Öppnat",
    CaseState.ADMITTED: "Inskriven",
    CaseState.PLANNING: "Planering",
    CaseState.READY: "Utskrivningsklar",
    CaseState.DISCHARGED: "Utskriven",
    CaseState.CLOSED: "Avslutat",
    CaseState.DECEASED: "Avliden",
    CaseState.ANNULLED: "Makulerat",
}

# Sign and word of every status; the colour is the class with the same name in the stylesheet.
STATUSES: Mapping[StepStatus, tuple[str, str]] = {
    StepStatus.DONE: ("✓", "klar"),
    StepStatus.NOW: ("●", "pågår"),
    StepStatus.LATER: ("○", "väntar"),
    StepStatus.BLOCKED: ("lås", "spärrad"),
    StepStatus.NOT_APPLICABLE: ("–", "ej aktuell"),
}

# The same as a sentence, where a step is told of alone.
STEPS_AS_THEY_STAND: Mapping[StepStatus, str] = {
    StepStatus.DONE: "Steget är klart.",
    StepStatus.NOW: "Steget pågår.",
    StepStatus.LATER: "Steget väntar.",
    StepStatus.BLOCKED: "Steget är spärrat.",
    StepStatus.NOT_APPLICABLE: "Steget är inte aktuellt.",
}

DEADLINES: Mapping[DeadlineStatus, tuple[str, str]] = {
    DeadlineStatus.IN_TIME: ("✓", "klar i tid"),
    DeadlineStatus.LATE: ("!", "klar, men sen"),
    DeadlineStatus.RUNNING: ("●", "i tid"),
    DeadlineStatus.PASSED: ("!", "sen"),
}

CONSENTS: Mapping[Consent, str] = {
    Consent.YES: "Ja",
    Consent.YES_COMPULSORY: "Ja, tvångsvård",
    Consent.NO: "Nej",
    Consent.HARM_TEST: "Kan inte lämna samtycke – menprövning gjord",
    Consent.NOT_ASKED: "Ej tillfrågad",
}

NEEDS: Mapping[Need, str] = {
    Need.SOCIAL_SERVICES: "Socialtjänst",
    Need.MUNICIPAL_CARE: "Kommunal hälso- och sjukvård",
    Need.REGIONAL_OPEN_CARE: "Regionens öppenvård",
    Need.NONE: "Inga insatser",
}

SIPS: Mapping[SipStatus, str] = {
    SipStatus.NONE: "Ej aktuell",
    SipStatus.NEEDED: "Behövs",
    SipStatus.REFUSED: "Patienten tackar nej",
    SipStatus.SUMMONED: "Kallelse skickad",
    SipStatus.DRAWN_UP: "Upprättad",
    SipStatus.FOLLOW_UP: "Uppföljning pågår",
    SipStatus.CLOSED: "Avslutad",
}

TRACKS: Mapping[str, str] = {"rod": "Rött spår", "gul": "Gult spår", "gron": "Grönt spår"}

LEADS: Mapping[str, str] = {"region": "Regionen", "kommun": "Kommunen"}

ENDINGS: Mapping[Ending, str] = {
    Ending.WITHDRAWN: "återtagen",
    Ending.ANNULLED: "makulerad",
    Ending.DISCHARGED: "utskriven",
    Ending.DECEASED: "avliden",
}

FLAGS: Mapping[str, str] = {
    "skyddade-uppgifter": "Skyddade uppgifter",
    "tvangsvard": "Tvångsvård",
    "samtycke-saknas": "Samtycke saknas",
    "tolk": "Tolk",
    "permission": "På permission",
    "hinder-oppenvard": "Hinder i öppenvården",
}

EVENTS: Mapping[EventKind, str] = {
    EventKind.CARE_REQUESTED: "Vårdbegäran skickad",
    EventKind.CASE_OPENED: "Ärendet öppnat",
    EventKind.CONSENT_RECORDED: "Samtycke sparat",
    EventKind.NEED_ASSESSED: "Behovsbedömning sparad",
    EventKind.ADMISSION_NOTICE_SENT: "Inskrivningsmeddelande skickat",
    EventKind.MESSAGE_ACKNOWLEDGED: "Meddelande kvitterat",
    EventKind.MESSAGE_REJECTED: "Meddelande avvisat",
    EventKind.MESSAGE_FORWARDED: "Meddelande vidarebefordrat",
    EventKind.PARTY_ADDED: "Part tillagd",
    EventKind.CONTACT_APPOINTED: "Fast vårdkontakt utsedd",
    EventKind.BASIS_SAVED: "Planeringsunderlag sparat",
    EventKind.PATIENT_INFORMATION_SAVED: "Patientinformation sparad",
    EventKind.DISCHARGE_DATE_CHANGED: "Ändrat utskrivningsdatum skickat",
    EventKind.TRACK_CHOSEN: "Spår valt",
    EventKind.GENERAL_MESSAGE_SENT: "Meddelande skickat",
    EventKind.SIP_DECIDED: "Ställningstagande till SIP sparat",
    EventKind.SIP_SUMMONED: "Kallelse till SIP skickad",
    EventKind.SUMMONS_WITHDRAWN: "Kallelse återtagen",
    EventKind.SUMMONS_ANSWERED: "Svar på kallelse skickat",
    EventKind.READINESS_NOTIFIED: "Utskrivningsklar skickat",
    EventKind.HOMECOMING_ANSWERED: "Svar om hemtagning skickat",
    EventKind.READINESS_WITHDRAWN: "Utskrivningsklar återtaget",
    EventKind.MESSAGE_ANNULLED: "Meddelande makulerat",
    EventKind.HOME_READINESS_SAVED: "Hemgångsklar sparat",
    EventKind.DISCHARGE_INFORMATION_SENT: "Utskrivningsinformation skickad",
    EventKind.PATIENT_INFORMED: "Information till patienten sparad",
    EventKind.OBSTACLE_RECORDED: "Hinder i öppenvården registrerat",
    EventKind.LEAVE_RECORDED: "Permission registrerad",
    EventKind.WARD_CHANGED: "Avdelning bytt",
    EventKind.KOMMUN_CHANGED: "Kommun bytt",
    EventKind.DEATH_RECORDED: "Patienten registrerad som avliden",
    EventKind.DISCHARGED: "Utskrivning registrerad",
    EventKind.FOLLOW_UP_CONTACTED: "Kontakt efter hemgång registrerad",
    EventKind.CASE_CLOSED: "Ärendet avslutat",
    EventKind.SIP_STARTED: "SIP startad",
    EventKind.SIP_MAPPED: "Kartläggning sparad",
    EventKind.SIP_MET: "SIP-möte registrerat",
    EventKind.SIP_DRAWN_UP: "SIP upprättad",
    EventKind.SIP_CONFIRMED: "Insatser bekräftade",
    EventKind.SIP_FOLLOWED_UP: "Uppföljning av SIP sparad",
    EventKind.SIP_EVALUATED: "Utvärdering av SIP sparad",
    EventKind.SIP_CLOSED: "SIP avslutad",
    EventKind.CARE_PLAN_DRAWN_UP: "Samordnad vårdplan upprättad",
    EventKind.CARE_PLAN_ADJUSTED: "Samordnad vårdplan justerad",
    EventKind.CORRECTED: "Uppgift rättad",
    EventKind.IDENTITY_MERGED: "Identitet sammanslagen",
    EventKind.PAYMENT_DISPUTED: "Betalningsansvar bestritt",
    EventKind.DISPUTE_WITHDRAWN: "Bestridande återtaget",
    EventKind.DISPUTE_ANSWERED: "Bestridande besvarat",
    EventKind.OPEN_COMPULSORY_CARE_DECIDED: "Beslut om öppen tvångsvård meddelat",
}


# Where the long words of the process may be broken, with a hyphen, in a narrow column.
JOINTS = (
    "inskrivnings|meddelande", "utskrivnings|information", "utskrivnings|datum",
    "utskrivnings|klar", "planerings|underlag", "patient|information", "behovs|bedömning",
    "ställnings|tagande", "hemgångs|klar", "kart|läggning", "betalnings|ansvar",
)  # fmt: skip
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_JOINT = re.compile(
    "|".join("(?<={})(?={})".format(*joint.split("|")) for joint in JOINTS), re.IGNORECASE
)


def hyphenated(text: str) -> str:
    """The text with soft hyphens at the joints of its long words; it reads the same."""
    return _JOINT.sub(SOFT_HYPHEN, text)


def lowered(title: str) -> str:
    """A title within a sentence: its first letter small, unless it begins an abbreviation."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def event_words(kind: EventKind) -> str:
    """What happened, in words; a kind that has none yet is named by its own id."""
    return EVENTS.get(kind, kind.value)


def role_words(role: str | Role | None) -> str:
    """What a role is called; nothing for none."""
    return ROLES[Role(role)] if role else ""
