"""The help API as Flask views. Ids in, guidance out: it never gets case data."""

from collections.abc import Collection

from flask import Blueprint, Response, request

from help_service.answers import make_answer, to_json
from help_service.feedback_api import TAKES_POSTS
from help_service.infobutton import read_infobutton
from help_service.openapi import openapi_document
from help_service.queries import read_query
from help_service.responses import answer_bad_queries, problem, send, send_json
from help_service.serialise import topic_url
from help_service.service import SEARCH_PARAMETERS, HelpService
from help_service.tally import Keeping, first_hit

REFUSED = ("POST", "PUT", "PATCH", "DELETE", "TRACE")
"""Methods that these addresses do not have; the help is read."""
CHANGES_NOTHING = frozenset({"no_such_method"})
"""The views here, by name within the blueprint, that take any method and only say no."""
_READ = "GET, HEAD, OPTIONS"
_SENT = "POST, OPTIONS"


def add_api(help_pages: Blueprint, service: HelpService, keeping: Keeping | None = None) -> None:
    """Add the API's addresses to the help blueprint; searches in vain are counted, if kept."""
    _add_answers(help_pages, service, keeping)
    _add_topics(help_pages, service)
    _add_infobutton(help_pages, service)
    _add_problems(help_pages, TAKES_POSTS if keeping is not None else ())


def _add_answers(help_pages: Blueprint, service: HelpService, keeping: Keeping | None) -> None:
    @help_pages.get("/api/v1/context")
    def context() -> Response:
        return send(service.context(request.query_string))

    @help_pages.get("/api/v1/search")
    def search() -> Response:
        said = read_query(request.query_string, SEARCH_PARAMETERS)
        query = said.get("q", "")
        answer = service.search_answer(query, said.get("roll"), said.get("steg"))
        if keeping is not None and query:
            keeping.tally.searched(query, first_hit(answer))
        return send_json(answer)


def _add_topics(help_pages: Blueprint, service: HelpService) -> None:
    description = make_answer(to_json(openapi_document()))

    @help_pages.get("/api/v1/topics")
    def topics() -> Response:
        read_query(request.query_string, ())
        return send_json(service.topic_list())

    @help_pages.get("/api/v1/topics/<topic_id>")
    def topic(topic_id: str) -> Response:
        said = read_query(request.query_string, ("roll", "enhet"))
        found = service.topic(topic_id, said.get("roll"), said.get("enhet"))
        return send_json(found) if found else problem(404, "Ämnet finns inte.")

    @help_pages.get("/api/v1/bundle")
    def bundle() -> Response:
        said = read_query(request.query_string, ("roll", "enhet"))
        return send(service.bundle(said.get("roll"), said.get("enhet")))

    @help_pages.get("/api/v1/openapi.json")
    def openapi() -> Response:
        return send(description)


def _add_infobutton(help_pages: Blueprint, service: HelpService) -> None:
    @help_pages.get("/infobutton")
    def infobutton() -> Response:
        context, page_wanted = read_infobutton(request.query_string)
        snapshot = service.snapshot
        if page_wanted:
            place = snapshot.resolve(context).place
            return Response(status=303, headers={"Location": topic_url(place.topic, place.anchor)})
        response = send(snapshot.answer(context))
        response.headers["Content-Language"] = "sv"
        return response


def _add_problems(help_pages: Blueprint, takes_posts: Collection[str]) -> None:
    answer_bad_queries(help_pages)

    @help_pages.get("/api/<path:rest>")
    def no_such_address(rest: str) -> Response:
        if rest in takes_posts:
            return _no_such_method(_SENT)
        return problem(404, "Adressen finns inte. Se /help/api/v1/openapi.json.")

    @help_pages.route("/infobutton", methods=REFUSED)
    @help_pages.route("/api/<path:rest>", methods=REFUSED)
    def no_such_method(rest: str = "infobutton") -> Response:
        return _no_such_method(_SENT if rest in takes_posts else _READ)

    @help_pages.before_request
    def tell_methods() -> Response | None:
        """Name the methods that an address has, not those that it refuses with a problem."""
        _, is_api, rest = request.path.partition("/api/")
        if request.method != "OPTIONS" or not (is_api or request.path.endswith("/infobutton")):
            return None
        allowed = _SENT if rest in takes_posts else _READ
        return Response(status=204, headers={"Allow": allowed})


def _no_such_method(allowed: str) -> Response:
    advice = "tar bara emot. Använd POST." if allowed == _SENT else "lämnar bara ut. Använd GET."
    refused = problem(405, f"Adressen {advice}")
    refused.headers["Allow"] = allowed
    return refused
