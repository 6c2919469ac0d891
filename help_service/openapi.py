"""The API's own description, OpenAPI 3.1."""

from typing import Any

from help_service.infobutton import PARAMETERS as INFOBUTTON

_TEXT = {"type": "string", "maxLength": 200, "pattern": r"^[^\x00-\x1f\x7f]*$"}
_CONTEXT = {
    "app": "Vilket program som frågar. Förval: ledstang.",
    "steg": "Steg i processen, till exempel utskrivningsklar.",
    "roll": "Användarens roll, till exempel kommun.",
    "enhet": "Användarens enhet. Påverkar ännu inte svaret.",
    "vy": "Vy, till exempel oversikt.",
    "falt": "Fält: kommando.fält, eller bara fältet när steg anges.",
    "hinder": "Kod för hinder eller varning, till exempel fvk-saknas.",
    "fas": "Fas i processen, till exempel planering.",
    "ord": "Platsen i klartext. Söks på när inget id leder någonstans; aldrig om patienten.",
}
_SEARCH = {
    "q": "Det användaren skrev.",
    "roll": "Användarens roll; dess avsnitt lyfts något.",
    "steg": "Steget användaren är på; lyfts något.",
}
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_STRING = {"type": "string"}
_STRINGS = {"type": "array", "items": _STRING}
_LED_TO_PAGE = {
    "description": "Ämnets sida, när knowledgeResponseType är text/html.",
    "headers": {"Location": {"schema": _STRING, "required": True}},
}


def openapi_document() -> dict[str, Any]:
    """Return the OpenAPI description of the help API."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Ledstång: hjälp-API",
            "version": "1",
            "description": "Vägledning för den plats där användaren är. Inga uppgifter om patienter"
            " eller användare tas emot eller lämnas ut. Under /api ger en adress som inte finns"
            " 404 och en annan metod än de beskrivna 405 med Allow,"
            " båda som application/problem+json.",
        },
        "servers": [{"url": "/help"}],
        "paths": _paths(),
        "components": {"schemas": _schemas()},
    }


def _paths() -> dict[str, Any]:
    topic_id = {"name": "id", "in": "path", "required": True, "schema": _TEXT}
    return {
        "/api/v1/context": _get(
            "Svar för en plats. Okända id ger ett reservsvar.", _CONTEXT, "Svar"
        ),
        "/api/v1/search": _get("Sökning i vägledningen.", _SEARCH, "Traffar"),
        "/api/v1/topics": _get("Alla ämnen i korthet.", {}, "Amneslista"),
        "/api/v1/topics/{id}": _get(
            "Ett helt ämne.",
            {"roll": "Roll, för panel.", "enhet": "Enhet, för lokala noteringar."},
            "Amne",
            [topic_id],
            {"404": {"description": "Ämnet finns inte.", "content": _PROBLEM}},
        ),
        "/api/v1/bundle": _get(
            "Allt som behövs för att svara utan server.",
            {"roll": "Roll.", "enhet": "Enhet, för lokala noteringar."},
            "Bunt",
        ),
        "/api/v1/feedback": {
            "post": _post("Om hjälpen hjälpte. Sparas utan användare och adress.", "Omdome")
        },
        "/api/v1/opened": {
            "post": _post("Att hjälpen öppnades för en plats. Räknas per dag.", "Plats")
        },
        "/infobutton": _get(
            "Samma svar som context, med HL7 Infobuttons namn på parametrarna.",
            INFOBUTTON,
            "Svar",
            others={"303": _LED_TO_PAGE},
        ),
    }


def _get(
    summary: str,
    parameters: dict[str, str],
    schema: str,
    more: list[dict[str, Any]] | None = None,
    others: dict[str, dict[str, Any]] | None = None,
) -> dict[str, Any]:
    named = [
        {"name": name, "in": "query", "description": text, "schema": _TEXT}
        for name, text in parameters.items()
    ]
    responses = {
        "200": {"description": "Svar.", "content": {"application/json": {"schema": _ref(schema)}}},
        "304": {"description": "Oförändrat sedan ETag."},
        "400": {"description": "Felaktig fråga.", "content": _PROBLEM},
    } | (others or {})
    return {
        "get": {"summary": summary, "parameters": [*named, *(more or [])], "responses": responses}
    }


def _post(summary: str, schema: str) -> dict[str, Any]:
    refusals = {
        "400": "Uppgifterna är felaktiga, eller texten kan innehålla personuppgifter.",
        "403": "Svar tas bara emot från hjälpens egna sidor.",
        "413": "För stort.",
        "415": "Inte JSON.",
        "429": "För många på en gång.",
    }
    return {
        "summary": summary,
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _ref(schema)}},
        },
        "responses": {"204": {"description": "Sparat."}}
        | {status: {"description": text, "content": _PROBLEM} for status, text in refusals.items()},
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(texts: str, **others: dict[str, Any]) -> dict[str, Any]:
    """Return an object schema: names of its text properties, and its other properties."""
    properties = dict.fromkeys(texts.split(), _STRING) | others
    return {"type": "object", "required": sorted(properties), "properties": properties}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_YES_NO = {"type": "boolean"}
_TEXT_OR_NOTHING = {"type": ["string", "null"]}
_SUMMARY = "id titel rum kort lank granskad granskas_senast hash"


def _schemas() -> dict[str, Any]:
    hits = _list(_object("id titel rubrik utdrag lank", poang={"type": "number"}))
    summaries = _list(_object(_SUMMARY, byggd=_YES_NO))
    return {
        "Svar": _answer(),
        "Traffar": _object("fraga", resultat=hits, vart=_TEXT_OR_NOTHING),
        "Amneslista": _object("revision", amnen=summaries),
        "Amne": _topic(),
        "Bunt": _object(
            "revision start",
            roll=_TEXT_OR_NOTHING,
            karta={"type": "object"},
            ord={"type": "object", "additionalProperties": _list(_STRING)},
            annanstans=_list(_object("vart", ord=_list(_STRING))),
            amnen=_list({"type": "object"}),
        ),
        "Omdome": _verdict(),
        "Plats": {
            "type": "object",
            "properties": dict.fromkeys(_CONTEXT, _STRING),
            "additionalProperties": False,
        },
        "Problem": _object("type title detail", status={"type": "integer"}),
    }


def _answer() -> dict[str, Any]:
    always = _object(
        "id titel rubrik kort html lank traff granskad hash",
        kedja=_list(_object("led nyckel", traff=_YES_NO)),
        roller=_list(_object("roll rubrik anchor", egen=_YES_NO)),
        faltlista=_list(_object("rubrik kort lank")),
        lankar=_list(_object("id titel lank")),
        lagrum=_STRINGS,
        byggd=_YES_NO,
        sakerhet=_YES_NO,
    )
    # Headings of the local notes in the text; only where the unit's organisation has any.
    return always | {"properties": always["properties"] | {"lokalt": _STRINGS}}


def _verdict() -> dict[str, Any]:
    wanted = _object(
        "id", hash=_STRING | {"pattern": "^[0-9a-f]{16}$"}, svar={"enum": ["ja", "nej"]}
    )
    others = dict.fromkeys(("app", "steg", "roll"), _STRING) | {
        "text": _STRING | {"maxLength": 500}
    }
    return wanted | {"properties": wanted["properties"] | others, "additionalProperties": False}


def _topic() -> dict[str, Any]:
    section = _object("rubrik anchor", niva={"type": "integer"}, roll=_TEXT_OR_NOTHING)
    return _object(
        f"{_SUMMARY} html panel",
        byggd=_YES_NO,
        sakerhet=_YES_NO,
        lagrum=_STRINGS,
        sokord=_STRINGS,
        sektioner=_list(section),
    )
