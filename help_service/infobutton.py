"""The Infobutton-shaped way in, for host systems that already speak it.

HL7 Version 3 Infobutton, URL-based implementation: the query says what the person looks at
(``mainSearchCriteria``), in which task (``taskContext``) and who asks (``performer``). Here the
main criterion is a process step, the task is a view, and the performer is a role. A host whose
codes are not known here sends their display names too: they are searched when no code answers.
"""

from help_service.contexts import DEFAULT_APP, Context
from help_service.queries import read_query

STEP = "mainSearchCriteria.v.c"
TASK = "taskContext.c.c"
ROLE = "performer.healthCareProvider.c.c"
PERFORMER = "performer"
FIELD = "subTopic.v.c"
WORDS = ("subTopic.v.dn", "mainSearchCriteria.v.dn", "mainSearchCriteria.v.ot")
"""Plain words for what is looked at, the closest first."""
RESPONSE = "knowledgeResponseType"
APP = "representedOrganization.app"
PARAMETERS = {
    STEP: "Processteg.",
    TASK: "Vy som användaren ser.",
    ROLE: "Roll.",
    PERFORMER: "Roll, om värden är ett roll-id; HL7:s PROV, PAT och PAYOR godtas och läses inte.",
    FIELD: "Fält: kommando.fält.",
    WORDS[0]: "Fältets namn i klartext. Söks på när ingen kod leder någonstans.",
    WORDS[1]: "Stegets namn i klartext. Söks på när ingen kod leder någonstans.",
    WORDS[2]: "Som användaren ser det, om namnet i klartext saknas.",
    "mainSearchCriteria.v.cs": "Kodsystem. Läses inte: koden är ett namn i programmets egen karta.",
    "subTopic.v.cs": "Kodsystem. Läses inte.",
    RESPONSE: "application/json (förval) eller text/html, som leder till sidan.",
    APP: "Program vars namn används; förval ledstang.",
    "performer.languageCode.c": "Språk. Vägledningen finns på svenska.",
    "informationRecipient.languageCode.c": "Språk. Vägledningen finns på svenska.",
}
_HL7_PERFORMERS = {"PROV", "PAT", "PAYOR"}


def read_infobutton(raw: bytes) -> tuple[Context, bool]:
    """Return the context an Infobutton query asks about, and whether a page is wanted.

    The standard lets hosts send many more parameters; they are passed over.

    Raises:
        BadQuery: a parameter that is read here is malformed.
    """
    said = read_query(raw, PARAMETERS, others_allowed=True)
    performer = said.get(PERFORMER)
    context = Context(
        app=said.get(APP, DEFAULT_APP),
        steg=said.get(STEP),
        vy=said.get(TASK),
        falt=said.get(FIELD),
        roll=said.get(ROLE) or (None if performer in _HL7_PERFORMERS else performer),
        ord=next((said[name] for name in WORDS if name in said), None),
    )
    return context, said.get(RESPONSE) == "text/html"
