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
}
_SEARCH = {
    "q": "Det användaren skrev.",
    "roll": "Användarens roll; dess avsnitt lyfts något.",
    "steg": "Steget användaren är på; lyfts något.",
}
_STRING = {"type": "string"}
_STRINGS = {"type": "array", "items": _STRING}


def openapi_document() -> dict[str, Any]:
    """Return the OpenAPI description of the help API."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Ledstång: hjälp-API",
            "version": "1",
            "description": "Vägledning för den plats där användaren är. Inga uppgifter om patienter"
            " eller användare tas emot eller lämnas ut.",
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
            "Ett helt ämne.", {"roll": "Roll, för panel."}, "Amne", [topic_id], missing=True
        ),
        "/api/v1/bundle": _get(
            "Allt som behövs för att svara utan server.", {"roll": "Roll."}, "Bunt"
        ),
        "/infobutton": _get(
            "Samma svar som context, med HL7 Infobuttons namn på parametrarna.", INFOBUTTON, "Svar"
        ),
    }


def _get(
    summary: str,
    parameters: dict[str, str],
    schema: str,
    more: list[dict[str, Any]] | None = None,
    missing: bool = False,
) -> dict[str, Any]:
    named = [
        {"name": name, "in": "query", "description": text, "schema": _TEXT}
        for name, text in parameters.items()
    ]
    problem = {"application/problem+json": {"schema": _ref("Problem")}}
    responses = {
        "200": {"description": "Svar.", "content": {"application/json": {"schema": _ref(schema)}}},
        "304": {"description": "Oförändrat sedan ETag."},
        "400": {"description": "Felaktig fråga.", "content": problem},
    }
    if missing:
        responses["404"] = {"description": "Ämnet finns inte.", "content": problem}
    return {
        "get": {"summary": summary, "parameters": [*named, *(more or [])], "responses": responses}
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": sorted(properties), "properties": properties}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _schemas() -> dict[str, Any]:
    yes_no = {"type": "boolean"}
    link = _object(id=_STRING, titel=_STRING, lank=_STRING)
    step = _object(led=_STRING, nyckel=_STRING, traff=yes_no)
    hit = _object(
        id=_STRING,
        titel=_STRING,
        rubrik=_STRING,
        utdrag=_STRING,
        lank=_STRING,
        poang={"type": "number"},
    )
    summary = {
        "id": _STRING,
        "titel": _STRING,
        "rum": _STRING,
        "kort": _STRING,
        "lank": _STRING,
        "byggd": yes_no,
        "granskad": _STRING,
        "granskas_senast": _STRING,
        "hash": _STRING,
    }
    nullable = {"type": ["string", "null"]}
    return {
        "Svar": _object(
            id=_STRING,
            titel=_STRING,
            rubrik=_STRING,
            kort=_STRING,
            html=_STRING,
            lank=_STRING,
            kedja=_list(step),
            traff=_STRING,
            granskad=_STRING,
            hash=_STRING,
            lagrum=_STRINGS,
            byggd=yes_no,
            sakerhet=yes_no,
            lankar=_list(link),
            roller=_list(_object(roll=_STRING, rubrik=_STRING, anchor=_STRING, egen=yes_no)),
            faltlista=_list(_object(rubrik=_STRING, kort=_STRING, lank=_STRING)),
        ),
        "Traffar": _object(resultat=_list(hit), fraga=_STRING),
        "Amneslista": _object(amnen=_list(_object(**summary)), revision=_STRING),
        "Amne": _object(
            **summary,
            html=_STRING,
            panel=_STRING,
            lagrum=_STRINGS,
            sokord=_STRINGS,
            sakerhet=yes_no,
            sektioner=_list(
                _object(rubrik=_STRING, anchor=_STRING, niva={"type": "integer"}, roll=nullable)
            ),
        ),
        "Bunt": _object(
            revision=_STRING,
            roll=nullable,
            start=_STRING,
            karta={"type": "object"},
            amnen=_list({"type": "object"}),
        ),
        "Problem": _object(type=_STRING, title=_STRING, status={"type": "integer"}, detail=_STRING),
    }
