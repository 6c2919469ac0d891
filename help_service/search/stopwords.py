"""Words that carry no subject: question words, small words, and verbs that fit every question.

A tired person types "hur gör man när man ska skicka …"; only the words left over say what it is
about. Everyday verbs that never tell one topic from another stand here too.
"""

from collections.abc import Mapping
from types import MappingProxyType

_SMALL = """
och o i på pa av för for med till från fran om men eller el att det de den dem dom detta denna
dessa där dar här har en ett som än an åt at hos vid under över mot mellan sedan sen så sa också
ocksa även aven nu då da ju väl val nog kanske typ liksom ens ändå anda fast trots ja aldrig
alltid ibland mycket mer mest lite några nagra någon nagon nån nan nåt nat något nagot annan annat
andra allt varje båda bada både bade själv sjalv vidare via per ca cirka samt dvs tex t ex osv mm
etc resp bara
"""

_PERSONS = """
jag du han hon hen vi ni man mig dig honom henne oss er sig min mitt din ditt dina sin sitt sina
vår var vårt vart våra vara ert era hans hennes deras mej dej sej
"""

_QUESTIONS = """
hur vad va var vart varifrån varför varfor när nar vem vems vilka vilken vilket vilkas huruvida
"""

_HELPERS = """
är ar vara varit var va bli blir blev blivit ha har hade haft kan kunna kunde kunnat ska skall
skulle måste maste vill ville vilja får far få fa fick fått fatt bör bor borde brukar behöver
behover behövs behovs behöva behova behövde verkar tycker tror vet veta undrar undra funderar
menar heter kallas betyder betyda innebär innebar finns fanns finnas gäller galler gälla snälla
hej tack
"""

_VERBS = """
göra gora gör gor gjorde gjort görs gors låt lat låter går gar gå ga gick gått gatt kommer komma
kom tar ta tog tagit ger ge gav ställer sätter satter sätta fixar fixa hittar hitta hittas hittade
hittat klickar klicka tryck trycka trycker välj kolla kollar titta tittar använder använda
anvander skriver skriva skrev händer hander hända funkar funka fungerar fungera räcker racker
räcka ser se sett syns såg säger sager säga står star stå vänder vander lägger lagger lägga lagga
ligger ligga la lagt håller haller hålla
"""

_FILLERS = """
gällande gallande angående angaende möjligt mojligt vanlig vanligt olika rätt ratt bra ok okej
snabbt gång gang gånger sätt satt sak saker inom många manga bästa basta skillnad skillnaden iväg
ivag sånt sant idag imorgon imorn igår förra dags exempel exempelvis betydelse anger ange
egentligen verkligen precis direkt själva
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

LIGHT_WORDS: Mapping[str, str] = MappingProxyType(
    {word: said for said, words in _LIGHT.items() for word in words.split()}
)
"""Words that tell two pages on one subject apart (*redan utskriven*, *ej utskriven*), but say
nothing of the subject by themselves; each with the word that stands for all of its kind."""

LIGHT_VERBS: frozenset[str] = frozenset(_VERBS.split())
"""Verbs that say nothing alone, but much with a particle (*ta hem*)."""

STOPWORDS: frozenset[str] = LIGHT_VERBS | frozenset(
    f"{_SMALL} {_PERSONS} {_QUESTIONS} {_HELPERS} {_FILLERS}".split()
)
"""Lower case; with and without å, ä, ö where the word is often typed without."""

_WHY = """
varför varfor spärr spärrad sparrad spärrat grå gra gråmarkerad hinder hindrar stopp stoppar
varning varnar felmeddelande nekas saknas fattas
"""
WHY_WORDS: frozenset[str] = frozenset(_WHY.split())
"""Words of someone who was stopped and asks why."""

WHY_PHRASES: tuple[str, ...] = ("går inte", "gar inte", "får inte", "far inte", "kan inte")
