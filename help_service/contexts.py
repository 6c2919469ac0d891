"""Contexts: where a person is, and the table that says which guidance belongs there.

``context_map.yaml`` is the only such table. Its keys belong to the application that asks, so that
several systems can have names of their own for the same guidance.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType

import yaml

from help_service.addresses import split_topic_address
from help_service.findings import BrokenGuidance, Finding, error
from help_service.yaml_loader import compose, mistake

DEFAULT_APP = "ledstang"
KINDS = ("steg", "fas", "vy", "falt", "hinder", "roll")
"""What a context can be about, each a table of its own in the map."""
_PHASE_OF_STEP = "fas_for_steg"
_RELEASE = "@"
"""Between an application's name and its release."""
_EMPTY: Mapping[str, "Entry"] = MappingProxyType({})


@dataclass(frozen=True)
class Context:
    """Where a person is: ids only, as the asking application names them.

    ``ord`` is what the application calls the place in plain words, for the search.
    """

    app: str = DEFAULT_APP
    steg: str | None = None
    roll: str | None = None
    enhet: str | None = None
    vy: str | None = None
    falt: str | None = None
    hinder: str | None = None
    fas: str | None = None
    ord: str | None = None

    def parameters(self) -> Iterator[tuple[str, str]]:
        """Yield the named ids in a fixed order."""
        for each in fields(self):
            value = getattr(self, each.name)
            if value is not None:
                yield each.name, value


@dataclass(frozen=True)
class Place:
    """A topic, or a section in it."""

    topic: str
    anchor: str = ""

    def __str__(self) -> str:
        return f"{self.topic}#{self.anchor}" if self.anchor else self.topic


@dataclass(frozen=True)
class Entry:
    """What the map says about one context."""

    place: Place
    lankar: tuple[Place, ...] = ()
    """More guidance that belongs to the context."""
    line: int = 0


@dataclass(frozen=True)
class AppMap:
    """The tables of one application, by kind of context and id.

    A field is ``<command>.<field>``. A step or field may also have an entry for one role only,
    written ``<id>@<role>``.
    """

    tables: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)
    phase_of_step: Mapping[str, str] = field(default_factory=dict)

    def entry(self, kind: str, key: str) -> Entry | None:
        """Return the entry of a context, or None."""
        return self.tables.get(kind, _EMPTY).get(key)

    def entries(self) -> Iterator[tuple[str, str, Entry]]:
        """Yield kind, key and entry of every context in the map."""
        for kind, table in self.tables.items():
            for key, entry in table.items():
                yield kind, key, entry


@dataclass(frozen=True)
class ContextMap:
    """The whole map: one AppMap for each application, and the page where every chain ends."""

    apps: Mapping[str, AppMap]
    start: Place
    path: str = "context_map.yaml"

    def app(self, name: str) -> AppMap:
        """Return the map of an application; an empty one if it is unknown.

        A release without a map of its own, ``<app>@<release>``, has that of its application.
        """
        return self.apps.get(name) or self.apps.get(name.partition(_RELEASE)[0], AppMap())


def load_context_map(file: Path) -> ContextMap:
    """Read the map.

    Raises:
        BrokenGuidance: with file, line, what is wrong and what to do.
    """
    return parse_context_map(file.read_text(encoding="utf-8"), file.name)


def parse_context_map(text: str, path: str) -> ContextMap:
    """Return the map that a YAML text holds; ``path`` is how it is called in findings."""
    try:
        root = compose(text)
    except yaml.YAMLError as broken:
        line, problem = mistake(broken)
        what = f"Kartan går inte att läsa ({problem})."
        raise BrokenGuidance([error(path, line, what, "Rätta raden.")]) from broken
    return _Reader(path).read(root)


def _with_inherited(name: str, app: AppMap, apps: Mapping[str, AppMap]) -> AppMap:
    """A release has all that its application has, and its own entries before that."""
    base = apps.get(name.partition(_RELEASE)[0])
    if base is None or base is app:
        return app
    kinds = [*base.tables, *(kind for kind in app.tables if kind not in base.tables)]
    tables = {
        kind: MappingProxyType({**base.tables.get(kind, _EMPTY), **app.tables.get(kind, _EMPTY)})
        for kind in kinds
    }
    phases = {**base.phase_of_step, **app.phase_of_step}
    return AppMap(MappingProxyType(tables), MappingProxyType(phases))


class _Reader:
    """Walks the YAML nodes, since they know their lines."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._findings: list[Finding] = []

    def read(self, root: yaml.Node | None) -> ContextMap:
        top = self._mapping(root)
        for key in ("start", "appar"):
            if key not in top:
                self._complain(root, f"Nyckeln {key} saknas i kartan.", f"Lägg till {key}.")
        apps = {
            name: self._app(node)
            for name, node in self._mapping(top.get("appar"), optional=True).items()
        }
        apps = {name: _with_inherited(name, app, apps) for name, app in apps.items()}
        start = self._place(top["start"]) if "start" in top else Place("index")
        if self._findings:
            raise BrokenGuidance(self._findings)
        return ContextMap(MappingProxyType(apps), start, self._path)

    def _app(self, node: yaml.Node) -> AppMap:
        parts = self._mapping(node)
        for name in parts.keys() - {*KINDS, _PHASE_OF_STEP}:
            known = ", ".join([*KINDS, _PHASE_OF_STEP])
            self._complain(parts[name], f"Tabellen {name} finns inte.", f"Välj bland: {known}.")
        tables = {kind: self._table(parts[kind]) for kind in KINDS if kind in parts}
        phases = {
            step: str(phase.value)
            for step, phase in self._mapping(parts.get(_PHASE_OF_STEP), optional=True).items()
        }
        return AppMap(MappingProxyType(tables), MappingProxyType(phases))

    def _table(self, node: yaml.Node) -> Mapping[str, Entry]:
        entries = {key: self._entry(value) for key, value in self._mapping(node).items()}
        return MappingProxyType(entries)

    def _entry(self, node: yaml.Node) -> Entry:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return Entry(self._place(node), line=line)
        parts = self._mapping(node)
        if parts.keys() - {"amne", "lankar"} or "amne" not in parts:
            advice = "Skriv ämne, ämne#rubrik eller {amne: …, lankar: […]}."
            self._complain(node, "Posten i kartan är felskriven.", advice)
            return Entry(Place("index"), line=line)
        links = parts.get("lankar")
        more = links.value if isinstance(links, yaml.SequenceNode) else []
        return Entry(self._place(parts["amne"]), tuple(self._place(item) for item in more), line)

    def _place(self, node: yaml.Node) -> Place:
        if not isinstance(node, yaml.ScalarNode) or not node.value:
            self._complain(node, "Ämnet saknas.", "Skriv ämne eller ämne#rubrik.")
            return Place("index")
        return Place(*split_topic_address(str(node.value)))

    def _mapping(self, node: yaml.Node | None, optional: bool = False) -> dict[str, yaml.Node]:
        if node is None and optional:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self._complain(node, "Här ska stå en tabell.", "Skriv rader med nyckel: värde.")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._complain(key, "Nyckeln är ingen text.", "Skriv rader med nyckel: värde.")
                continue
            if key.value in found:
                self._complain(key, f"{key.value} står två gånger.", "Ta bort den ena.")
            found[str(key.value)] = value
        return found

    def _complain(self, node: yaml.Node | None, what: str, advice: str) -> None:
        line = node.start_mark.line + 1 if node is not None else 1
        self._findings.append(error(self._path, line, what, advice))
