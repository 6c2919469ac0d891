"""A record with some of its fields changed: what the fold does most of all."""

from __future__ import annotations

from typing import Any, TypeVar

Record = TypeVar("Record")


def changed(record: Record, **changes: Any) -> Record:
    """The frozen record with some of its fields changed; a faster `dataclasses.replace`.

    It copies the fields as they stand, so it is for records that check nothing when made and keep
    their fields in a dictionary (no slots). Raises TypeError for a name that is no field.
    """
    kind = type(record)
    names = kind.__dataclass_fields__  # type: ignore[attr-defined]  # every record is a dataclass
    for name in changes:
        if name not in names:
            raise TypeError(f"{kind.__name__} has no field {name}")
    new = object.__new__(kind)
    object.__setattr__(new, "__dict__", {**record.__dict__, **changes})
    return new
