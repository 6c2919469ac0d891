"""How links and pictures of a topic reach paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from help_service.addresses import PICTURE, TOPIC, split_topic_address
from help_service.library import Library
from typeset import Goal, Picture, PictureForm, Reader

FORMS = {
    ".svg": PictureForm.SVG,
    ".png": PictureForm.PNG,
    ".jpg": PictureForm.JPEG,
    ".jpeg": PictureForm.JPEG,
}


def reader_of(library: Library, numbers: Mapping[str, str]) -> Reader:
    """Give the reader of topics for a print that holds the topics in `numbers`.

    Args:
        library: where pictures are found.
        numbers: the printed number of each topic that a link may lead to.
    """
    return Reader(resolver(numbers), _loader(library))


def resolver(numbers: Mapping[str, str]) -> Callable[[str], Goal | None]:
    """Let a link lead to its step in this print, with its number; to the web; or be text."""

    def resolve(address: str) -> Goal | None:
        if not address.startswith(TOPIC):
            return Goal(address)
        topic, _ = split_topic_address(address)
        return Goal(f"#{topic}", numbers[topic]) if topic in numbers else None

    return resolve


def _loader(library: Library) -> Callable[[str, str], Picture]:
    def load(address: str, alt: str) -> Picture:
        name = address.removeprefix(PICTURE)
        file = library.picture(name)
        if file is None:
            raise FileNotFoundError(f"the picture {name} is not in {library.docs}")
        return Picture(file.read_bytes(), FORMS[file.suffix.lower()], alt)

    return load
