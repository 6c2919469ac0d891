"""The process strip: phases as a rail, each step a stop with what, who and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from planning.progress import StepView
from planning.vocabulary import StepStatus
from planning_ui.present.scene import Scene
from planning_ui.said import Said, say_short
from planning_ui.words import STATUSES, role_words

SOON = timedelta(hours=4)
STOPS_IN_A_COLUMN = 5
DONE_IN_SIGHT = 1
COMING_IN_SIGHT = 2
LATER_SHOWN = 3
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
    short_due: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class PhaseOnRail:
    """One stretch of the rail, with what the eye should meet in `stops`.

    `folded` is what stands in place of all the steps where none is under way. Otherwise `earlier`
    (done) and `after` (not yet) are folded away, and `extras` are steps taken only when needed.
    """

    id: str
    title: str
    look: Look
    earlier: tuple[Stop, ...]
    stops: tuple[Stop, ...]
    after: tuple[Stop, ...]
    extras: tuple[Stop, ...]
    folded: str

    @property
    def wide(self) -> bool:
        """Whether the steps in sight need two columns."""
        return not self.folded and len(self.stops) > STOPS_IN_A_COLUMN


def look_of(view: StepView, now: datetime) -> Look:
    """How a step looks: its status, sharpened by its latest time."""
    due = due_of(view)
    if due is not None:
        return look_of_due(due, now)
    sign, word = STATUSES[view.status]
    return Look(sign, word, CLASSES[view.status])


def due_of(view: StepView) -> datetime | None:
    """The latest time of a step that is waited for; a duty already met has none left."""
    deadline = view.deadline
    waits = view.status is StepStatus.NOW and deadline is not None and deadline.done_at is None
    return deadline.due if waits and deadline else None


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
    return tuple(each for each in found if each.stops)


def _phase(
    phase_id: str, title: str, views: list[StepView], scene: Scene, chosen: str
) -> PhaseOnRail:
    shown = [v for v in views if v.status is not StepStatus.NOT_APPLICABLE]
    main = [v for v in shown if not _is_extra(v)]
    stops = tuple(_stop(view, scene, chosen) for view in main)
    extras = tuple(_stop(view, scene, chosen) for view in shown if _is_extra(view))
    done = sum(1 for view in main if view.status is StepStatus.DONE)
    resting = _resting(stops, extras, done)
    met = stops if resting else tuple(_met(stops))
    return PhaseOnRail(
        id=phase_id,
        title=title,
        look=_phase_look(stops, done),
        earlier=tuple(stop for stop in stops if stop not in met and _is_done(stop)),
        stops=met,
        after=tuple(stop for stop in stops if stop not in met and not _is_done(stop)),
        extras=extras,
        folded=resting,
    )


def _met(stops: tuple[Stop, ...]) -> Iterator[Stop]:
    """The steps that stay in sight: under way or blocked, the last one done, the first to come."""
    done = [stop for stop in stops if _is_done(stop)][-DONE_IN_SIGHT:]
    coming = [stop for stop in stops if _is_to_come(stop)][:COMING_IN_SIGHT]
    for stop in stops:
        rests = _is_done(stop) or _is_to_come(stop)
        if stop.chosen or not rests or stop in done or stop in coming:
            yield stop


def _resting(stops: tuple[Stop, ...], extras: tuple[Stop, ...], done: int) -> str:
    """What a phase says where nothing is under way: all done, or nothing begun."""
    if any(stop.chosen for stop in (*stops, *extras)):
        return ""
    if done == len(stops):
        return f"{done} klara" if done > 1 else "1 klart"
    begun = any(not _is_to_come(stop) for stop in stops)
    return "" if begun else f"{len(stops)} steg"


def _is_done(stop: Stop) -> bool:
    return stop.look.style == CLASSES[StepStatus.DONE]


def _is_to_come(stop: Stop) -> bool:
    return stop.look.style == CLASSES[StepStatus.LATER]


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
    due = due_of(view)
    return Stop(
        step=view.step.id,
        title=view.step.title,
        href=scene.step_path(view.step.id),
        look=look_of(view, scene.now),
        who=_who(view, scene),
        short_time=say_short(view.done_at) if view.done_at else "",
        time=scene.say(view.done_at) if view.done_at else None,
        due=scene.say(due) if due else None,
        short_due=say_short(due) if due else "",
        chosen=view.step.id == chosen,
    )


def _who(view: StepView, scene: Scene) -> str:
    if view.done_by:
        return scene.unit(view.done_by)
    moves = scene.opened.situation.next if view.status is StepStatus.NOW else ()
    roles = dict.fromkeys(move.role for move in moves if move.step == view.step.id)
    return " och ".join(role_words(role) for role in roles).capitalize()


def later(scene: Scene) -> tuple[Stop, ...]:
    """The next few steps that are not taken yet, with the roles that take them."""
    waits = (StepStatus.LATER, StepStatus.BLOCKED)
    views = (v for v in scene.opened.situation.steps if v.status in waits and not _is_extra(v))
    found = (replace(_stop(v, scene, ""), who=_roles(v)) for v in views)
    return tuple(islice(found, LATER_SHOWN))


def own_steps(scene: Scene) -> tuple[Stop, ...]:
    """The steps that the person's own role takes in this case, in their order."""
    views = (v for v in scene.opened.situation.steps if scene.actor.role in v.step.actors)
    return tuple(
        _stop(view, scene, "")
        for view in views
        if view.status is not StepStatus.NOT_APPLICABLE and not _is_extra(view)
    )


def _roles(view: StepView) -> str:
    return " och ".join(role_words(role).lower() for role in view.step.actors)
