"""What a form holds before anybody has typed: what the case already knows is never asked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from planning.case import Case
from planning.events import EVENT_OF, Event
from planning.moments import to_the_minute, write_moment
from planning.payment import can_be_disputed
from planning.plan_rows import KEYS
from planning.process import Command, FieldKind
from planning.values import usual_receivers
from planning.vocabulary import Role
from planning_ui.forms.read import Texts
from planning_ui.present.scene import Scene

TICKED = "ja"
# The answers to a call that say that somebody comes.
COMING = frozenset({"ja", "ersattare"})

# Commands that replace what the unit saved before: the form opens with the last saved text.
SAVED_ANEW = frozenset(
    {"samtycke", "planeringsunderlag", "patientinformation", "fast-vardkontakt", "hemgangsklar",
     "behovsbedomning", "sip-kartlaggning", "sip-stallningstagande", "spar"}
)  # fmt: skip
# Moments that are nearly always now.
NOW_FIELDS = frozenset({"skriv-in.tidpunkt", "skriv-ut.tidpunkt", "sip-mote.tidpunkt"})


def suggest(command: Command, scene: Scene) -> Texts:
    """The texts that a fresh form of the command opens with."""
    texts: dict[str, tuple[str, ...]] = {**suggest_at_the_door(command, scene.now)}
    saved = _last_saved(command, scene)
    if saved is not None:
        texts.update(as_texts(command, saved.data))
    if command.id in FROM_CASE:
        texts.update(FROM_CASE[command.id](scene.case, scene))
    if command.field("mottagare") is not None:
        texts["mottagare"] = preselected(command, scene)
    return texts


def suggest_at_the_door(command: Command, now: datetime) -> Texts:
    """The texts of a form that starts a case: there is nothing to know yet but the time."""
    fields = (each.id for each in command.fields if f"{command.id}.{each.id}" in NOW_FIELDS)
    return {each: (_to_the_minute(now),) for each in fields}


def preselected(command: Command, scene: Scene) -> tuple[str, ...]:
    """The units that are chosen before the person has chosen: the parties concerned."""
    if command.id in ("vidarebefordra", "lagg-till-part", "byt-kommun"):
        return ()
    return tuple(each.unit for each in usual_receivers(command.id, scene.case, scene.actor))


def as_texts(command: Command, data: Mapping[str, Any]) -> Texts:
    """What was saved, as a person would have typed it."""
    known = ((field, data.get(field.id)) for field in command.fields)
    return {
        field.id: _typed(field.kind, value)
        for field, value in known
        if value not in (None, "", [], ())
    }


def _to_the_minute(moment: datetime) -> str:
    return write_moment(to_the_minute(moment))


def _typed(kind: FieldKind, value: Any) -> tuple[str, ...]:
    if kind is FieldKind.PLAN:
        return tuple(str(row.get(key, "")) for row in value for key in KEYS)
    if kind is FieldKind.TICK:
        return (TICKED,) if value else ()
    if kind is FieldKind.MOMENT:
        return (_to_the_minute(datetime.fromisoformat(str(value))),)
    if kind in (FieldKind.UNIT, FieldKind.UNITS):
        several = value if isinstance(value, list | tuple) else [value]
        return tuple(str(each["enhet"]) for each in several)
    if isinstance(value, list | tuple):
        return tuple(str(each) for each in value)
    return (str(value),)


def _last_saved(command: Command, scene: Scene) -> Event | None:
    if command.id not in SAVED_ANEW:
        return None
    kind, unit = EVENT_OF[command.id], scene.actor.unit
    found = (e for e in reversed(scene.opened.events) if e.kind is kind and e.unit == unit)
    return next(found, None)


def _who_comes(case: Case, scene: Scene) -> Texts:
    """What a care request or a SIP has told already of the person who is now admitted."""
    if case.patient is None:
        return {}
    person, identity = case.patient, case.patient.identity
    told = {
        "personnummer": identity.written if identity else "",
        "namn": person.name,
        "adress": person.address,
        "folkbokforingskommun": person.kommun or "",
        "oppenvard": next((each.unit for each in case.parties_of(Role.OPEN_CARE)), ""),
        "kommun_enhet": next((each.unit for each in case.parties_of(Role.MUNICIPALITY)), ""),
        "sprak": person.language,
        "narstaende": person.relatives,
        "skyddade_uppgifter": TICKED if person.protected else "",
    }
    return {field: (text,) for field, text in told.items() if text}


def _needs(case: Case, scene: Scene) -> Texts:
    return {"behov": tuple(need.value for need in case.needs if need.value != "inget")}


def _from_today(case: Case, scene: Scene) -> Texts:
    return {"fran": (scene.today.isoformat(),)}


def _leave_under_way(case: Case, scene: Scene) -> Texts:
    """The leave that is on or still to come: sent again from the same time, it has a new end."""
    last = next((each for each in reversed(case.leaves) if each.until > scene.now), None)
    if last is None:
        return {}
    return {"fran": (_to_the_minute(last.since),), "till": (_to_the_minute(last.until),)}


def _unread(case: Case, scene: Scene) -> Texts:
    waiting = [m.number for m, each in case.unread() if each.receiver.unit == scene.actor.unit]
    return {"meddelande": (str(waiting[0]),)} if waiting else {}


def _plan_before(case: Case, scene: Scene) -> Texts:
    """What matters to the person, and the plan in force, which a new version goes on from."""
    drawn_up, command = case.sip.versions if case.sip else (), scene.command("sip-uppratta")
    if drawn_up:
        data = {key: value for key, value in drawn_up[-1].data.items() if key != "uppfoljning"}
        return as_texts(command, data)
    text = _told_at_start("vad_ar_viktigt", scene)
    return {"vad_ar_viktigt": (text,)} if text else {}


def _told_at_start(field: str, scene: Scene) -> str:
    """What was written when the SIP was started."""
    started = [e for e in scene.opened.events if e.kind is EVENT_OF["sip-initiera"]]
    return str(started[-1].data.get(field) or "") if started else ""


def _why_a_plan(case: Case, scene: Scene) -> Texts:
    why = _told_at_start("orsak", scene)
    return {"syfte": (why,)} if why else {}


def _who_was_to_meet(case: Case, scene: Scene) -> Texts:
    """The time of the called meeting once it has come, and who said that they come."""
    call = case.active_summons
    message = case.message(call.message) if call else None
    if call is None or message is None:
        return {}
    coming = [scene.unit(unit) for unit, said in call.answers.items() if said in COMING]
    invited = str(message.data.get("inbjudna") or "")
    name = case.patient.name if case.patient else ""
    held = call.meeting_at is not None and call.meeting_at <= scene.now
    when = (_to_the_minute(call.meeting_at),) if call.meeting_at and held else ()
    who = ", ".join(each for each in (name, scene.unit(call.unit), *coming, invited) if each)
    return {"tidpunkt": when, "deltagare": (who,)}


def _why_it_ends(case: Case, scene: Scene) -> Texts:
    """A plan that the person says no to can end in one way only."""
    return {"orsak": ("samtycke-aterkallat",)} if case.sip_consent is False else {}


def _last_liable_period(case: Case, scene: Scene) -> Texts:
    owed = [each.period for each in scene.opened.payments if can_be_disputed(each)]
    return {"period": (str(owed[-1]),)} if owed else {}


def _own_dispute(case: Case, scene: Scene) -> Texts:
    own = [d.number for d in case.open_disputes if d.kommun == scene.actor.kommun]
    return {"bestridande": (str(own[0]),)} if own else {}


def _first_dispute(case: Case, scene: Scene) -> Texts:
    return {"bestridande": (str(case.open_disputes[0].number),)} if case.open_disputes else {}


FROM_CASE: Mapping[str, Callable[[Case, Scene], Texts]] = {
    "skriv-in": _who_comes,
    "inskrivningsmeddelande": _needs,
    "hinder-oppenvard": _from_today,
    "permission": _leave_under_way,
    "kvittera": _unread,
    "avvisa": _unread,
    "vidarebefordra": _unread,
    "kallelse-sip": _why_a_plan,
    "sip-mote": _who_was_to_meet,
    "sip-uppratta": _plan_before,
    "sip-avsluta": _why_it_ends,
    "bestrid": _last_liable_period,
    "aterta-bestridande": _own_dispute,
    "svara-bestridande": _first_dispute,
}
