"""What the person can do in the case now, and what is blocked, why, and who can lift it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from planning.case import Case
from planning.errors import Reason
from planning_ui.present.scene import Scene
from planning_ui.words import role_words

EXCEPTIONS = "Undantag och rättelser"


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why something is blocked, who can lift it, and the step that does.

    Its code is where its guidance stands.
    """

    code: str
    text: str
    by: str = ""
    remedy: str = ""
    remedy_href: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A command as a button: open, or blocked with its reasons."""

    command: str
    step: str
    title: str
    href: str
    reasons: tuple[ReasonLine, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether something stands against it."""
        return bool(self.reasons)


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """Open actions that belong to the same part of the process."""

    title: str
    actions: tuple[Action, ...]


def action_groups(found: Iterable[Action], scene: Scene) -> tuple[ActionGroup, ...]:
    """The open actions under the phases of the process, in its order; the exceptions last."""
    processes = scene.rulebook.processes
    phases = [phase.title for process in processes for phase in process.phases]
    heaps: dict[str, list[Action]] = {title: [] for title in (*phases, EXCEPTIONS)}
    titles = {phase.id: phase.title for process in processes for phase in process.phases}
    unusual = {step.id for process in processes for step in process.exceptions}
    for each in found:
        if not each.blocked:
            phase = titles[scene.rulebook.steps[each.step].phase]
            heaps[EXCEPTIONS if each.step in unusual else phase].append(each)
    return tuple(ActionGroup(title, tuple(same)) for title, same in heaps.items() if same)


def actions(scene: Scene, without: str = "") -> tuple[Action, ...]:
    """Everything the role can do in the case, save the one already shown: open ones first."""
    situation = scene.opened.situation
    allowed = [_action(each, scene) for each in situation.allowed if _shown(each, without)]
    blocked = [
        _action(each.command, scene, each.reasons)
        for each in situation.blocked
        if _shown(each.command, without)
    ]
    return (*allowed, *blocked)


def _shown(command: str, without: str) -> bool:
    return command not in (without, "skriv-in", "vardbegaran")


def _action(command_id: str, scene: Scene, reasons: Iterable[Reason] = ()) -> Action:
    command = scene.command(command_id)
    return Action(
        command.id,
        command.step,
        command.button,
        scene.step_path(command.step, command.id),
        reason_lines(reasons, scene),
    )


def _no_units(case: Case) -> tuple[str, ...]:
    return ()


def _not_adjusted(case: Case) -> tuple[str, ...]:
    return tuple(case.care_plan.not_adjusted) if case.care_plan else ()


def _with_unread(case: Case) -> tuple[str, ...]:
    return tuple(dict.fromkeys(delivery.receiver.unit for _, delivery in case.unread()))


# The units whose move it is where the role alone says too little, by the reason and its remedy.
WHO_LIFTS: Mapping[tuple[str, str], Callable[[Case], tuple[str, ...]]] = {
    ("vardplan-ej-justerad", "justera-vardplan"): _not_adjusted,
    ("okvitterade-meddelanden", "kvittera"): _with_unread,
}


def _names(units: tuple[str, ...], scene: Scene) -> str:
    """The units by name; nothing when it is the person's own alone."""
    if units == (scene.actor.unit,):
        return ""
    *most, last = (scene.unit(each) for each in units)
    return f"{', '.join(most)} och {last}" if most else last


def reason_lines(reasons: Iterable[Reason], scene: Scene) -> tuple[ReasonLine, ...]:
    """The reasons in words, each with the way out."""
    return tuple(_line(each, scene) for each in reasons)


def _line(reason: Reason, scene: Scene) -> ReasonLine:
    remedy = scene.rulebook.commands.get(reason.remedy or "")
    units = WHO_LIFTS.get((reason.code, reason.remedy or ""), _no_units)(scene.case)
    mine = remedy is not None and scene.actor.role in remedy.actors
    return ReasonLine(
        code=reason.code,
        text=reason.text,
        by=_names(units, scene) if units else "" if mine else role_words(reason.by),
        remedy=remedy.button if remedy else "",
        remedy_href=scene.step_path(remedy.step, remedy.id) if remedy else "",
    )
