"""The figures that people follow, each with its definition beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from planning.measures import Counts


class Unit(StrEnum):
    """What a figure is counted in."""

    STAYS = "vårdtillfällen"
    DAYS = "dagar"
    PERCENT = "procent"
    HOURS = "timmar"
    TIMES = "gånger"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: `field` summed and, if `of` is named, divided by that sum.

    `base` names the count of stays that the figure rests on.
    """

    id: str
    title: str
    unit: Unit
    field: str
    base: str
    definition: str
    of: str = ""
    factor: float = 1

    def value(self, counts: Counts) -> float | None:
        """The figure, or None where there is nothing to divide by."""
        above = float(getattr(counts, self.field)) * self.factor
        if not self.of:
            return above
        below = float(getattr(counts, self.of))
        return above / below if below else None

    def rests_on(self, counts: Counts) -> int:
        """How many stays the figure rests on."""
        return int(getattr(counts, self.base))


def _share(code: str, title: str, field: str, of: str, definition: str) -> Indicator:
    return Indicator(code, title, Unit.PERCENT, field, of, definition, of, 100)


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "vardtillfallen", "Avslutade vårdtillfällen", Unit.STAYS, "stays", "stays",
        "Vårdtillfällen som slutade under tiden, genom utskrivning eller död. Makulerade ärenden "
        "räknas inte.",
    ),
    Indicator(
        "utskrivningsklara", "Vårdtillfällen med utskrivningsklar patient", Unit.STAYS,
        "ready_with_days", "ready_with_days",
        "De avslutade vårdtillfällen som har minst en dag som utskrivningsklar. Dag 0 räknas inte, "
        "som i den nationella serien.",
    ),
    Indicator(
        "dagar", "Dagar som utskrivningsklar", Unit.DAYS, "ready_days", "ready_with_days",
        "Alla dagar som utskrivningsklar i de avslutade vårdtillfällena. Dagen då underrättelsen "
        "skickas är dag 0. Återtagna underrättelser räknas till återtagandet, makulerade inte.",
    ),
    Indicator(
        "medel-med-dag-0", "Medeltid som utskrivningsklar, med dag 0", Unit.DAYS,
        "ready_days", "ready",
        "Dagarna delade med alla vårdtillfällen där utskrivningsklar skickades. Den som går hem "
        "samma dag räknas med 0 dagar.",
        "ready",
    ),
    Indicator(
        "medel-utan-dag-0", "Medeltid som utskrivningsklar, utan dag 0", Unit.DAYS,
        "ready_days", "ready_with_days",
        "Dagarna delade med de vårdtillfällen som har minst en dag, som i den nationella serien.",
        "ready_with_days",
    ),
    _share(
        "hem-dag-0", "Hemma samma dag", "home_same_day", "ready",
        "Andel av vårdtillfällena med utskrivningsklar som slutade samma dag.",
    ),
    _share(
        "inskrivning-i-tid", "Inskrivningsmeddelande i tid", "notice_in_time", "notice_due",
        "Andel som skickades inom 24 timmar från inskrivningen, eller från läkarens bedömning om "
        "behovet upptäcks senare.",
    ),
    Indicator(
        "tid-till-kvittens", "Tid till kvittens", Unit.HOURS, "receipt_minutes", "stays",
        "Medeltid från att ett meddelande står hos en mottagare till att det kvitteras. Det som "
        "aldrig kvitterades är inte med.",
        "receipts", 1 / 60,
    ),
    _share(
        "fast-vardkontakt", "Fast vårdkontakt före utskrivning", "contact_in_time", "contact_due",
        "Andel av vårdtillfällena där öppenvården ska utse fast vårdkontakt, och gjorde det före "
        "utskrivningen.",
    ),
    _share(
        "underlag-i-tid", "Planeringsunderlag i tid", "basis_in_time", "basis_due",
        "Andel av vårdtillfällena där alla underlag var klara inom den överenskomna tiden.",
    ),
    _share(
        "kallelse-i-tid", "Kallelse till SIP i tid", "summons_in_time", "summons_due",
        "Andel av vårdtillfällena som behövde SIP, där kallelsen skickades inom tre dagar från "
        "utskrivningsklar.",
    ),
    Indicator(
        "datumandringar", "Ändrade datum per vårdtillfälle", Unit.TIMES, "date_changes", "stays",
        "Hur många gånger det beräknade datumet ändrades, i medeltal.",
        "stays",
    ),
    _share(
        "sip-upprattad", "SIP upprättad", "sip_drawn_up", "sip_needed",
        "Andel av vårdtillfällena som behövde SIP, där planen är upprättad.",
    ),
)  # fmt: skip
BY_ID: Mapping[str, Indicator] = {each.id: each for each in INDICATORS}
