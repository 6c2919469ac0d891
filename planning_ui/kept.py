"""Typed text that is kept: drafts per person, case and command, as JSON in the Drafts port."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from planning.ports import Drafts
from planning.process import Command
from planning_ui.forms.read import Texts

NEW_CASE = "nytt"


@dataclass(frozen=True, slots=True)
class Slip:
    """Where the text of a form lies: the case or the page, the form, and the names of its fields.

    What stands in no field of the form is never kept.
    """

    place: str
    form: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed and has not sent, and when it was kept."""

    texts: Texts
    at: datetime


def slip_of(case_id: str, command: Command) -> Slip:
    """Where the text of a command's form on a case lies."""
    return Slip(case_id, command.id, frozenset(field.id for field in command.fields))


def keep(
    drafts: Drafts, user: str, case_id: str, command: Command, texts: Texts, at: datetime
) -> None:
    """Keep the texts of the command's own fields; nothing is kept of an empty form."""
    keep_slip(drafts, user, slip_of(case_id, command), texts, at)


def keep_slip(drafts: Drafts, user: str, slip: Slip, texts: Texts, at: datetime) -> None:
    """Keep what was typed in the fields of the form; nothing is kept of an empty one."""
    typed = {name: list(texts[name]) for name in texts if name in slip.fields and any(texts[name])}
    if typed:
        text = json.dumps({"at": at.isoformat(), "texts": typed}, ensure_ascii=False)
        drafts.save(user, slip.place, slip.form, text, at)


def kept(drafts: Drafts, user: str, case_id: str, command: Command) -> Draft | None:
    """The draft, or None. A text that cannot be read any longer is as good as none."""
    return kept_slip(drafts, user, slip_of(case_id, command))


def kept_slip(drafts: Drafts, user: str, slip: Slip) -> Draft | None:
    """The draft that lies there, or None."""
    stored = drafts.get(user, slip.place, slip.form)
    return _read(stored) if stored else None


def _read(stored: str) -> Draft | None:
    try:
        data = json.loads(stored)
        texts = {str(name): tuple(map(str, each)) for name, each in data["texts"].items()}
        return Draft(texts, datetime.fromisoformat(data["at"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def texts_of(data: Mapping[str, object]) -> Texts:
    """Texts from a JSON body: text or list of texts per field, all else left out."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in data.items():
        several = value if isinstance(value, list) else [value]
        if all(isinstance(each, str) for each in several):
            found[str(name)] = tuple(str(each) for each in several)
    return found
