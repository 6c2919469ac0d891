"""What readers say of the help: yes or no, and a few words. Never who said it, or about whom."""

import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import fields
from threading import Lock
from time import monotonic
from typing import Any

from help_service.contexts import Context
from help_service.personal import holds_number
from help_service.ports import Feedback, Verdict

LONGEST = 500
"""Most characters of the free text."""
_A_MINUTE = 60.0
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_HASH = re.compile(r"[0-9a-f]{16}")
_PLACE_ID = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,119}")
_PLACE = {field.name for field in fields(Context)}
_KEYS = {"app", "id", "hash", "steg", "roll", "svar", "text"}


class BadFeedback(Exception):
    """Feedback that is not taken; the text says in Swedish why and what to do."""


def read_feedback(said: object, known: Callable[[str], bool]) -> Feedback:
    """Return the feedback that a JSON body holds.

    Args:
        said: the body, as decoded.
        known: tells whether a topic exists.

    Raises:
        BadFeedback: a part is missing, unknown or malformed, or the text may hold personal data.
    """
    if not isinstance(said, Mapping) or said.keys() - _KEYS:
        raise BadFeedback(f"Skicka ett JSON-objekt med några av: {', '.join(sorted(_KEYS))}.")
    topic = _id(said, "id")
    if topic is None or not known(topic):
        raise BadFeedback("Ämnet finns inte.")
    return Feedback(
        app=_id(said, "app", _PLACE_ID) or "ledstang",
        id=topic,
        hash=_hash(said),
        steg=_id(said, "steg"),
        roll=_id(said, "roll"),
        svar=_verdict(said),
        text=_text(said),
    )


def read_place(said: object) -> dict[str, str]:
    """Return the parts of a context that a JSON body holds, to be given to ``Context``.

    Raises:
        BadFeedback: a part is unknown or malformed.
    """
    if not isinstance(said, Mapping) or said.keys() - _PLACE:
        raise BadFeedback(f"Skicka ett JSON-objekt med några av: {', '.join(sorted(_PLACE))}.")
    found = {name: _id(said, name, _PLACE_ID) for name in said}
    return {name: value for name, value in found.items() if value}


def _id(said: Mapping[str, Any], name: str, form: re.Pattern[str] = _ID) -> str | None:
    value = said.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not form.fullmatch(value):
        raise BadFeedback(f"{name} är inte ett id.")
    return value


def _hash(said: Mapping[str, Any]) -> str:
    value = said.get("hash")
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise BadFeedback("hash är inte kontrollkoden för en text.")
    return value


def _verdict(said: Mapping[str, Any]) -> Verdict:
    try:
        return Verdict(str(said.get("svar")))
    except ValueError as unknown:
        raise BadFeedback("Svara ja eller nej.") from unknown


def _text(said: Mapping[str, Any]) -> str:
    value = said.get("text", "")
    if not isinstance(value, str):
        raise BadFeedback("text är inte en text.")
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())
    if len(text) > LONGEST:
        raise BadFeedback(f"Texten är för lång. Skriv högst {LONGEST} tecken.")
    if holds_number(text):
        raise BadFeedback(
            "Texten ser ut att innehålla ett personnummer eller telefonnummer. Ta bort det och"
            " skicka igen. Skriv aldrig uppgifter om en patient här."
        )
    return text


class Throttle:
    """Lets through so many a minute, whoever asks: no address is kept to tell people apart."""

    def __init__(self, most: int, tick: Callable[[], float] = monotonic) -> None:
        self._most, self._tick = most, tick
        self._taken: deque[float] = deque()
        self._lock = Lock()

    def lets_through(self) -> bool:
        """Return whether one more is let through now; if so it is counted."""
        with self._lock:
            now = self._tick()
            while self._taken and now - self._taken[0] >= _A_MINUTE:
                self._taken.popleft()
            if len(self._taken) >= self._most:
                return False
            self._taken.append(now)
            return True
