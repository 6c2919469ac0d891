"""What a page of each room begins with: head, title, and the headings without text."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from help_service.outline import ROLE_OF_HEADING

DO = "Gör så här"
"""The heading under which each role has a heading of its own."""
_END = ("Vanliga fel", "Ångra och rätta")
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "steg": ("När", DO, "Senast", "Fält", *_END, "Om systemet ligger nere"),
    "undantag": ("När", "Det här händer", DO, *_END),
    "hinder": ("Vem kan häva", DO),
    "vyer": (DO,),
    "roller": ("Det här gör du",),
    "faser": ("Vem gör vad", "Sedan"),
    "begrepp": (),
    "admin": (DO,),
}
"""By room: the ``##`` headings of its pages, in order."""
HEADING_OF_ROLE: Mapping[str, str] = {role: rubrik for rubrik, role in ROLE_OF_HEADING.items()}
_REVIEWED_EVERY = timedelta(days=182)
_DATES = re.compile(r"^(granskad|granskas_senast):.*$", re.MULTILINE)


def new_page(topic: str, titel: str, room: str, today: date, roles: Iterable[str] = ()) -> str:
    """Return the text that a new topic begins with; the superuser fills it in.

    It can't be published as it is: the short answer and the text under each heading are missing.

    Args:
        topic: its id.
        titel: as readers see it.
        room: folder under docs.
        today: counted as the day of review.
        roles: ids of the roles that get a heading each under *Gör så här*.
    """
    # JSON's way to write a text is also YAML's: a title may hold a colon.
    head = (
        f"---\nid: {topic}\ntitel: {json.dumps(titel, ensure_ascii=False)}\nlagrum: []\n"
        f"sokord: []\nfragor: []\n"
        f"granskad: {today}\ngranskas_senast: {today + _REVIEWED_EVERY}\n---\n"
    )
    named = [HEADING_OF_ROLE[role] for role in roles if role in HEADING_OF_ROLE]
    parts = [f"# {titel}"]
    for rubrik in HEADINGS.get(room, ()):
        parts.append(f"## {rubrik}")
        parts += [f"### {each}" for each in named] if rubrik == DO else []
    return head + "\n\n".join(parts) + "\n"


def reviewed(source: str, today: date) -> str:
    """Return the page with the dates of its head set anew: reviewed today, next in half a year.

    A page without a head, or without these lines in it, comes back as it was.
    """
    head, fence, body = source.partition("\n---\n")
    if not fence:
        return source
    dates = {"granskad": today, "granskas_senast": today + _REVIEWED_EVERY}
    return _DATES.sub(lambda line: f"{line[1]}: {dates[line[1]]}", head) + fence + body
