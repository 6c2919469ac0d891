"""The card *Nu*: the thing to do now, its form, its latest time, warnings before mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planning.deadlines import Deadline
from planning.guidance import DONE_THROUGH, Next
from planning.process import Command
from planning.progress import StepView
from planning.reasons import WARNINGS
from planning.vocabulary import DeadlineStatus, Mark, StepStatus
from planning_ui.forms.form import Form
from planning_ui.present.actions import Action, ReasonLine, actions, reason_lines
from planning_ui.present.scene import Scene
from planning_ui.present.strip import Look, look_of_due
from planning_ui.said import Said
from planning_ui.words import DEADLINES, ROLES, STATUSES, STEPS_AS_THEY_STAND, lowered

MARKS = {
    Mark.LAW: "enligt lagen",
    Mark.ROUTINE: "enligt rutin, kan skilja",
    Mark.OWN: "vår egen slutsats",
}


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A latest time in words, with how it was counted."""

    due: Said | None
    look: Look
    rests_on: str
    derivation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepDeadline:
    """The latest time of a step, for the list of them all."""

    title: str
    href: str
    step: str
    line: DeadlineLine


@dataclass(frozen=True, slots=True)
class Note:
    """A warning, and what answers it; its code is where its guidance stands."""

    code: str
    text: str
    ways: tuple[tuple[str, str], ...] = ()


# What a warning about the case asks for: the commands that answer it.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "glomd-utskrivning": ("skriv-ut", "andra-utskrivningsdatum"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """Something that is waited for: whose move, what, by when."""

    who: str
    what: str
    step: str
    step_title: str
    href: str
    look: Look
    due: Said | None
    mine: bool

    @property
    def text(self) -> str:
        """Who does what, as one sentence."""
        return f"{self.who}: {self.what}"


@dataclass(frozen=True)
class Card:
    """What stands in the card: a form, the reasons why it is blocked, or who is waited for."""

    title: str
    step: str
    step_title: str
    form: Form | None
    deadline: DeadlineLine | None
    warnings: tuple[Note, ...]
    what_if: tuple[str, ...]
    blocked: tuple[ReasonLine, ...]
    button: str
    waiting: tuple[Move, ...]
    told: tuple[str, ...]
    ways: tuple[Action, ...]
    also_mine: tuple[Move, ...]
    chosen: bool

    @property
    def codes(self) -> str:
        """The reason codes, as the help panel takes them."""
        return " ".join(each.code for each in self.blocked)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the card is about: a step, and the command on it that the person may try."""

    step: str
    command: Command | None
    chosen: bool


def choose(scene: Scene, step: str, command: str) -> Choice:
    """What the card is about: what the address names, else what the situation asks first."""
    if step:
        return Choice(step, _command_on(scene, step, command), True)
    for move in scene.opened.situation.next:
        if move.mine and move.command:
            return Choice(move.step, _command_on(scene, move.step, ""), False)
    return Choice("", None, False)


def _command_on(scene: Scene, step: str, wanted: str) -> Command | None:
    situation = scene.opened.situation
    blocked = [each.command for each in situation.blocked]
    known = [*situation.allowed, *blocked]
    through = DONE_THROUGH.get(step)
    here = [each for each in known if scene.command(each).step == step or each == through]
    if wanted in here:
        return scene.command(wanted).in_case()
    return scene.command(here[0]).in_case() if here else None


def make_card(
    scene: Scene,
    choice: Choice,
    form: Form | None,
    warnings: tuple[str, ...],
    what_if: tuple[str, ...],
) -> Card:
    """The card for what was chosen."""
    moves = moves_of(scene)
    command = choice.command
    blocked = _reasons(scene, command)
    view = step_view(scene, choice.step)
    return Card(
        title=command.button if command else _title(scene, choice),
        step=choice.step,
        step_title=scene.rulebook.steps[choice.step].title if choice.step else "",
        form=None if blocked else form,
        deadline=_deadline(view, scene),
        warnings=notes(warnings, scene),
        what_if=what_if,
        blocked=blocked,
        button=command.button if command else "",
        waiting=tuple(each for each in moves if not each.mine),
        told=_told(scene, view),
        ways=_other_ways(scene, choice),
        also_mine=tuple(each for each in moves if each.mine and each.step != choice.step),
        chosen=choice.chosen,
    )


def _title(scene: Scene, choice: Choice) -> str:
    return scene.rulebook.steps[choice.step].title if choice.step else "Inget att göra just nu"


def _reasons(scene: Scene, command: Command | None) -> tuple[ReasonLine, ...]:
    if command is None:
        return ()
    found = (each for each in scene.opened.situation.blocked if each.command == command.id)
    blocked = next(found, None)
    return reason_lines(blocked.reasons, scene) if blocked else ()


def _other_ways(scene: Scene, choice: Choice) -> tuple[Action, ...]:
    shown = choice.command.id if choice.command else ""
    return tuple(each for each in actions(scene, shown) if each.step == choice.step)


def step_view(scene: Scene, step: str) -> StepView | None:
    """How the step stands in the case, or None when it takes no part."""
    return next((v for v in scene.opened.situation.steps if v.step.id == step), None)


def _deadline(view: StepView | None, scene: Scene) -> DeadlineLine | None:
    """The latest time of the step; one already met says nothing of a step taken up again."""
    deadline = view.deadline if view else None
    if view is None or deadline is None:
        return None
    taken_up_again = view.status is StepStatus.NOW and deadline.done_at is not None
    return None if taken_up_again else deadline_line(deadline, scene)


def deadline_line(deadline: Deadline, scene: Scene) -> DeadlineLine:
    """The latest time in words; the law or the routine that it rests on is named."""
    waits = deadline.status in (DeadlineStatus.RUNNING, DeadlineStatus.PASSED)
    if waits:
        look = look_of_due(deadline.due, scene.now)
    else:
        sign, word = DEADLINES[deadline.status]
        # Where no latest time is set yet, what is done is simply done.
        word = word if deadline.due else STATUSES[StepStatus.DONE][1]
        look = Look(sign, word, "klar" if deadline.status is DeadlineStatus.IN_TIME else "sen")
    rests_on = ", ".join(each for each in (MARKS[deadline.mark], deadline.law) if each)
    due = scene.say(deadline.due) if deadline.due else None
    return DeadlineLine(due, look, rests_on, deadline.derivation)


def deadlines(scene: Scene) -> tuple[StepDeadline, ...]:
    """Every latest time that holds in the case, in the order of the process."""
    return tuple(
        StepDeadline(
            view.step.title,
            scene.step_path(view.step.id),
            view.step.id,
            deadline_line(view.deadline, scene),
        )
        for view in scene.opened.situation.steps
        if view.deadline is not None and view.status is not StepStatus.NOT_APPLICABLE
    )


def notes(codes: tuple[str, ...], scene: Scene) -> tuple[Note, ...]:
    """Warnings in words, each with what answers it; a code that is none is left out."""
    return tuple(
        Note(code, WARNINGS[code], _answers(code, scene)) for code in codes if code in WARNINGS
    )


def _answers(code: str, scene: Scene) -> tuple[tuple[str, str], ...]:
    """The buttons that answer the warning and where they are, of those that the person may use."""
    allowed = scene.opened.situation.allowed
    found = (scene.command(each) for each in ANSWERS.get(code, ()) if each in allowed)
    return tuple((each.button, scene.step_path(each.step, each.id)) for each in found)


def moves_of(scene: Scene) -> tuple[Move, ...]:
    """Everything that is waited for, one line per step, the person's own first."""
    found: dict[tuple[str, bool], list[Next]] = {}
    for each in scene.opened.situation.next:
        found.setdefault((each.step, each.mine), []).append(each)
    return tuple(_move(same, scene) for same in found.values())


def _move(same: list[Next], scene: Scene) -> Move:
    first = same[0]
    units = dict.fromkeys(unit for each in same for unit in each.units)
    who = " och ".join(scene.unit(unit) for unit in units)
    what = first.text.partition(": ")[2] or first.text
    return Move(
        who=who,
        what=what,
        step=first.step,
        step_title=scene.rulebook.steps[first.step].title,
        href=scene.step_path(first.step),
        look=look_of_due(first.due, scene.now),
        due=scene.say(first.due) if first.due else None,
        mine=first.mine,
    )


def _told(scene: Scene, view: StepView | None) -> tuple[str, ...]:
    """What there is to say of a step that the person has nothing to do in."""
    if view is None:
        return ()
    who = " och ".join(ROLES[role].lower() for role in view.step.actors)
    told = [STEPS_AS_THEY_STAND[view.status], f"Det görs av: {who}."]
    if view.done_at:
        told[0] = f"Klart {scene.say(view.done_at).words} av {scene.unit(view.done_by)}."
    if view.status is StepStatus.LATER and view.step.needs:
        titles = (lowered(scene.rulebook.steps[need].title) for need in view.step.needs)
        told.append(f"Först behövs: {', '.join(titles)}.")
    return tuple(told)
