"""Words that carry no subject: question words, small words, and verbs that fit every question.

A tired person types "hur gör man när man ska skicka …"; only the words left over say what it is
about. Everyday verbs that never tell one topic from another stand here too.
"""

from collections.abc import Mapping
from types import MappingProxyType

from help_service.search.text import fold

_SMALL = """
och o i på av för med till från om men eller el att det de den dem dom detta denna dessa där här
en ett som än åt hos vid under över mot mellan sedan sen så också även nu då ju väl nog kanske typ
liksom ens ändå fast trots ja aldrig alltid ibland mycket mer mest lite några någon nån nåt något
annan annat andra allt varje båda både själv vidare via per ca cirka samt dvs tex t ex osv mm etc
resp bara
"""

_PERSONS = """
jag du han hon hen vi ni man mig dig honom henne oss er sig min mitt din ditt dina sin sitt sina
vår vårt våra ert era hans hennes deras mej dej sej
"""

_QUESTIONS = """
hur vad va varifrån varför när vem vems vilka vilken vilket vilkas huruvida
"""

_HELPERS = """
är varit va bli blir blev blivit ha hade haft kan kunna kunde kunnat ska skall skulle måste vill
ville vilja får få fick fått bör borde brukar behöver behövs behöva behövde verkar tycker tror vet
veta undrar undra funderar menar heter kallas betyder betyda innebär finns fanns finnas gäller
gälla snälla hej tack
"""

_VERBS = """
göra gör gjorde gjort görs låt låter går gå gick gått kommer komma kom tar ta tog tagit ger ge gav
ställer sätter sätta fixar fixa hittar hitta hittas hittade hittat klickar klicka tryck trycka
trycker välj kolla kollar titta tittar använder använda skriver skriva skrev händer hända funkar
funka fungerar fungera räcker räcka ser se sett syns såg säger säga står stå vänder lägger lägga
ligger ligga la lagt håller hålla
"""

_FILLERS = """
gällande angående möjligt vanlig vanligt olika rätt bra ok okej snabbt gång gånger sätt sak saker
inom många bästa skillnad skillnaden iväg sånt idag imorgon imorn igår förra dags exempel nånstans
någonstans exempelvis totalt förut mkt ngn ngt nga lr oxå oxa iaf isf iom pga mha ang asap tom fom
ännu först kl klockan två tre fyra fem betydelse anger ange egentligen verkligen precis direkt
själva numera istället dessutom förresten annars eftersom medan hittills enbart endast
"""

_LIGHT = {
    "inte": "inte ej icke",
    "ingen": "ingen inget inga",
    "saknas": "saknas saknar fattas",
    "redan": "redan",
    "utan": "utan",
    "igen": "igen",
    "fel": "fel",
    "samma": "samma",
    "alla": "alla hela",
    "mina": "mina",
    "före": "före fore innan",
    "efter": "efter",
    "ny": "ny nytt nya",
    "klar": "klar klart klara",
}


def _both_ways(words: str) -> frozenset[str]:
    return frozenset(words.split()) | frozenset(map(fold, words.split()))


LIGHT_WORDS: Mapping[str, str] = MappingProxyType(
    {word: said for said, words in _LIGHT.items() for word in words.split()}
)
"""Words that tell two pages on one subject apart (*redan utskriven*, *ej utskriven*), but say
nothing of the subject by themselves; each with the word that stands for all of its kind."""

LIGHT_VERBS: frozenset[str] = _both_ways(_VERBS)
"""Verbs that say nothing alone, but much with a particle (*ta hem*)."""

STOPWORDS: frozenset[str] = LIGHT_VERBS | _both_ways(
    f"{_SMALL} {_PERSONS} {_QUESTIONS} {_HELPERS} {_FILLERS}"
)
"""Lower case; with and without å, ä and ö."""

_DAYS = """
måndag tisdag onsdag torsdag fredag lördag söndag
"""
_MONTHS = """
januari februari mars april maj juni juli augusti september oktober november december
"""

# Never without dots: *son* is no Sunday.
_SHORT_DAYS = """
mån tis tisd ons onsd tor tors fre fred lör lörd sön sönd
"""

DAY_WORDS: frozenset[str] = (
    _both_ways(
        " ".join(f"{day}{end}" for day in _DAYS.split() for end in ("", "en", "s", "ar", "ens"))
    )
    | _both_ways(_MONTHS)
    | frozenset(_SHORT_DAYS.split())
)
"""Days and months say as little of the subject as numbers do."""

_WHY = """
varför spärr spärrad spärrat grå gråmarkerad hinder hindrar stopp stoppar varning varnar
felmeddelande nekas saknas fattas
"""
WHY_WORDS: frozenset[str] = _both_ways(_WHY)
"""Words of someone who was stopped and asks why."""

WHY_PHRASES: tuple[str, ...] = ("går inte", "gar inte", "får inte", "far inte", "kan inte")
