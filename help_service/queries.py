"""Query strings, read strictly: what is malformed is told, what is unknown falls back."""

from collections.abc import Collection
from urllib.parse import parse_qsl

_LONGEST = 200
_MOST_PARAMETERS = 20


class BadQuery(Exception):
    """A query that no well-behaved client sends; the text says in Swedish what is wrong."""


def read_query(raw: bytes, known: Collection[str], others_allowed: bool = False) -> dict[str, str]:
    """Return the parameters of a query string; empty ones are left out.

    Args:
        raw: the query string as it came.
        known: names of the parameters that the address takes.
        others_allowed: whether parameters with other names are passed over in silence.

    Raises:
        BadQuery: a parameter is unknown, repeated, too long, or holds control characters.
    """
    found: dict[str, str] = {}
    for name, value in _pairs(raw):
        if name not in known:
            if others_allowed:
                continue
            raise BadQuery(f"Parametern {_shown(name)} finns inte. Välj bland: {', '.join(known)}.")
        if name in found:
            raise BadQuery(f"Parametern {name} står mer än en gång.")
        found[name] = _checked(name, value)
    return {name: value for name, value in found.items() if value}


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    try:
        text = raw.decode("utf-8")
        return parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except UnicodeDecodeError as broken:
        raise BadQuery("Frågan är inte skriven i UTF-8.") from broken
    except ValueError as broken:
        raise BadQuery(f"Frågan har fler än {_MOST_PARAMETERS} parametrar.") from broken


def _checked(name: str, value: str) -> str:
    if len(value) > _LONGEST:
        raise BadQuery(f"Parametern {name} är längre än {_LONGEST} tecken.")
    if any(not sign.isprintable() for sign in value):
        raise BadQuery(f"Parametern {name} innehåller styrtecken.")
    return value.strip()


def _shown(name: str) -> str:
    return "".join(sign for sign in name[:40] if sign.isprintable())
