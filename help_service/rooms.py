"""Rooms and roles with the names readers see, and what the pages list from a library."""

from itertools import groupby
from pathlib import PurePosixPath

from help_service.addresses import PICTURE
from help_service.library import Library
from help_service.topics import Topic

ROOMS = {
    "steg": "Stegen",
    "undantag": "Undantag och rättelser",
    "hinder": "Hinder och varningar",
    "vyer": "Skärmarna",
    "roller": "Roller",
    "faser": "Faser",
    "begrepp": "Begrepp",
    "admin": "Administration",
}
"""Rooms of guidance in the order and with the names readers see."""
ROLE_NAMES = {
    "slutenvard": "Slutenvård",
    "oppenvard": "Öppenvård",
    "kommun": "Kommun",
    "lokal-administrator": "Lokal administratör",
    "central-forvaltning": "Central förvaltning",
    "superanvandare": "Superanvändare",
}


def by_room(library: Library, left_out: Topic) -> list[tuple[str, list[Topic]]]:
    """Return the rooms in order, each with its topics by title; one topic is left out."""
    order = list(ROOMS)
    topics = [topic for topic in library.topics.values() if topic.room in ROOMS]
    topics.sort(key=lambda topic: (order.index(topic.room), topic.titel.lower()))
    return [
        (ROOMS[room], [topic for topic in group if topic is not left_out])
        for room, group in groupby(topics, key=lambda topic: topic.room)
    ]


def pictures(library: Library) -> set[PurePosixPath]:
    """Return the pictures that some page shows, as paths under the folder of guidance."""
    addresses = (
        reference.address for topic in library.topics.values() for reference in topic.references
    )
    return {
        PurePosixPath(address.removeprefix(PICTURE))
        for address in addresses
        if address.startswith(PICTURE)
    }
