"""The steps of showing and sending a form on a case, apart from how the web asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planning.access import Act
from planning.desk import TryOut
from planning.errors import Reason
from planning.payment_effects import PAYMENT_RELEVANT
from planning.process import Command
from planning_ui.forms.choices import Choices
from planning_ui.forms.form import Form, Place, field_of, make_form
from planning_ui.forms.read import Filled, Texts, read_form
from planning_ui.forms.suggest import suggest
from planning_ui.here import actor, here
from planning_ui.kept import Draft, kept
from planning_ui.parts import parts
from planning_ui.present.card import choose, make_card
from planning_ui.present.patient import PatientPage, patient_page
from planning_ui.present.scene import Scene

NOTHING: Mapping[str, str] = {}


def look(case_id: str, act: Act = Act.READ) -> Scene:
    """Open the case for the signed-in person; the log says for what. Raises NotFound."""
    opened = parts().desk.open_case(actor(), case_id, here().now, here().ask, act)
    return Scene(opened, actor(), here().now, parts().desk.rulebook, UserNames())


class UserNames:
    """User ids to names, each looked up once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, user_id: str) -> str:
        if user_id not in self._known:
            user = parts().directory.user(user_id)
            self._known[user_id] = user.name if user else user_id
        return self._known[user_id]


def fresh_page(
    scene: Scene, step: str, command_id: str, pointed: Mapping[str, str] = NOTHING
) -> PatientPage:
    """The patient page with a fresh form, or with the draft that the person left.

    `pointed` holds what the way here has chosen already: a message, or what to correct.
    """
    choice = choose(scene, step, command_id)
    command = choice.command
    if command is None:
        return patient_page(scene, make_card(scene, choice, None, (), ()))
    draft = kept(parts().drafts, actor().user, scene.case.id, command)
    filled = fresh(command, scene, draft, pointed)
    tried = try_out(scene, command, filled.values)
    form = form_on(scene, command, filled, draft=draft)
    return patient_page(scene, make_card(scene, choice, form, tried.warnings, tried.what_if))


def fresh(
    command: Command, scene: Scene, draft: Draft | None, pointed: Mapping[str, str] = NOTHING
) -> Filled:
    """A form that nobody has sent: suggestions, and the draft over them. It has no errors."""
    chosen: Texts = {name: (text,) for name, text in pointed.items() if text}
    texts: Texts = {**suggest(command, scene), **(draft.texts if draft else {}), **chosen}
    read = read_form(command, texts, here().now)
    return Filled(texts, read.values)


def returned_page(
    scene: Scene, command: Command, filled: Filled, reasons: tuple[Reason, ...] = ()
) -> PatientPage:
    """The patient page with a form that came back: the text kept, the errors in place."""
    choice = choose(scene, command.step, command.id)
    tried = try_out(scene, command, filled.values)
    form = form_on(scene, command, filled, reasons or _seen_already(command, filled, tried))
    card = make_card(scene, choice, form, tried.warnings, tried.what_if)
    return patient_page(scene, replace(card, form=form))


def _seen_already(command: Command, filled: Filled, tried: TryOut) -> tuple[Reason, ...]:
    """What else is wrong with what is typed: told at once, not when the first fault is mended."""
    if not filled.errors:
        return ()
    about = ((field_of(command, each.code, filled.values), each) for each in tried.reasons)
    return tuple(each for field_id, each in about if filled.values.get(field_id))


def form_on(
    scene: Scene,
    command: Command,
    filled: Filled,
    reasons: tuple[Reason, ...] = (),
    draft: Draft | None = None,
) -> Form:
    """The form of a command on the case."""
    place = Place(
        action=scene.path(command.id),
        draft_action=scene.path("utkast", command.id),
        try_action=scene.path("prova", command.id) if _speaks_before(command) else "",
        version=scene.case.version,
        draft_from=scene.say(draft.at).words if draft else "",
    )
    source = Choices(scene.opened.organisation, scene.actor, scene)
    return make_form(command, filled, source, place, reasons)


def _speaks_before(command: Command) -> bool:
    """Whether something is to be told of the form as it is filled in."""
    return bool(command.warnings) or command.id in PAYMENT_RELEVANT


def try_out(scene: Scene, command: Command, values: Mapping[str, Any]) -> TryOut:
    """What the rules say of the form as it stands."""
    return parts().desk.try_out(scene.actor, scene.case.id, command.id, values, scene.now)
