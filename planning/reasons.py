"""Every reason code: one Swedish sentence, the command that lifts it, and who can do that.

The code is also the id of a guidance topic. A code without a remedy cannot be lifted by a command.
"""

from __future__ import annotations

from collections.abc import Mapping

from planning.errors import Reason

_TABLE: Mapping[str, tuple[str, str | None, str | None]] = {
    "fel-roll": ("Din roll kan inte göra det här steget.", None, None),
    "ej-part": ("Din enhet är inte part i ärendet.", "lagg-till-part", "slutenvard"),
    "arende-saknas": ("Det finns inget öppet ärende för patienten.", "skriv-in", "slutenvard"),
    "arende-finns": ("Patienten har redan ett öppet ärende.", None, None),
    "arende-avslutat": ("Ärendet är avslutat eller makulerat.", None, None),
    "im-saknas": (
        "Inget inskrivningsmeddelande är skickat.",
        "inskrivningsmeddelande",
        "slutenvard",
    ),
    "im-redan-skickat": ("Inskrivningsmeddelandet är redan skickat.", "makulera", "slutenvard"),
    "bedomning-saknas": ("Ingen behovsbedömning är sparad.", "behovsbedomning", "slutenvard"),
    "mottagare-saknas": ("Ingen rätt mottagare är vald.", "lagg-till-part", "slutenvard"),
    "oppenvard-maste-vara-mottagare": (
        "Patienten behöver kommunal hälso- och sjukvård. Då ska också öppenvården vara mottagare.",
        "lagg-till-part",
        "slutenvard",
    ),
    "fvk-saknas": ("Ingen fast vårdkontakt är utsedd.", "fast-vardkontakt", "oppenvard"),
    "fel-fast-vardkontakt": (
        "Bara enheten med den fasta vårdkontakten kan kalla.",
        "fast-vardkontakt",
        "oppenvard",
    ),
    "sip-inte-aktuell": (
        "Ingen har tagit ställning till att SIP behövs.",
        "sip-stallningstagande",
        "oppenvard",
    ),
    "sip-nekad": ("Patienten har tackat nej till SIP.", "sip-stallningstagande", "oppenvard"),
    "samtycke-saknas": (
        "Patientens samtycke till SIP saknas.",
        "sip-stallningstagande",
        "oppenvard",
    ),
    "kallelse-saknas": ("Ingen kallelse till SIP är skickad.", "kallelse-sip", "oppenvard"),
    "ej-kallad": ("Din enhet är inte kallad till mötet.", None, None),
    "orsak-saknas": ("Skriv orsaken.", None, None),
    "uk-saknas": ("Patienten är inte meddelad utskrivningsklar.", "utskrivningsklar", "slutenvard"),
    "uk-redan-aktiv": (
        "Utskrivningsklar är redan skickat och gäller.",
        "aterta-utskrivningsklar",
        "slutenvard",
    ),
    "redan-utskriven": ("Patienten är redan utskriven.", None, None),
    "ej-utskriven": ("Patienten är inte utskriven.", "skriv-ut", "slutenvard"),
    "avliden": ("Patienten är registrerad som avliden.", None, None),
    "pa-permission": ("Patienten är redan på permission då.", "ratta", "slutenvard"),
    "ogiltig-identitet": ("Personnumret går inte att använda. Kontrollera siffrorna.", None, None),
    "skyddade-uppgifter": (
        "Personen har skyddade uppgifter. Bara enheter som är parter får öppna ärendet.",
        None,
        None,
    ),
    "okvitterade-meddelanden": (
        "Det finns meddelanden som inte är kvitterade.",
        "kvittera",
        "kommun",
    ),
    "vardplan-saknas": (
        "Ingen samordnad vårdplan är upprättad.",
        "samordnad-vardplan",
        "slutenvard",
    ),
    "vardplan-ej-justerad": (
        "Alla enheter har inte justerat vårdplanen.",
        "justera-vardplan",
        "kommun",
    ),
    "tid-i-framtiden": ("Tidpunkten ligger i framtiden.", None, None),
    "tid-fore-inskrivning": ("Tidpunkten ligger före inskrivningen.", None, None),
    "efterhand-utan-orsak": ("Skriv varför du registrerar i efterhand.", None, None),
    "efterhand-utan-tid": ("Skriv tiden då det verkligen gjordes.", None, None),
    "enhet-ej-i-drift": (
        "Mottagaren har inte börjat använda systemet. Ring i stället.",
        None,
        None,
    ),
    "meddelande-saknas": ("Meddelandet finns inte i ärendet.", None, None),
    "ej-mottagare": (
        "Din enhet har inte fått meddelandet.",
        "lagg-till-part",
        "slutenvard",
    ),
    "redan-kvitterat": ("Meddelandet är redan kvitterat av din enhet.", None, None),
    "ej-avsandare": ("Bara enheten som skickade kan makulera.", None, None),
    "redan-makulerat": ("Meddelandet är redan makulerat.", None, None),
    "makulerad": ("Utskrivningsklar är makulerat och räknas inte.", None, None),
    "sip-saknas": ("Det finns ingen pågående SIP.", "sip-initiera", "oppenvard"),
    "sip-redan-oppen": ("Det finns redan en pågående SIP.", None, None),
    "sip-mote-saknas": ("Inget SIP-möte är registrerat.", "sip-mote", "oppenvard"),
    "sip-ej-upprattad": ("SIP är inte upprättad.", "sip-uppratta", "oppenvard"),
    "sip-inte-overlamnad": (
        "SIP behövs men ingen kallelse är skickad.",
        "kallelse-sip",
        "oppenvard",
    ),
    "inget-att-ratta": ("Det finns inget sådant att ångra i ärendet.", None, None),
    "inget-reservnummer": ("Patienten har inget reservnummer att byta ut.", None, None),
    "betalning-saknas": (
        "Det finns inget betalningsansvar att bestrida i perioden.",
        None,
        None,
    ),
    "ej-betalande-kommun": (
        "Bara den kommun som ska betala kan bestrida.",
        None,
        None,
    ),
    "bestridande-finns": (
        "Ni har redan bestridit perioden och väntar på svar.",
        "aterta-bestridande",
        "kommun",
    ),
    "bestridande-saknas": ("Det finns inget bestridande att svara på.", None, None),
    "funktion-avstangd": ("Funktionen är avstängd i överenskommelsen.", None, None),
    "falt-saknas": ("Ett fält som behövs är tomt.", None, None),
    "ogiltigt-varde": ("Ett fält har ett värde som inte finns att välja.", None, None),
}

REASON_CODES = frozenset(_TABLE)

WARNINGS: Mapping[str, str] = {
    "bedomning-saknas": "Ingen behovsbedömning är sparad. Tiden räknas från inskrivningen.",
    "samtycke-nej": "Patienten har sagt nej. Ta bara med det som lagen kräver.",
    "im-saknas": "Inget inskrivningsmeddelande är skickat. Då uppstår inget betalningsansvar.",
    "fvk-saknas": (
        "Ingen fast vårdkontakt är utsedd. Det ska vara gjort innan patienten skrivs ut."
    ),
    "sip-ej-bedomd": "Ingen har tagit ställning till SIP.",
    "mottagare-saknas": "Öppenvården, kommunen eller den betalande kommunen är inte mottagare.",
    "ring-kommunen": "Datumet tidigareläggs eller flyttas mer än ett dygn. Ring kommunen.",
    "information-saknas": (
        "Utskrivningsinformation eller information till patienten saknas. "
        "Informationen till enheterna ska vara framme senast i dag."
    ),
    "hog-alder": "Enligt numret är personen över 125 år. Jämför med legitimationen.",
    "glomd-utskrivning": "Beräknad hemgång har passerat. Är patienten redan utskriven?",
}


def reason(code: str) -> Reason:
    """The reason with this code; an unknown code is a fault in the program and raises KeyError."""
    text, remedy, by = _TABLE[code]
    return Reason(code, text, remedy, by)
