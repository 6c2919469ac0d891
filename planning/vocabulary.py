"""The closed lists of words that the core speaks with; the values are the Swedish ids."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Who acts in the process."""

    WARD = "slutenvard"
    OPEN_CARE = "oppenvard"
    MUNICIPALITY = "kommun"
    LOCAL_ADMIN = "lokal-administrator"
    CENTRAL = "central-forvaltning"
    SUPERUSER = "superanvandare"


CARE_ROLES = (Role.WARD, Role.OPEN_CARE, Role.MUNICIPALITY)


class Mark(StrEnum):
    """What a rule rests on."""

    LAW = "L"
    ROUTINE = "R"
    OWN = "D"


class Consent(StrEnum):
    """The patient's answer about sharing information."""

    YES = "ja"
    YES_COMPULSORY = "ja-tvangsvard"
    NO = "nej"
    HARM_TEST = "menprovning"
    NOT_ASKED = "ej-tillfragad"


class Need(StrEnum):
    """Efforts that the patient may need after discharge (lag (2017:612) 2 kap. 1 §)."""

    SOCIAL_SERVICES = "socialtjanst"
    MUNICIPAL_CARE = "kommunal-hsv"
    REGIONAL_OPEN_CARE = "regional-oppenvard"
    NONE = "inget"


class CaseState(StrEnum):
    """Where the whole case stands."""

    OPENED = "oppnat"
    ADMITTED = "inskriven"
    PLANNING = "planering"
    READY = "utskrivningsklar"
    DISCHARGED = "utskriven"
    CLOSED = "avslutat"
    DECEASED = "avliden"
    ANNULLED = "makulerat"


class StepStatus(StrEnum):
    """Where one step stands in one case."""

    DONE = "klar"
    NOW = "pagar"
    LATER = "kommande"
    BLOCKED = "sparrad"
    NOT_APPLICABLE = "ej-aktuell"


class DeadlineStatus(StrEnum):
    """How a deadline stands at a moment."""

    IN_TIME = "i-tid"
    LATE = "forsenad"
    RUNNING = "lopande"
    PASSED = "passerad"


class SipDecision(StrEnum):
    """The standpoint on a coordinated individual plan."""

    NEEDED = "behovs"
    NOT_NEEDED = "behovs-ej"
    REFUSED = "nekad"
    EXISTS = "redan-aktuell"


class SipStatus(StrEnum):
    """Where the SIP stands."""

    NONE = "ej-aktuell"
    NEEDED = "behovs"
    REFUSED = "nekad"
    SUMMONED = "kallad"
    DRAWN_UP = "upprattad"
    FOLLOW_UP = "uppfoljning"
    CLOSED = "avslutad"


class Ending(StrEnum):
    """Why a period as utskrivningsklar ended."""

    WITHDRAWN = "atertagen"
    ANNULLED = "makulerad"
    DISCHARGED = "utskriven"
    DECEASED = "avliden"
