"""Where each step stands in one case: done, now, later, blocked or not applicable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from planning.case import Case
from planning.deadlines import Deadline, deadlines
from planning.events import EVENT_OF
from planning.process import Step
from planning.rules import World
from planning.vocabulary import Ending, Role, SipDecision, StepStatus


@dataclass(frozen=True, slots=True)
class StepView:
    """One step in one case. `done_by` is the unit that did it last."""

    step: Step
    status: StepStatus
    done_at: datetime | None
    done_by: str
    deadline: Deadline | None


Test = Callable[[Case], bool]


def step_views(case: Case, world: World, now: datetime) -> tuple[StepView, ...]:
    """All steps of the processes that this case takes part in, in their order."""
    return views_with(case, world, deadlines(case, world.agreement, now))


def views_with(case: Case, world: World, counted: Iterable[Deadline]) -> tuple[StepView, ...]:
    """The same steps, where the deadlines have been counted already.

    A SIP without a stay takes its calls and receipts from the discharge process.
    """
    due = {each.step: each for each in counted}
    steps = [
        step
        for process in world.rulebook.processes
        for step in process.steps
        if TAKES_PART[process.id](case) or (case.sip and step.id in BESIDE_A_SIP)
    ]
    return tuple(_view(case, step, world, due.get(step.id)) for step in steps)


def _view(case: Case, step: Step, world: World, deadline: Deadline | None) -> StepView:
    at, by = _last_done(case, step, world)
    return StepView(step, status_of(case, step, world), at, by, deadline)


def _last_done(case: Case, step: Step, world: World) -> tuple[datetime | None, str]:
    kinds = [
        EVENT_OF[command.id].value
        for command in world.rulebook.process_of(step.id).commands_of(step.id)
    ]
    done = [case.done_at[kind] for kind in kinds if kind in case.done_at]
    return max(done) if done and is_done(case, step) else (None, "")


def status_of(case: Case, step: Step, world: World) -> StepStatus:
    """Where the step stands; being done goes first, being blocked is told only when it is time."""
    if is_done(case, step):
        return StepStatus.DONE
    if not _applies(case, step, world):
        return StepStatus.NOT_APPLICABLE
    begun = BEGUN.get(step.id, _never)(case)
    if not begun and not all(_need_met(case, each, world) for each in step.needs):
        return (
            StepStatus.BLOCKED
            if step.id in BLOCKED_BY and BLOCKED_BY[step.id](case)
            else StepStatus.LATER
        )
    if BLOCKED_BY.get(step.id, _never)(case):
        return StepStatus.BLOCKED
    due = DUE_NOW.get(step.id, _always)(case) and _somebody_is_left(case, step)
    return StepStatus.NOW if due else StepStatus.LATER


def _somebody_is_left(case: Case, step: Step) -> bool:
    """Whether a party is there to do it; a unit that has left the case is not waited for."""
    roles = (*step.actors, *ALSO_DONE_BY.get(step.id, ()))
    if step.id == "kallelse-sip" and _outside_a_stay(case):
        roles = (*roles, Role.MUNICIPALITY)
    return not case.exists or bool(case.parties_of(*roles))


def is_done(case: Case, step: Step) -> bool:
    """Whether nothing more is asked of this step now."""
    return DONE[step.id](case)


def _need_met(case: Case, step_id: str, world: World) -> bool:
    step = world.rulebook.steps[step_id]
    return is_done(case, step) or step_id in SOFT_NEEDS


def _applies(case: Case, step: Step, world: World) -> bool:
    if not _still_concerns(case, step):
        return False
    return world.agreement.has(step.feature) and APPLIES.get(step.id, _always)(case)


def _still_concerns(case: Case, step: Step) -> bool:
    """Whether the end of the case, of the patient or of the SIP leaves the step something to do."""
    if step.phase == SIP_PHASE:
        return case.sip_open and (case.deceased_at is None or step.id in AFTER_THE_END)
    if case.annulled_at:
        return False
    return not (case.deceased_at or case.closed_at) or step.id in AFTER_THE_END


def _always(case: Case) -> bool:
    return True


def _never(case: Case) -> bool:
    return False


# When is a step done ----------------------------------------------------------------------------


def _sent(kind: str) -> Test:
    return lambda case: any(True for _ in case.valid_messages(kind))


def _acknowledged_all(case: Case) -> bool:
    sent = [m for m in case.messages if m.valid and m.deliveries]
    return bool(sent) and not any(True for _ in case.unread())


def _all_bases_complete(case: Case) -> bool:
    complete = {basis.unit for basis in case.bases if basis.complete}
    wanted = {party.unit for party in case.parties_of(Role.OPEN_CARE, Role.MUNICIPALITY)}
    return bool(wanted) and wanted <= complete


def _planned(case: Case) -> bool:
    wanted = {party.unit for party in case.parties_of(Role.OPEN_CARE, Role.MUNICIPALITY)}
    ready = {unit for unit, yes in case.home_ready.items() if yes}
    return case.admission_notice is not None and (case.over or (bool(wanted) and wanted <= ready))


def _called(case: Case) -> set[str]:
    """The units that are called to the meeting and still there to answer."""
    summons = case.active_summons
    message = case.message(summons.message) if summons else None
    called = {each.receiver.unit for each in message.deliveries} if message else set()
    return {each for each in called if case.party(each)}


def _still_to_adjust(case: Case) -> set[str]:
    """The units that are to adjust the care plan and still there to do it."""
    wanted = case.care_plan.not_adjusted if case.care_plan else ()
    return {each for each in wanted if case.party(each)}


def _summons_answered(case: Case) -> bool:
    summons, called = case.active_summons, _called(case)
    return summons is not None and bool(called) and called <= set(summons.answers)


def _homecoming_answered(case: Case) -> bool:
    asked = {party.unit for party in case.parties_of(Role.MUNICIPALITY)}
    asked = asked or {party.unit for party in case.parties_of(Role.OPEN_CARE)}
    return bool(case.periods) and bool(asked) and asked <= set(case.homecoming_answers)


def _all_home_ready(case: Case) -> bool:
    wanted = {party.unit for party in case.parties if party.active}
    ready = {unit for unit, yes in case.home_ready.items() if yes}
    return bool(wanted) and wanted <= ready


def _ready_or_left(case: Case) -> bool:
    left = (Ending.DISCHARGED, Ending.DECEASED)
    return case.active_period is not None or any(each.ending in left for each in case.periods)


def _happened(*commands: str) -> Test:
    kinds = [EVENT_OF[command].value for command in commands]
    return lambda case: any(kind in case.done_at for kind in kinds)


DONE: Mapping[str, Test] = {
    "vardbegaran": _sent("vardbegaran"),
    "oppna-arende": lambda case: case.admitted,
    "samtycke": lambda case: case.consent is not None,
    "behovsbedomning": lambda case: case.need_judged_at is not None,
    "inskrivningsmeddelande": lambda case: case.admission_notice is not None,
    "kvittera": _acknowledged_all,
    "vidarebefordra": _happened("avvisa", "vidarebefordra", "lagg-till-part"),
    "fast-vardkontakt": lambda case: bool(case.contacts),
    "planeringsunderlag": _all_bases_complete,
    "patientinformation": lambda case: case.patient_information_at is not None,
    "andrat-utskrivningsdatum": _sent("andra-utskrivningsdatum"),
    "spar": lambda case: case.track is not None,
    "planera-insatser": _planned,
    "generellt-meddelande": _sent("generellt-meddelande"),
    "sip-stallningstagande": lambda case: case.sip_decision is not None,
    "kallelse-sip": lambda case: case.active_summons is not None,
    "svara-kallelse": _summons_answered,
    "utskrivningsklar": _ready_or_left,
    "svar-hemtagning": _homecoming_answered,
    "aterta-utskrivningsklar": _sent("aterta-utskrivningsklar"),
    "hemgangsklar": _all_home_ready,
    "utskrivningsinformation": _sent("utskrivningsinformation"),
    "information-till-patienten": lambda case: case.patient_informed_at is not None,
    "utskrivning": lambda case: case.over,
    "kontakt-efter-hemgang": lambda case: case.follow_up_at is not None,
    "avsluta-arende": lambda case: case.closed_at is not None,
    "sip-initiera": lambda case: case.sip is not None,
    "sip-kartlaggning": lambda case: bool(case.sip and case.sip.mapped_at),
    "sip-mote": lambda case: bool(case.sip and case.sip.met_at),
    "sip-uppratta": lambda case: bool(case.sip and case.sip.versions),
    "sip-bekrafta": lambda case: bool(
        case.sip and case.sip.versions and case.sip.versions[-1].confirmed
    ),
    "sip-uppfoljning": lambda case: bool(
        case.sip and case.sip.followed_up and not case.sip.next_follow_up
    ),
    "sip-utvardering": lambda case: bool(case.sip and case.sip.evaluated_at),
    "sip-avsluta": lambda case: bool(case.sip and case.sip.closed_at),
    "samordnad-vardplan": lambda case: case.care_plan is not None,
    "justera-vardplan": lambda case: bool(case.care_plan and case.care_plan.valid),
    "beslut-oppen-tvangsvard": _sent("beslut-oppen-tvangsvard"),
}


# When does a step concern the case, when is it time, what holds it ------------------------------


def _while_in(case: Case) -> bool:
    return not case.over


def _care_plan_instead_of_sip(case: Case) -> bool:
    """Whether the care plan takes the place of a SIP that nobody has asked for (L 4 kap. 1 §)."""
    asked_for = case.sip is not None or case.sip_decision is not None
    return case.care_plan is not None and not asked_for


def _sip_wanted(case: Case) -> bool:
    undecided = case.sip_decision is None and not _care_plan_instead_of_sip(case)
    return undecided or case.sip_decision is SipDecision.NEEDED


def _outside_a_stay(case: Case) -> bool:
    return case.sip is not None and not case.admitted


def _to_be_called(case: Case) -> bool:
    """Whether a SIP without a stay still waits for the call to its first meeting."""
    met = bool(case.sip and case.sip.met_at)
    wanted = case.sip_open and case.sip_agreed and _sip_wanted(case)
    return _outside_a_stay(case) and wanted and not met


def _sip_has_run_its_course(case: Case) -> bool:
    """Whether to end the plan is what remains: evaluated, without consent, or nobody goes on."""
    evaluated = bool(case.sip and case.sip.evaluated_at)
    left = case.parties_of(Role.OPEN_CARE, Role.MUNICIPALITY)
    return evaluated or not case.sip_agreed or not left or case.deceased_at is not None


def _never_reached_open_care(case: Case) -> bool:
    """Whether the notice went to others alone: the duty is that of a unit which has received it."""
    notice = case.admission_notice
    return notice is not None and notice.reached(Role.OPEN_CARE) is None


def _without_consent(case: Case) -> bool:
    return not case.sip_agreed


def _leaving(case: Case) -> bool:
    return case.active_period is not None or case.over


APPLIES: Mapping[str, Test] = {
    "vardbegaran": lambda case: not case.admitted,
    "vidarebefordra": lambda case: any(
        each.rejected_at for message in case.messages for each in message.deliveries
    ),
    "andrat-utskrivningsdatum": _never,
    "generellt-meddelande": _never,
    "aterta-utskrivningsklar": _never,
    "samtycke": _while_in,
    "behovsbedomning": _while_in,
    "patientinformation": _while_in,
    "spar": _while_in,
    "fast-vardkontakt": lambda case: not _never_reached_open_care(case),
    "sip-stallningstagande": lambda case: (
        not case.closed_at and not _care_plan_instead_of_sip(case)
    ),
    "kallelse-sip": _sip_wanted,
    "svara-kallelse": _sip_wanted,
    "utskrivningsklar": _while_in,
    "svar-hemtagning": _while_in,
    "hemgangsklar": _while_in,
    "kontakt-efter-hemgang": lambda case: case.deceased_at is None,
}
DUE_NOW: Mapping[str, Test] = {
    "svar-hemtagning": lambda case: case.active_period is not None,
    "utskrivningsklar": lambda case: case.admission_notice is not None or bool(case.periods),
    "spar": lambda case: case.admission_notice is not None,
    "utskrivningsinformation": _leaving,
    "information-till-patienten": _leaving,
    "utskrivning": lambda case: case.active_period is not None,
    "kallelse-sip": lambda case: _outside_a_stay(case) or case.sip_decision is SipDecision.NEEDED,
    "svara-kallelse": lambda case: case.active_summons is None or bool(_called(case)),
    "justera-vardplan": lambda case: bool(_still_to_adjust(case)),
    "sip-mote": lambda case: case.active_summons is not None or not _to_be_called(case),
    "sip-avsluta": _sip_has_run_its_course,
}
# A step that has begun by itself waits for no other: any message can be unread, not only the first.
BEGUN: Mapping[str, Test] = {
    "kvittera": lambda case: any(True for _ in case.unread()),
    "kallelse-sip": _to_be_called,
}
BLOCKED_BY: Mapping[str, Test] = {
    # A notice can no longer be sent to a stay that is over; to undo the discharge lifts that.
    "inskrivningsmeddelande": lambda case: case.over,
    "sip-kartlaggning": _without_consent,
    "sip-mote": _without_consent,
    "sip-uppratta": lambda case: bool(case.sip and case.sip.met_at) and _without_consent(case),
    "sip-uppfoljning": lambda case: bool(case.sip and case.sip.versions) and _without_consent(case),
    "kallelse-sip": lambda case: (
        not _outside_a_stay(case)
        and case.sip_decision is SipDecision.NEEDED
        and not (case.contacts and case.sip_agreed)
    ),
    "beslut-oppen-tvangsvard": lambda case: bool(case.care_plan and not case.care_plan.valid),
    "avsluta-arende": lambda case: (
        case.over and (any(True for _ in case.unread()) or case.sip_waits)
    ),
}
# The ward reads what others send, passes it on, and ends a plan that it is left alone with.
ALSO_DONE_BY: Mapping[str, tuple[Role, ...]] = {
    "kvittera": (Role.WARD,),
    "vidarebefordra": (Role.WARD,),
    "sip-avsluta": (Role.WARD,),
}
SOFT_NEEDS = frozenset({"behovsbedomning", "planeringsunderlag"})
# A SIP outlives the stay: its steps go on in a closed case, as long as the plan is open.
SIP_PHASE = "sip"
BESIDE_A_SIP = frozenset({"kvittera", "kallelse-sip", "svara-kallelse"})
AFTER_THE_END = frozenset({"avsluta-arende", "kvittera", "sip-avsluta"})
TAKES_PART: Mapping[str, Test] = {
    "utskrivning": lambda case: case.admitted or case.sip is None,
    "sip": lambda case: case.sip is not None,
    "tvangsvard": lambda case: case.care_plan is not None,
}
