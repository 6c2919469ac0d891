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
class Draft:
    """What somebody typed and has not sent, and when it was kept."""

    texts: Texts
    at: datetime


def keep(
    drafts: Drafts, user: str, case_id: str, command: Command, texts: Texts, at: datetime
) -> None:
    """Keep the texts of the command's own fields; nothing is kept of an empty form."""
    own = {field.id for field in command.fields}
    typed = {name: list(texts[name]) for name in texts if name in own and any(texts[name])}
    if typed:
        text = json.dumps({"at": at.isoformat(), "texts": typed}, ensure_ascii=False)
        drafts.save(user, case_id, command.id, text, at)


def kept(drafts: Drafts, user: str, case_id: str, command: Command) -> Draft | None:
    """The draft, or None. A text that cannot be read any longer is as good as none."""
    stored = drafts.get(user, case_id, command.id)
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
