"""The record: everything known of the case, as sections under each other with a local index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planning.case import Case
from planning.events import EVENT_OF, Event
from planning.organisation import KOMMUNER
from planning.parts import Basis, Obstacle
from planning_ui.present.entries import Entry, entries_of
from planning_ui.present.scene import Scene
from planning_ui.present.values import Fact, facts
from planning_ui.words import CONSENTS, NEEDS, ROLES, STATES, TRACKS

NOT_IN_RECORD = frozenset({"mottagare"})


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `empty` says what would be here and how it comes."""

    id: str
    title: str
    step: str
    facts: tuple[Fact, ...] = ()
    entries: tuple[Entry, ...] = ()
    empty: str = ""


def sections(scene: Scene) -> tuple[Section, ...]:
    """The plain sections of the record, in the order of the page."""
    return (
        _parties(scene),
        _consent(scene),
        _dates(scene),
        _bases(scene),
        _saved(scene, "patientinformation", "Patientinformation", "patientinformation"),
    )


def later_sections(scene: Scene) -> tuple[Section, ...]:
    """The plain sections that stand after the SIP."""
    return (*_care_plan(scene), _home_ready(scene), _information(scene))


def _care_plan(scene: Scene) -> tuple[Section, ...]:
    """The samordnad vårdplan, with who has adjusted it; no section where there is none."""
    plan = scene.case.care_plan
    if plan is None:
        return ()
    entries = tuple(_entries(scene, "samordnad-vardplan"))[:1]
    title = "Samordnad vårdplan"
    return (Section("vardplan", title, "samordnad-vardplan", adjustments(scene), entries),)


def adjustments(scene: Scene) -> tuple[Fact, ...]:
    """Each unit that the samordnad vårdplan names, with who adjusted it for the unit and when."""
    plan = scene.case.care_plan
    if plan is None:
        return ()
    done = {
        event.unit: f"✓ har justerat {scene.say(event.occurred_at).words}, "
        f"{scene.user_name(event.user)}"
        for event in scene.opened.events
        if event.kind is EVENT_OF["justera-vardplan"] and event.number > plan.message
    }
    waits = "○ har inte justerat"
    return tuple(Fact(scene.unit(unit), done.get(unit, waits)) for unit in plan.units)


def _home_ready(scene: Scene) -> Section:
    """What each party last said of its own part, point by point."""
    last: dict[str, Event] = {}
    for event in scene.opened.events:
        if event.kind is EVENT_OF["hemgangsklar"]:
            last[event.unit] = event
    entries = tuple(_own_part(event, scene) for event in last.values())
    track = (Fact("Spår", TRACKS[scene.case.track]),) if scene.case.track else ()
    empty = "Ingen har sparat sin del. Varje part bockar av och kommenterar sina punkter."
    return Section("hemgangsklar", "Hemgångsklar", "hemgangsklar", track, entries, empty)


def _own_part(event: Event, scene: Scene) -> Entry:
    field = scene.command("hemgangsklar").field("punkter")
    ticked = frozenset(event.data.get("punkter") or ())
    points = tuple(_point(o.id, o.title, ticked, event) for o in (field.options if field else ()))
    rest = event.data.get("kommentar")
    facts_ = (*points, *((Fact("Kommentar", str(rest)),) if rest else ()))
    tag = "vår del är klar" if event.data.get("klar", True) else "inte klar än"
    when = scene.say(event.occurred_at)
    return Entry(scene.unit(event.unit), scene.user_name(event.user), when, facts_, tag)


def _point(point: str, title: str, ticked: frozenset[str], event: Event) -> Fact:
    comment = event.data.get(f"om_{point.replace('-', '_')}")
    said = "✓ klart" if point in ticked else "○ inte klart"
    return Fact(title, f"{said}. {comment}" if comment else said)


def _parties(scene: Scene) -> Section:
    entries = tuple(
        Entry(
            scene.unit(party.unit),
            _party_words(scene, party.unit, ROLES[party.role]),
            scene.say(party.since),
            _contact_facts(scene, party.unit),
            "" if party.active else "inte längre part",
        )
        for party in scene.case.parties
    )
    return Section("parter", "Uppgifter och parter", "vidarebefordra", _personal(scene), entries)


def _party_words(scene: Scene, unit_id: str, role: str) -> str:
    unit = scene.opened.organisation.unit(unit_id)
    phone = f", telefon {unit.phone}" if unit and unit.phone else ""
    return f"{role}{phone}"


def _contact_facts(scene: Scene, unit_id: str) -> tuple[Fact, ...]:
    return tuple(
        Fact("Fast vårdkontakt", ", ".join(t for t in (c.name, c.profession, c.phone) if t))
        for c in scene.case.contacts
        if c.unit == unit_id
    )


def _personal(scene: Scene) -> tuple[Fact, ...]:
    return tuple(_personal_rows(scene.case, scene))


def _personal_rows(case: Case, scene: Scene) -> Iterator[Fact]:
    patient = case.patient
    if patient is None:
        return
    yield Fact("Folkbokföringsadress", patient.address or "Saknas")
    if patient.kommun:
        yield Fact("Folkbokföringskommun", KOMMUNER.get(patient.kommun, patient.kommun))
    if case.placing_kommun:
        yield Fact("Beslutade placeringen", KOMMUNER.get(case.placing_kommun, case.placing_kommun))
    if patient.language:
        yield Fact("Språk och tolkbehov", patient.language)
    if patient.relatives:
        yield Fact("Närstående", patient.relatives)
    if case.needs:
        yield Fact("Kan behöva efter utskrivningen", ", ".join(NEEDS[each] for each in case.needs))
    yield Fact("Tillstånd", STATES[case.state])


def _consent(scene: Scene) -> Section:
    case = scene.case
    entries = tuple(_entries(scene, "samtycke"))
    now = (Fact("Gäller nu", CONSENTS[case.consent]),) if case.consent else ()
    empty = "Inget samtycke är sparat. Avdelningen frågar patienten och sparar svaret."
    return Section("samtycke", "Samtycke", "samtycke", now, entries, empty)


def _dates(scene: Scene) -> Section:
    case = scene.case
    rows: list[Fact] = []
    if case.opened_at:
        rows.append(Fact("Inskriven", scene.say(case.opened_at).words))
    if case.need_judged_at:
        rows.append(Fact("Behovet bedömt", scene.say(case.need_judged_at).words))
    rows += [
        Fact("Permission", f"{scene.say(each.since).words} till {scene.say(each.until).words}")
        for each in case.leaves
    ]
    rows += [Fact("Hinder i öppenvården", _obstacle(each, scene)) for each in case.obstacles]
    if case.discharged_at:
        rows.append(Fact("Utskriven", scene.say(case.discharged_at).words))
    entries = tuple(
        Entry(
            f"Beräknad utskrivning {scene.say_day(each.day).words}",
            "",
            scene.say(each.at),
            tag="gäller nu" if each is case.estimates[-1] else "",
        )
        for each in reversed(case.estimates)
    )
    empty = "Inget datum är beräknat. Det första kommer med inskrivningsmeddelandet."
    return Section("datum", "Datum", "andrat-utskrivningsdatum", tuple(rows), entries, empty)


def _obstacle(obstacle: Obstacle, scene: Scene) -> str:
    if obstacle.until == obstacle.since:
        return f"från {scene.say_day(obstacle.since).words}: återtaget. {obstacle.reason}"
    until = f" till {scene.say_day(obstacle.until).words}" if obstacle.until else ", pågår"
    return f"från {scene.say_day(obstacle.since).words}{until}. {obstacle.reason}"


def _bases(scene: Scene) -> Section:
    entries = tuple(_basis(each, scene) for each in scene.case.bases)
    empty = "Inget underlag är sparat. Kommunen och öppenvården sparar var sitt."
    return Section("underlag", "Planeringsunderlag", "planeringsunderlag", (), entries, empty)


def _basis(basis: Basis, scene: Scene) -> Entry:
    rows = facts(scene.command("planeringsunderlag"), basis.data, scene, frozenset({"klart"}))
    tag = "klart" if basis.complete else "inte klart än"
    return Entry(scene.unit(basis.unit), ROLES[basis.role], scene.say(basis.at), rows, tag)


def _saved(scene: Scene, section: str, title: str, command: str) -> Section:
    entries = tuple(_entries(scene, command))
    empty = "Inget är sparat. Avdelningen fyller på under vårdtiden."
    return Section(section, title, command, (), entries[:1], empty)


def _entries(scene: Scene, *commands: str) -> Iterator[Entry]:
    return reversed(entries_of(scene, commands, NOT_IN_RECORD))


def _information(scene: Scene) -> Section:
    entries = tuple(_entries(scene, "utskrivningsinformation", "information-till-patienten"))
    empty = "Ingen information är skickad. Avdelningen skickar den senast utskrivningsdagen."
    title = "Utskrivningsinformation"
    return Section("utskrivningsinformation", title, "utskrivningsinformation", (), entries, empty)
