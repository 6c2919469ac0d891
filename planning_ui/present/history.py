"""What has happened in the case, newest first, and the status line after a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from planning.events import EVENT_OF, Event, EventKind
from planning.organisation import KOMMUNER
from planning.vocabulary import Role
from planning_ui.present.scene import Scene
from planning_ui.present.values import Fact, facts
from planning_ui.said import Said
from planning_ui.words import event_words

COMMAND_OF: Mapping[EventKind, str] = {kind: command for command, kind in EVENT_OF.items()}


# What takes back what was just done, where that is not annulling a message.
WAYS_BACK: Mapping[str, str] = {
    "utskrivningsklar": "aterta-utskrivningsklar",
    "kallelse-sip": "aterta-kallelse",
    "bestrid": "aterta-bestridande",
    "skriv-ut": "ratta",
    "avliden": "ratta",
    "permission": "ratta",
    "sla-ihop-identitet": "ratta",
}
# What to choose among the corrections to take back what was done.
CORRECTIONS: Mapping[str, str] = {
    "skriv-ut": "utskrivning",
    "avliden": "avliden",
    "permission": "permission",
    "sla-ihop-identitet": "identitet",
}


@dataclass(frozen=True, slots=True)
class WayBack:
    """How to take back what was just done: the button, and where it is."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One event in words. `told` is when the system was told, if that was afterwards."""

    number: int
    title: str
    who: str
    unit: str
    when: Said
    told: Said | None
    facts: tuple[Fact, ...]


def history(scene: Scene, since: int = 0) -> tuple[Happened, ...]:
    """The events after a version, newest first."""
    found = (event for event in reversed(scene.opened.events) if event.number > since)
    return tuple(_happened(event, scene) for event in found)


def _happened(event: Event, scene: Scene) -> Happened:
    command = scene.rulebook.commands.get(COMMAND_OF.get(event.kind, ""))
    return Happened(
        number=event.number,
        title=_title(event, scene),
        who=scene.user_name(event.user),
        unit=scene.unit(event.unit),
        when=scene.say(event.occurred_at),
        told=scene.say(event.recorded_at) if event.registered_later else None,
        facts=facts(command, event.data, scene) if command else (),
    )


def way_back(scene: Scene, number: int) -> WayBack | None:
    """How the person can undo an event of their own now, or None where nothing undoes it."""
    event = _own(scene, number)
    if event is None:
        return None
    done = COMMAND_OF.get(event.kind, "")
    sent = "makulera" if scene.case.message(number) or number == scene.case.opening else ""
    command = WAYS_BACK.get(done, sent)
    if command not in scene.opened.situation.allowed:
        return None
    step = scene.command(command).step
    about = {"makulera": f"&meddelande={number}", "ratta": f"&uppgift={CORRECTIONS.get(done, '')}"}
    path = f"{scene.path('steg', step)}?gor={command}{about.get(command, '')}#nu"
    return WayBack(scene.command(command).button, path)


def _own(scene: Scene, number: int) -> Event | None:
    event = next((e for e in scene.opened.events if e.number == number), None)
    return event if event and event.user == scene.actor.user else None


def said_done(scene: Scene, number: int) -> str:
    """The status line after a command: what was done and to whom it went; empty for a stranger.

    It is made from the event itself, so the address of the page needs to hold its number only.
    """
    event = _own(scene, number)
    if event is None:
        return ""
    message = scene.case.message(number)
    receivers = [scene.unit(d.receiver.unit) for d in message.deliveries] if message else []
    receivers += [scene.unit(each["enhet"]) for each in _handed_on(event)]
    title = _title(event, scene)
    to_whom = _to_whom(title, receivers)
    when = scene.say(event.recorded_at).words
    if event.registered_later:
        when = f"{scene.say(event.occurred_at).words}. Registrerat i efterhand {when}"
    more = MORE_TO_SAY.get(event.kind)
    added = f" {more(event, scene)}" if more and more(event, scene) else ""
    return f"{title}{to_whom}, {when}.{added}"


def _to_whom(title: str, receivers: list[str]) -> str:
    """To whom it went, after a title that says that it was sent or another thing that was done."""
    if not receivers:
        return ""
    says_so = title.endswith(("skickat", "skickad", "vidarebefordrat", "meddelat"))
    return f"{'' if says_so else '. Skickat'} till {', '.join(receivers)}"


def _title(event: Event, scene: Scene) -> str:
    """What happened; the opening of a case is no message, and annulled with all of it."""
    whole = event.kind is EVENT_OF["makulera"] and event.data["meddelande"] == scene.case.opening
    return "Hela ärendet makulerat" if whole else event_words(event.kind)


def _handed_on(event: Event) -> list[Mapping[str, str]]:
    """Whom a message was forwarded to, among all who have it."""
    return event.data["mottagare"] if event.kind is EVENT_OF["vidarebefordra"] else []


def _tell_the_receivers(event: Event, scene: Scene) -> str:
    """Whoever has read what no longer holds may act on it already."""
    annulled = scene.case.message(event.data["meddelande"])
    read = [d.receiver.unit for d in annulled.deliveries if d.acknowledged_at] if annulled else []
    units = " och ".join(scene.unit(each) for each in dict.fromkeys(read))
    return f"Ring {units}: det är redan läst." if units else ""


def _new_ward(event: Event, scene: Scene) -> str:
    ward = scene.unit(event.data["till_avdelning"]["enhet"])
    return f"{ward} har nu ärendet. Blev det fel kan bara den byta tillbaka: ring dit."


def _new_kommun(event: Event, scene: Scene) -> str:
    units = [each.unit for each in scene.case.parties_of(Role.MUNICIPALITY)]
    return f"Part är nu {' och '.join(map(scene.unit, units))}." if units else ""


def _new_party(event: Event, scene: Scene) -> str:
    units = [scene.unit(each["enhet"]) for each in event.data["mottagare"]]
    return f"{' och '.join(units)} deltar nu."


def _away(event: Event, scene: Scene) -> str:
    fran, till = event.data.get("fran"), event.data.get("till")
    if not (fran and till):
        return ""
    since, until = (scene.say(datetime.fromisoformat(each)).words for each in (fran, till))
    return f"Från {since} till {until}."


def _read_the_name(event: Event, scene: Scene) -> str:
    return "Numret är bytt, inget annat. Läs namn, adress och kommun, och rätta det som är fel."


def _partly(event: Event, scene: Scene) -> str:
    whole = event.data.get("klart", True)
    return "" if whole else "Det är inte klart än. Bocka i Underlaget är klart när inget återstår."


def _known_before(event: Event, scene: Scene) -> str:
    """What was typed of a person who has a case already is not taken over: say what holds."""
    patient = scene.case.patient
    if patient is None or "namn" not in event.data:
        return ""
    holds = {
        "namn": patient.name,
        "adress": patient.address,
        "folkbokforingskommun": patient.kommun,
    }
    other = [each for each, held in holds.items() if _differ(event.data.get(each), held)]
    if not other:
        return ""
    named = {**holds, "folkbokforingskommun": KOMMUNER.get(patient.kommun or "", "")}
    told = ", ".join(str(named[each] or "inget") for each in other)
    return (
        "Numret har redan ett ärende, och SIP ligger där. "
        f"Det som står i ärendet gäller, inte det du skrev: {told}. Är det rätt person?"
    )


def _differ(typed: object, held: object) -> bool:
    """Whether something was typed that is not what the case holds, but for case and spaces."""
    one, other = (" ".join(str(each or "").casefold().split()) for each in (typed, held))
    return bool(one) and one != other


# What the line after a command says besides what was done: what it led to, and what is left.
MORE_TO_SAY: Mapping[EventKind, Callable[[Event, Scene], str]] = {
    EVENT_OF["byt-avdelning"]: _new_ward,
    EVENT_OF["byt-kommun"]: _new_kommun,
    EVENT_OF["permission"]: _away,
    EVENT_OF["sla-ihop-identitet"]: _read_the_name,
    EVENT_OF["planeringsunderlag"]: _partly,
    EVENT_OF["sip-initiera"]: _known_before,
    EVENT_OF["makulera"]: _tell_the_receivers,
    EVENT_OF["lagg-till-part"]: _new_party,
}
