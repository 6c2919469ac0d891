"""The process strip: phases as a rail, each step a stop with what, who and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from planning.progress import StepView
from planning.vocabulary import StepStatus
from planning_ui.present.scene import Scene
from planning_ui.said import Said, say_short
from planning_ui.words import STATUSES

SOON = timedelta(hours=4)
# Optional steps that the parties wait for all the same.
WAITED_FOR = frozenset({"hemgangsklar", "spar"})
CLASSES = {
    StepStatus.DONE: "klar",
    StepStatus.NOW: "pagar",
    StepStatus.LATER: "vantar",
    StepStatus.BLOCKED: "sparrad",
    StepStatus.NOT_APPLICABLE: "ej-aktuell",
}


@dataclass(frozen=True, slots=True)
class Look:
    """Sign, word and colour of a status: always all three together."""

    sign: str
    word: str
    style: str


@dataclass(frozen=True, slots=True)
class Stop:
    """One step on the rail."""

    step: str
    title: str
    href: str
    look: Look
    who: str = ""
    short_time: str = ""
    time: Said | None = None
    due: Said | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class PhaseOnRail:
    """One stretch of the rail. `extras` are steps that are taken only when they are needed."""

    id: str
    title: str
    look: Look
    stops: tuple[Stop, ...]
    extras: tuple[Stop, ...]
    summary: str
    is_open: bool


def look_of(view: StepView, now: datetime) -> Look:
    """How a step looks: its status, sharpened by its latest time."""
    deadline = view.deadline
    if view.status is StepStatus.NOW and deadline and deadline.due:
        return look_of_due(deadline.due, now)
    sign, word = STATUSES[view.status]
    return Look(sign, word, CLASSES[view.status])


def look_of_due(due: datetime | None, now: datetime) -> Look:
    """How something that is waited for looks: under way, soon due, or late."""
    if due is not None and now > due:
        return Look("!", "sen", "sen")
    if due is not None and due - now <= SOON:
        return Look("◔", "snart", "snart")
    return Look("●", "pågår", "pagar")


def strip(scene: Scene, chosen_step: str) -> tuple[PhaseOnRail, ...]:
    """The rail of the processes that the case takes part in."""
    views = scene.opened.situation.steps
    phases = [phase for process in scene.rulebook.processes for phase in process.phases]
    found = (
        _phase(
            phase.id,
            phase.title,
            [v for v in views if v.step.phase == phase.id],
            scene,
            chosen_step,
        )
        for phase in phases
    )
    return tuple(each for each in found if each.stops or each.extras)


def _phase(
    phase_id: str, title: str, views: list[StepView], scene: Scene, chosen: str
) -> PhaseOnRail:
    shown = [v for v in views if v.status is not StepStatus.NOT_APPLICABLE]
    main = [v for v in shown if not _is_extra(v)]
    stops = tuple(_stop(view, scene, chosen) for view in main)
    extras = tuple(_stop(view, scene, chosen) for view in shown if _is_extra(view))
    done = sum(1 for view in main if view.status is StepStatus.DONE)
    look = _phase_look(stops, done)
    summary = f"{done} av {len(stops)} klara" if stops else ""
    holds_chosen = any(stop.chosen for stop in (*stops, *extras))
    return PhaseOnRail(
        phase_id, title, look, stops, extras, summary, done < len(stops) or holds_chosen
    )


def _is_extra(view: StepView) -> bool:
    wanted = view.step.id in WAITED_FOR
    return view.step.optional and not wanted and view.status is not StepStatus.DONE


def _phase_look(stops: Iterable[Stop], done: int) -> Look:
    found = list(stops)
    for style in ("sen", "snart", "pagar"):
        first = next((stop.look for stop in found if stop.look.style == style), None)
        if first:
            return first
    status = StepStatus.DONE if found and done == len(found) else StepStatus.LATER
    sign, word = STATUSES[status]
    return Look(sign, word, CLASSES[status])


def _stop(view: StepView, scene: Scene, chosen: str) -> Stop:
    waits = view.status is StepStatus.NOW
    due = view.deadline.due if waits and view.deadline else None
    return Stop(
        step=view.step.id,
        title=view.step.title,
        href=scene.step_path(view.step.id),
        look=look_of(view, scene.now),
        who=_who(view, scene),
        short_time=say_short(view.done_at) if view.done_at else "",
        time=scene.say(view.done_at) if view.done_at else None,
        due=scene.say(due) if due else None,
        chosen=view.step.id == chosen,
    )


def _who(view: StepView, scene: Scene) -> str:
    if view.done_by:
        return scene.unit(view.done_by)
    moves = scene.opened.situation.next if view.status is StepStatus.NOW else ()
    units = [unit for move in moves if move.step == view.step.id for unit in move.units]
    return ", ".join(scene.unit(unit) for unit in dict.fromkeys(units))
