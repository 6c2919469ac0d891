"""Guidance from live state: where the case is, whose move it is, what is due, what is blocked, why.

The rules that refuse are asked; nothing is decided here a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from planning.case import Case
from planning.deadlines import Deadline, deadlines
from planning.decide import Order, attempt_of
from planning.errors import Reason, Refusal
from planning.events import EVENT_OF
from planning.moments import end_of_day, local, say_day, say_moment
from planning.organisation import Actor, Organisation
from planning.payment import first_day_by_date_rule
from planning.process import Command, Step
from planning.progress import TAKES_PART, StepView, views_with
from planning.rules import WITHOUT_STAY, Attempt, World, actors_of, reasons_against
from planning.vocabulary import CaseState, Role, StepStatus

# Refusals that are no news: the command does not concern this person or this case at all.
NO_NEWS = frozenset(
    {
        "fel-roll",
        "ej-part",
        "funktion-avstangd",
        "arende-saknas",
        "arende-finns",
        "meddelande-saknas",
        "redan-kvitterat",
        "sip-redan-oppen",
        "inget-reservnummer",
        "inget-att-ratta",
        "bestridande-saknas",
    }
)
# Refusals that a filled-in form lifts by itself.
EMPTY_FORM = frozenset({"falt-saknas", "ogiltigt-varde", "mottagare-saknas", "ogiltig-identitet"})
DONE_THROUGH = {"planera-insatser": "hemgangsklar"}
SAID_THROUGH = {"hemgangsklar": "meddela när allt är klart för hemgång"}
SAID = {
    "utskrivningsklar": "skicka utskrivningsklar när läkaren har bedömt",
    "kvittera": "kvittera olästa meddelanden",
    "planera-insatser": "planera insatser",
    "svar-hemtagning": "svara om hemtagning",
    "svara-kallelse": "svara på kallelsen till SIP",
}


@dataclass(frozen=True, slots=True)
class Next:
    """One thing that is waited for, with whose move it is and by when."""

    step: str
    command: str | None
    role: Role
    units: tuple[str, ...]
    due: datetime | None
    mine: bool
    text: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """A command that the role would do but may not do now, with every reason."""

    command: str
    role: Role
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Situation:
    """Everything a person needs to know of a case right now."""

    state: CaseState
    steps: tuple[StepView, ...]
    next: tuple[Next, ...]
    deadlines: tuple[Deadline, ...]
    blocked: tuple[Blocked, ...]
    allowed: tuple[str, ...]
    warnings: tuple[str, ...]
    what_if: tuple[str, ...]


def situation(case: Case, actor: Actor, world: World, now: datetime) -> Situation:
    """The guidance for this case, this person and this moment."""
    counted = deadlines(case, world.agreement, now)
    views = views_with(case, world, counted)
    attempts = tuple(_attempts(case, (actor,), world, now))
    return Situation(
        state=case.state,
        steps=views,
        next=next_moves(case, views, world, actor),
        deadlines=counted,
        blocked=tuple(_blocked(attempts)),
        allowed=tuple(each.command.id for each, reasons in attempts if not reasons),
        warnings=case_warnings(case, world, now),
        what_if=what_if(case, actor, world, now),
    )


# Whose move it is --------------------------------------------------------------------------------


def next_moves(
    case: Case, views: Iterable[StepView], world: World, actor: Actor | None = None
) -> tuple[Next, ...]:
    """What is waited for, the person's own first, then by latest time, then by the process."""
    views = tuple(views)
    found = [
        move
        for view in views
        if view.status is StepStatus.NOW and not view.step.optional
        for move in _moves(case, view, world, actor)
    ]
    rank = _ranks(views)
    ranked = tuple(sorted(found, key=lambda move: (not move.mine, rank[move.step])))
    disputed = tuple(_dispute_to_answer(case, actor, world))
    return (*ranked, *disputed)


def _dispute_to_answer(case: Case, actor: Actor | None, world: World) -> Iterator[Next]:
    """An open dispute waits for the region: the ward, or the central management in its place."""
    if not case.open_disputes:
        return
    yield Next(
        step="bestridande",
        command="svara-bestridande",
        role=Role.WARD,
        units=(case.ward,),
        due=None,
        mine=bool(actor and (actor.role is Role.CENTRAL or actor.unit == case.ward)),
        text=f"{world.organisation.name(case.ward)}: svara på bestridandet, "
        "eller låt den centrala förvaltningen svara.",
    )


Rank = tuple[bool, float, int]


def _ranks(views: tuple[StepView, ...]) -> dict[str, Rank]:
    """How urgent each step is: its own latest time or that of a step which waits for it."""
    due = {view.step.id: view.deadline.due for view in views if view.deadline and not view.done_at}
    waiting = {
        view.step.id: view.step.leads_to for view in views if view.status is not StepStatus.DONE
    }
    ranks: dict[str, Rank] = {}
    for place, view in enumerate(views):
        times = [when for each in _onwards(view.step.id, waiting) if (when := due.get(each))]
        first = min(times).timestamp() if times else 0.0
        ranks[view.step.id] = (not times, first, place)
    return ranks


def _onwards(start: str, edges: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The step and those that it leads to, through steps that are not done."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here in edges and here not in seen:
            seen.add(here)
            waiting.extend(edges[here])
    return seen


def _moves(case: Case, view: StepView, world: World, actor: Actor | None) -> Iterator[Next]:
    commands = world.rulebook.process_of(view.step.id).commands_of(view.step.id)
    through, told_through = _done_through(view.step, world)
    # Receipts concern every role that receives, not only those whose duty the step is.
    may = actors_of(commands[0], case) if commands else ()
    for role in dict.fromkeys((*view.step.actors, *may)):
        units = WAITING.get(view.step.id, _all_of_role)(case, role)
        if units:
            yield Next(
                step=view.step.id,
                command=commands[0].id if commands else through,
                role=role,
                units=units,
                due=view.deadline.due if view.deadline and not view.deadline.done_at else None,
                mine=bool(actor and actor.role is role and actor.unit in units),
                text=_said(view.step, units, commands, world.organisation, told_through),
            )


def _done_through(step: Step, world: World) -> tuple[str | None, str]:
    """How a unit says that a step without a command is done, where that is in use."""
    command = world.rulebook.commands.get(DONE_THROUGH.get(step.id, ""))
    if command is None or not world.agreement.has(command.feature):
        return None, ""
    return command.id, f" och {SAID_THROUGH[command.id]}"


def _said(
    step: Step,
    units: tuple[str, ...],
    commands: tuple[Command, ...],
    organisation: Organisation,
    more: str,
) -> str:
    who = ", ".join(organisation.name(unit) for unit in units)
    what = SAID.get(step.id) or (commands[0].button if commands else step.title)
    return f"{who}: {what[0].lower()}{what[1:]}{more}."


def _all_of_role(case: Case, role: Role) -> tuple[str, ...]:
    if role is Role.WARD and case.ward:
        return (case.ward,)
    return tuple(party.unit for party in case.parties_of(role))


def _who_has_unread(case: Case, role: Role) -> tuple[str, ...]:
    units = (d.receiver.unit for _, d in case.unread() if d.receiver.role is role)
    return tuple(dict.fromkeys(units))


def _who_lacks_basis(case: Case, role: Role) -> tuple[str, ...]:
    complete = {basis.unit for basis in case.bases if basis.complete}
    return tuple(unit for unit in _all_of_role(case, role) if unit not in complete)


def _who_has_not_answered_summons(case: Case, role: Role) -> tuple[str, ...]:
    summons = case.active_summons
    message = case.message(summons.message) if summons else None
    called = (d.receiver for d in message.deliveries) if message else iter(())
    answered = summons.answers if summons else {}
    waiting = (each.unit for each in called if each.role is role and each.unit not in answered)
    return tuple(each for each in waiting if case.party(each))


def _who_has_not_answered_homecoming(case: Case, role: Role) -> tuple[str, ...]:
    kommun_asked = bool(case.parties_of(Role.MUNICIPALITY))
    if role is Role.OPEN_CARE and kommun_asked:
        return ()
    return tuple(u for u in _all_of_role(case, role) if u not in case.homecoming_answers)


def _who_is_not_home_ready(case: Case, role: Role) -> tuple[str, ...]:
    return tuple(unit for unit in _all_of_role(case, role) if not case.home_ready.get(unit))


def _who_has_not_adjusted(case: Case, role: Role) -> tuple[str, ...]:
    left = case.care_plan.not_adjusted if case.care_plan else ()
    return tuple(unit for unit in _all_of_role(case, role) if unit in left)


def _who_calls(case: Case, role: Role) -> tuple[str, ...]:
    """In a stay open care; outside one the unit that started the plan, while it takes part."""
    units = _all_of_role(case, role)
    _, starter = case.done_at.get(EVENT_OF["sip-initiera"].value, (None, ""))
    started = case.party(starter)
    if case.admitted or started is None or started.role is Role.WARD:
        return units
    return tuple(unit for unit in units if unit == starter)


def _open_care_first(case: Case, role: Role) -> tuple[str, ...]:
    """The standpoint on SIP is taken once; open care leads, with the others."""
    return _all_of_role(case, role) if role is Role.OPEN_CARE else ()


def _ward_first(case: Case, role: Role) -> tuple[str, ...]:
    return _all_of_role(case, role) if role is Role.WARD else ()


WAITING = {
    "kvittera": _who_has_unread,
    "planeringsunderlag": _who_lacks_basis,
    "planera-insatser": _who_is_not_home_ready,
    "kallelse-sip": _who_calls,
    "svara-kallelse": _who_has_not_answered_summons,
    "svar-hemtagning": _who_has_not_answered_homecoming,
    "hemgangsklar": _who_is_not_home_ready,
    "sip-stallningstagande": _open_care_first,
    "avsluta-arende": _ward_first,
    "justera-vardplan": _who_has_not_adjusted,
}


# What is blocked ---------------------------------------------------------------------------------


def blocked_commands(
    case: Case, actors: Iterable[Actor], world: World, now: datetime
) -> tuple[Blocked, ...]:
    """Every command that one of these people may not do now for a reason that can be told."""
    return tuple(_blocked(_attempts(case, actors, world, now)))


def _attempts(
    case: Case, actors: Iterable[Actor], world: World, now: datetime
) -> Iterator[tuple[Attempt, tuple[Reason, ...]]]:
    for actor in actors:
        for command in _commands_that_concern(case, world):
            if actor.role in actors_of(command, case):
                yield from _try(case, command, actor, world, now)


def _commands_that_concern(case: Case, world: World) -> Iterator[Command]:
    """The commands of the processes that the case takes part in, and those that begin another."""
    for process in world.rulebook.processes:
        begins = process.starts if not TAKES_PART[process.id](case) else None
        for command in process.commands:
            beside = case.exists and command.id in WITHOUT_STAY
            if begins is not None and command.step not in begins and not beside:
                continue
            if case.periods or command.step != "bestridande":
                yield command


def _try(
    case: Case, command: Command, actor: Actor, world: World, now: datetime
) -> Iterator[tuple[Attempt, tuple[Reason, ...]]]:
    order = Order(command.id, _trial_values(command, case, actor), now, now)
    try:
        attempt = attempt_of(order, case, actor, world)
    except Refusal:
        attempt = Attempt(case, command, actor, {}, now, now, world)
    reasons = (each for each in reasons_against(attempt) if each.code not in EMPTY_FORM)
    yield attempt, tuple(reasons)


def _blocked(attempts: Iterable[tuple[Attempt, tuple[Reason, ...]]]) -> Iterator[Blocked]:
    for attempt, reasons in attempts:
        if reasons and not any(each.code in NO_NEWS for each in reasons):
            yield Blocked(attempt.command.id, attempt.actor.role, reasons)


def _trial_values(command: Command, case: Case, actor: Actor) -> Mapping[str, object]:
    """The ward can annul the case whole even when nothing has been sent in it."""
    whole = command.id == "makulera" and actor.role is Role.WARD
    if whole and case.opening and not case.annulled_at:
        return {"meddelande": case.opening}
    return TRIAL_VALUES.get(command.id, {})


# What a trial needs so that only the state of the case can refuse, not an empty form.
TRIAL_VALUES: Mapping[str, Mapping[str, object]] = {
    "permission": {"fran": "2999-12-30T11:00:00+00:00", "till": "2999-12-31T11:00:00+00:00"},
    "byt-kommun": {"till_kommun": "sundsvall"},
}


# Warnings and what-if ----------------------------------------------------------------------------


def case_warnings(case: Case, world: World, now: datetime) -> tuple[str, ...]:
    """Codes of what somebody should look at, though no command is refused."""
    hours = world.agreement.number("glomd_utskrivning_timmar")
    day = case.estimated_discharge
    waits = case.admitted and not case.over and case.annulled_at is None
    forgotten = waits and day is not None and now > end_of_day(day) + timedelta(hours=hours)
    return ("glomd-utskrivning",) if forgotten else ()


def what_if(
    case: Case, actor: Actor, world: World, now: datetime, at: datetime | None = None
) -> tuple[str, ...]:
    """What the clock means for payment if utskrivningsklar is sent now, before or after noon.

    `at` is the actual time of a later registration: then that moment counts, and no other.
    """
    may_send = actor.role is Role.WARD and case.admitted and not case.over
    if not may_send or case.active_period or not world.agreement.has("vad-hander-om"):
        return ()
    told = _as_told_later(at, world) if at and at != now else _as_sent_now(now, world)
    return (*told, *_without(case))


def _as_told_later(at: datetime, world: World) -> list[str]:
    first = first_day_by_date_rule(at, world.agreement)
    return [
        f"Den verkliga tiden räknas: {say_moment(at)}. Betalningsansvaret kan börja tidigast "
        f"{say_day(first)}."
    ]


def _as_sent_now(now: datetime, world: World) -> list[str]:
    first = first_day_by_date_rule(now, world.agreement)
    told = [
        f"Om du skickar utskrivningsklar nu ({local(now):%H:%M}) kan betalningsansvaret börja "
        f"tidigast {say_day(first)}."
    ]
    noon = local(now).replace(hour=12, minute=0, second=0, microsecond=0)
    other = first_day_by_date_rule(noon, world.agreement)
    if other != first:
        told.append(f"Före kl. 12:00 i dag hade det varit {say_day(other)}.")
    elif local(now) <= noon:
        later = first_day_by_date_rule(noon + timedelta(seconds=1), world.agreement)
        told.append(f"Efter kl. 12:00 i dag blir det {say_day(later)}.")
    return told


def _without(case: Case) -> Iterator[str]:
    if case.admission_notice is None:
        yield "Inget inskrivningsmeddelande är skickat. Då uppstår inget betalningsansvar."
    if case.sip_status == "behovs" and not case.contacts:
        yield "Ingen fast vårdkontakt är utsedd. Utan kallelse uppstår inget betalningsansvar."
    elif case.sip_status == "behovs":
        yield "Ingen kallelse till SIP är skickad. Utan kallelse uppstår inget betalningsansvar."
