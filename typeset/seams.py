"""Where the long words of planning are joined: Swedish parts a compound at its seam.

Typst parts words by patterns of letters, which put many a break beside the seam: *supe-ranvändare*.
"""

from __future__ import annotations

import re
from functools import lru_cache

FIRST_PARTS = """
ankomst betalnings bistånds chefs drift efter folk folkbokförings funktions
förvaltnings huvud hälso hem hemgångs hemsjukvårds hjälp inskrivnings klock kommun
läkemedels minnes mot organisations pappers patient person planerings reserv sam
samman sjuk sjukhus sjukvårds sluten social specialist ställnings super telefon tid
tids tvångs tvångsvårds under upp uppföljnings utskrivnings verksamhets vidare vård
vårds vårdplanerings åter öppen öppenvårds
"""
"""What a compound may begin with; the longest that fits is taken."""
NO_SEAM = "erna|al|nad|tal|igare|gang|givnings|amord|(?<=patient)informa"
"""What follows where a word only seems to be a compound: *patient-erna*, *person-alen*.

At *patient-information* Typst knows no place to part, and a word that it cannot part leaves its
column: there its own places have to do.
"""
SHORTEST_REST = 4
SEAM = re.compile(
    rf"({'|'.join(sorted(FIRST_PARTS.split(), key=len, reverse=True))})"
    rf"(?!{NO_SEAM})(?=[^\W\d_]{{{SHORTEST_REST},}})",
    re.IGNORECASE,
)


@lru_cache(maxsize=4_096)
def at_seams(word: str) -> tuple[str, ...]:
    """Return the parts that a compound is joined from, as far as they are known."""
    found = SEAM.match(word)
    return (found[1], *at_seams(word[found.end() :])) if found else (word,)
