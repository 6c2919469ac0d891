"""Numbers that name a person, which help must never keep, echo or carry in an address."""

import re

# Ten or twelve digits, however they are parted: a personal number, a coordination number, or a
# phone number, none of which belongs in help.
_NUMBER = re.compile(
    r"(?<!\d)(?:\d{2} ?)?(?:\d{2} ?){3}[-+–]? ?(?:\d{2} ?\d{2}|[A-Za-z]\d{3})(?!\d)"
)


def holds_number(text: str) -> bool:
    """Return whether the text seems to hold a personal number or a phone number."""
    return _NUMBER.search(text) is not None
