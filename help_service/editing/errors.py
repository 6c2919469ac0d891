"""Why a command of the editing is not carried out: a rule, a newer version, a fault in the text."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from help_service.findings import Finding


class Reason(StrEnum):
    """A rule that says no. ``REASONS`` holds the sentence that the person reads."""

    NOT_SUPERUSER = "ej-superanvandare"
    NOT_REVIEWER = "ej-granskare"
    NOT_SAFETY_REVIEWER = "ej-sakerhetsgranskare"
    NOT_LOCAL = "ej-lokal-superanvandare"
    OWN_TEXT = "egen-text"
    UNKNOWN_TOPIC = "amne-saknas"
    UNKNOWN_VERSION = "version-saknas"
    TOPIC_EXISTS = "amne-finns"
    BAD_ID = "ogiltigt-id"
    BAD_ROOM = "ogiltigt-rum"
    NOTHING_CHANGED = "inget-andrat"
    TOO_LONG = "for-langt"
    EMPTY = "tomt"
    BAD_SIGNS = "ogiltiga-tecken"
    NOT_DRAFT = "ej-utkast"
    NOT_IN_REVIEW = "ej-i-granskning"
    NOT_WAITING = "vantar-inte"
    NEWER_IS_LIVE = "nyare-publicerad"
    ALREADY_LIVE = "redan-publicerad"
    NEVER_LIVE = "aldrig-publicerad"
    IN_THE_PAST = "tid-har-passerat"
    NO_WHY = "skal-saknas"
    PERSONAL = "personuppgift"
    NOT_A_NOTE = "ej-notering"
    BAD_PICTURE = "ogiltig-bild"
    BUSY = "for-manga-samtidigt"
    HAS_FAULTS = "texten-har-fel"
    WOULD_BREAK = "bryter-vagledningen"


REASONS: Mapping[Reason, str] = {
    Reason.NOT_SUPERUSER: "Du har inte rätt att ändra vägledningen. Be den centrala förvaltningen.",
    Reason.NOT_REVIEWER: "Du är inte granskare. Be en granskare läsa och publicera texten.",
    Reason.NOT_SAFETY_REVIEWER: (
        "Ämnet rör patientsäkerheten. Be en granskare med rätt att granska sådana ämnen."
    ),
    Reason.NOT_LOCAL: "Du är inte lokal superanvändare. Bara den kan skriva en lokal notering.",
    Reason.OWN_TEXT: "Du har själv skrivit i texten. Be en annan granskare läsa den.",
    Reason.UNKNOWN_TOPIC: "Ämnet finns inte. Välj ett ämne i listan.",
    Reason.UNKNOWN_VERSION: "Versionen finns inte. Välj en version i historiken.",
    Reason.TOPIC_EXISTS: "Det finns redan ett ämne med det namnet. Öppna det eller välj ett annat.",
    Reason.BAD_ID: "Namnet får bara ha små bokstäver a–z, siffror och bindestreck.",
    Reason.BAD_ROOM: "Avdelningen finns inte. Välj en i listan.",
    Reason.NOTHING_CHANGED: "Texten är densamma som förut. Ändra den innan du sparar.",
    Reason.TOO_LONG: "Texten är för lång. Korta den eller dela den på två ämnen.",
    Reason.EMPTY: "Texten är tom. Skriv något först.",
    Reason.BAD_SIGNS: "Texten har tecken som inte går att spara. Klistra in den som ren text.",
    Reason.NOT_DRAFT: "Versionen är inget utkast längre. Ladda om sidan och se vad som har hänt.",
    Reason.NOT_IN_REVIEW: "Versionen väntar inte på granskning. Ladda om sidan.",
    Reason.NOT_WAITING: "Versionen väntar inte på något. Ladda om sidan.",
    Reason.NEWER_IS_LIVE: (
        "En nyare version är redan publicerad. För in ändringen i den och skicka på nytt."
    ),
    Reason.ALREADY_LIVE: "Den versionen visas redan.",
    Reason.NEVER_LIVE: "Versionen har aldrig varit publicerad. Skicka den på granskning i stället.",
    Reason.IN_THE_PAST: "Tiden har passerat. Välj en senare tid, eller publicera nu.",
    Reason.NO_WHY: "Skriv varför. Den som skrev behöver veta vad som ska ändras.",
    Reason.PERSONAL: (
        "Texten ser ut att innehålla ett personnummer. Ta bort det. "
        "Är det ett telefonnummer, skriv det med bindestreck och mellanrum."
    ),
    Reason.NOT_A_NOTE: (
        "En lokal notering har inga rubriker, tabeller eller bilder. Skriv korta stycken."
    ),
    Reason.BAD_PICTURE: "Bilden gick inte att ta emot. Välj en bild i PNG, JPEG eller SVG.",
    Reason.BUSY: "Många ändrar just nu. Ingenting är sparat. Försök igen om en stund.",
    Reason.HAS_FAULTS: "Texten har fel som stoppar publiceringen. Rätta felen i listan.",
    Reason.WOULD_BREAK: (
        "Något annat i vägledningen skulle sluta fungera med texten. Rätta det som står i listan."
    ),
}


class Refused(Exception):
    """A rule said no; holds every reason, with what to do."""

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons
        super().__init__(" ".join(REASONS[reason] for reason in reasons))


class Conflict(Exception):
    """Somebody saved meanwhile. Holds the three texts, so that nothing typed is lost."""

    def __init__(self, base: str, mine: str, newest: str, number: int, by: str) -> None:
        self.base = base
        """What both began with."""
        self.mine = mine
        self.newest = newest
        self.number = number
        """The newest version's number: save the merged text on top of it."""
        self.by = by
        """Name of who saved it."""
        super().__init__(f"{by} har sparat en nyare version. Jämför texterna och spara igen.")


class BrokenText(Exception):
    """The text can't be live; holds why, and what to mend, with lines."""

    def __init__(self, findings: Iterable[Finding], reason: Reason = Reason.WOULD_BREAK) -> None:
        self.reasons = (reason,)
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))


class Moved(Exception):
    """The store has grown since it was read: read again and judge anew."""
