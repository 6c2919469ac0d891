"""Records as canonical text: the same record is the same bytes, whatever the database.

Keys are sorted, nothing is padded, moments are UTC with microseconds, so that texts can be hashed,
compared and sorted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
RECORDS_KEPT = 8_192
"""Some 30 MB of list rows and messages in memory, in each worker."""


def moment_text(moment: datetime) -> str:
    """Write a moment in UTC with fixed width: text order is time order.

    Raises ValueError for a naive moment, because nobody can tell when that was.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read_moment(text: str) -> datetime:
    """Read what `moment_text` wrote."""
    return datetime.fromisoformat(text)


def plain(value: Any) -> Any:
    """The value as JSON knows it: moments and days as text, enums as their value, sets sorted."""
    return json.loads(canonical(value))


def _as_json(value: Any) -> Any:
    """What JSON does not know by itself, as something that it knows."""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"{type(value).__name__} cannot be stored; use text, numbers, lists, mappings")


# Made once: building an encoder takes as long as writing a small record.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    sort_keys=True,
    separators=(",", ":"),
    allow_nan=False,
    default=_as_json,
)


def canonical(value: Any) -> str:
    """The one text for a value: UTF-8, sorted keys, no white space. NaN is refused."""
    return _ENCODER.encode(value)


def as_values(record: Any) -> dict[str, Any]:
    """The fields of a dataclass record by name, as they are."""
    return {name: getattr(record, name) for name in _shape(type(record)).names}


def record_text(record: Any) -> str:
    """A dataclass record as canonical text."""
    return canonical(as_values(record))


def read_record(kind: type[Record], text: str) -> Record:
    """Read what `record_text` wrote.

    A field that the text lacks takes its default and an unknown one is dropped: derived rows may
    have been written by another version of the program, until they are rebuilt.
    """
    return build(kind, json.loads(text))


@lru_cache(maxsize=RECORDS_KEPT)
def known_record(kind: type[Record], text: str) -> Record:
    """The same as `read_record`, read once: lists ask for the same rows again and again.

    The text itself is the key, so that a row written anew, by whomever, is read anew. The record
    is shared: nobody changes it.
    """
    return read_record(kind, text)


def build(kind: type[Record], values: Mapping[str, Any]) -> Record:
    """Make a record from plain values by name, turning text into moments, days, enums, tuples."""
    shape = _shape(kind)
    known = {name: value for name, value in values.items() if name in shape.names}
    for name, reader in shape.readers.items():
        value = known.get(name)
        if value is not None:
            known[name] = reader(value)
    return kind(**known)


@dataclass(frozen=True, slots=True)
class _Shape:
    names: Mapping[str, None]
    readers: Mapping[str, Callable[[Any], Any]]


_SHAPES: dict[type[Any], _Shape] = {}


def _shape(kind: type[Any]) -> _Shape:
    if kind not in _SHAPES:
        found = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
        names = dict.fromkeys(each.name for each in fields(kind))
        readers = {name: reader for name, reader in found.items() if reader and name in names}
        _SHAPES[kind] = _Shape(names, readers)
    return _SHAPES[kind]


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    bare = _without_none(hint)
    if bare is datetime:
        return _as_moment
    if bare is date:
        return date.fromisoformat
    if get_origin(bare) in (tuple, frozenset):
        return _GROUPS[get_origin(bare)]
    return _enum_reader(bare) if isinstance(bare, type) and issubclass(bare, Enum) else None


def _enum_reader(kind: type[Enum]) -> Callable[[Any], Any]:
    # A table instead of a call: events are read more often than anything else.
    members = {member.value: member for member in kind}

    def read(value: Any) -> Any:
        return members.get(value) or kind(value)

    return read


def _without_none(hint: Any) -> Any:
    if get_origin(hint) not in (Union, UnionType):
        return hint
    return next(each for each in get_args(hint) if each is not NoneType)


def _as_moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else read_moment(value)


_GROUPS: Mapping[Any, Callable[[Any], Any]] = {tuple: tuple, frozenset: frozenset}
