"""What part of a page a question asks for: how it is done, how soon, how it is undone.

Steps and exceptions all have the same sections, and the words of a question seldom stand in the
one that answers it: "hur lång tid har vi" asks for *Senast*, which says "inom 24 timmar". So the
way of asking tells the section. A cue is a run of words; a star stands for any ending, ``…`` for
up to three words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from help_service.outline import Kind
from help_service.search.lemmas import key_of
from help_service.search.text import fold, pieces

_CUES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.SENAST: """
            senast | senaste dag* | sista dag* | inom | frist | fristen | frister | deadline
            hur lång* tid | hur länge | hur snabbt | hur snart | hur fort | hur tidigt | hur sent
            hur många dag* | hur många timm* | hur många dygn | hur många vardag* | hur mycket tid
            vilken tid | tid på oss | tid på sig | i tid | för sent | när måste | hinn*
            när ska … va | när ska … vara | när ska … va* klar* | när ska … skick*
        """,
        Kind.NERE: """
            nere | driftstopp* | strömavbrott* | strömlöst | nätverk* | utan dator* | reservrutin*
            systemet funkar inte | systemet fungerar inte | dator* funkar inte
            dator* fungerar inte | datorerna inte | systemet inte | går inte att nå systemet
        """,
        Kind.FEL: """
            vanlig* fel | vanlig* misstag | fallgrop* | tänka på | tänk på | se upp | varför går
        """,
        Kind.ANGRA: """
            ångra* | ångrat | ändra sig | ta* tillbaka | ta* tillbaks | tog tillbaka
            tagit tillbaka | dra* tillbaka | råka | råkade | råkat | råkar | misstag | felaktig*
            fel | rätta | rättar | rättas | korrigera* | makulera* | ändra | ändrar | ändras
            feltryck* | för tidigt | ta* bort | glömde
        """,
        Kind.NAR: """
            när ska | när skickar | när gör | när behöv* | när använd* | i vilka fall | måste vi
            måste man | måste jag | behöver vi | behöver man | behöver jag | ska vi | ska man
            behövs det | krävs det | i vilket läge | i vilka lägen
        """,
        Kind.ANNAT: """
            vad är | vad betyder | vad menas | vad innebär | betyder | betydelse
        """,
        Kind.GOR: """
            hur | var tryck* | vart tryck* | var klick* | vart klick* | var gör | var skickar
            var registrera* | vart registrera* | vad gör | vad göra | vad ska … göra | så gör
            gör så här | steg för steg | vilken knapp | hur gör
        """,
    }
)
"""The cues of each kind of section, apart by ``|`` or line; the kind that stands first decides."""

_NOT_HOW = (
    "hur kommer det sig | hur många | hur mycket | hur ofta | hur stor* | hur gammal | hur vet"
)


def _pattern(cues: str) -> re.Pattern[str]:
    runs = [cue.split() for line in cues.splitlines() for cue in line.split("|") if cue.strip()]
    return re.compile("|".join(f" {' '.join(map(_word, run))} " for run in runs))


def _word(word: str) -> str:
    if word == "…":
        return r"(\w+(?: \w+){0,2})"
    return re.escape(fold(word.rstrip("*"))) + (r"\w*" if word.endswith("*") else "")


_PATTERNS: Mapping[Kind, re.Pattern[str]] = MappingProxyType(
    {kind: _pattern(cues) for kind, cues in _CUES.items()}
)
_NOT_HOW_PATTERN = _pattern(_NOT_HOW)


@dataclass(frozen=True)
class Aim:
    """A kind of section that a question asks for, and the keys of the words that say so."""

    kind: Kind
    cue: frozenset[str]


def aims_of(text: str) -> tuple[Aim, ...]:
    """Give the kinds of section that a question asks for, the surest first.

    Args:
        text: as typed, with å, ä and ö or without.
    """
    typed = f" {' '.join(pieces(text))} "
    spoken = fold(typed)
    found = {kind: cues.search(spoken) for kind, cues in _PATTERNS.items()}
    return tuple(
        Aim(kind, _cue(typed[slice(*match.span())], match))
        for kind, match in found.items()
        if match and not (kind is Kind.GOR and _NOT_HOW_PATTERN.search(spoken))
    )


def _cue(typed: str, match: re.Match[str]) -> frozenset[str]:
    """Give the keys of the words that make the cue, without those that any may be."""
    between = {word for some in match.groups() if some for word in some.split()}
    return frozenset(key_of(word) for word in typed.split() if fold(word) not in between)
