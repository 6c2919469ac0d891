"""What a person should know of an action that may be done; each answers yes or no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from planning.identity import Identity, IdentityKind, is_unlikely_old
from planning.moments import local_day
from planning.rules.attempt import Attempt
from planning.vocabulary import Consent, Role


def _need_not_judged(attempt: Attempt) -> bool:
    return not (attempt.case.need_judged_at or attempt.values.get("bedomt"))


def _consent_refused(attempt: Attempt) -> bool:
    answer = attempt.values.get("varde") if attempt.command.id == "samtycke" else None
    return (answer or attempt.case.consent) == Consent.NO


def _admission_notice_missing(attempt: Attempt) -> bool:
    return attempt.case.admission_notice is None


def _contact_missing(attempt: Attempt) -> bool:
    return not attempt.case.contacts


def _sip_not_decided(attempt: Attempt) -> bool:
    return attempt.case.sip_decision is None and not attempt.case.sip_open


def _receiver_missing(attempt: Attempt) -> bool:
    roles = {each.role for each in attempt.receivers}
    kommuner = {each.kommun for each in attempt.receivers if each.role is Role.MUNICIPALITY}
    liable = attempt.case.liable_kommun
    return not {Role.OPEN_CARE, Role.MUNICIPALITY} <= roles or (
        liable is not None and liable not in kommuner
    )


def _date_moves_much(attempt: Attempt) -> bool:
    new, old = attempt.day("beraknad_utskrivning"), attempt.case.estimated_discharge
    hours = attempt.world.agreement.hours("ring_kommunen_timmar")
    if new is None or old is None or hours is None:
        return False
    return new < old or new - old > timedelta(hours=hours)


def _information_missing(attempt: Attempt) -> bool:
    sent = next(attempt.case.valid_messages("utskrivningsinformation"), None)
    return sent is None or attempt.case.patient_informed_at is None


def _unlikely_old(attempt: Attempt) -> bool:
    number, kind = attempt.values.get("personnummer"), attempt.values.get("identitetstyp")
    identity = Identity(IdentityKind(kind or IdentityKind.PERSONAL), number) if number else None
    return identity is not None and is_unlikely_old(identity, local_day(attempt.now))


WARNING_RULES: Mapping[str, Callable[[Attempt], bool]] = {
    "bedomning-saknas": _need_not_judged,
    "samtycke-nej": _consent_refused,
    "im-saknas": _admission_notice_missing,
    "fvk-saknas": _contact_missing,
    "sip-ej-bedomd": _sip_not_decided,
    "mottagare-saknas": _receiver_missing,
    "ring-kommunen": _date_moves_much,
    "information-saknas": _information_missing,
    "hog-alder": _unlikely_old,
}
