"""Help as plain pages, for browsers without JavaScript and for those who want to read on."""

from pathlib import PurePosixPath

from flask import Blueprint, Response, render_template, request, send_file, url_for
from markupsafe import Markup

from help_service.contexts import Context
from help_service.local import with_notes
from help_service.personal import holds_number
from help_service.queries import BadQuery, read_query
from help_service.responses import PAGE_HEADERS, send_page
from help_service.rooms import ROLE_NAMES, ROOMS, by_room, pictures
from help_service.serialise import topic_url
from help_service.service import CONTEXT_PARAMETERS, SEARCH_PARAMETERS, HelpService
from help_service.tally import Keeping, first_hit


def add_pages(help_pages: Blueprint, service: HelpService, keeping: Keeping | None = None) -> None:
    """Add the pages' addresses to the help blueprint; the pages ask for votes, if kept."""
    _add_start(help_pages, service)
    _add_topic(help_pages, service, asks=keeping is not None)
    _add_search(help_pages, service, keeping)
    _add_way_in(help_pages, service, keeping)


def _add_start(help_pages: Blueprint, service: HelpService) -> None:
    @help_pages.get("/")
    def start() -> Response:
        snapshot = service.snapshot
        topic = snapshot.library.topics[snapshot.context_map.start.topic]
        return send_page(
            render_template(
                "help/start.html",
                topic=topic,
                text=Markup(snapshot.fragments.page(topic)),
                rooms=by_room(snapshot.library, topic),
                role_names=ROLE_NAMES,
            )
        )


def _add_topic(help_pages: Blueprint, service: HelpService, asks: bool) -> None:
    @help_pages.get("/amne/<topic_id>")
    def topic_page(topic_id: str) -> Response:
        snapshot, unit = service.snapshot, request.args.get("enhet")
        topic = snapshot.library.topics.get(topic_id)
        if topic is None:
            page = render_template("help/saknas.html", asked=topic_id, role_names=ROLE_NAMES)
            return send_page(page, 404)
        notes = service.local.notes(snapshot, topic_id, unit)
        text = Markup(with_notes(snapshot.fragments.page(topic), snapshot, topic_id, notes))
        room = ROOMS.get(topic.room, "")
        page = render_template("help/amne.html", topic=topic, text=text, room=room, asks=asks)
        return send_page(page)

    @help_pages.get("/bild/<path:file>")
    def picture(file: str) -> Response:
        library = service.snapshot.library
        found = library.picture(file)
        if found is None or PurePosixPath(file) not in pictures(library):
            return send_page(render_template("help/saknas.html", asked=file), 404)
        response = send_file(found.resolve())
        response.headers.update(PAGE_HEADERS)
        return response


def _add_search(help_pages: Blueprint, service: HelpService, keeping: Keeping | None) -> None:
    @help_pages.get("/sok")
    def search_page() -> Response:
        try:
            said = read_query(request.query_string, SEARCH_PARAMETERS)
        except BadQuery as wrong:
            page = render_template("help/sok.html", hits=[], wrong=wrong, role_names=ROLE_NAMES)
            return send_page(page, 400)
        query, roll = said.get("q", ""), said.get("roll")
        if holds_number(query):
            # Led on at once, so that the number stays in no address bar and no history.
            return Response(status=303, headers={"Location": url_for("help.number_page")})
        answer = service.search_answer(query, roll, said.get("steg"))
        hits = answer["resultat"]
        if keeping is not None and query:
            keeping.tally.searched(query, first_hit(answer))
        page = render_template(
            "help/sok.html",
            query=query,
            roll=roll,
            hits=hits,
            where=answer["vart"],
            role_names=ROLE_NAMES,
        )
        return send_page(page)

    @help_pages.get("/sok/nummer")
    def number_page() -> Response:
        wrong = "Skriv inget personnummer här. Hjälpen söker i vägledningen, inte bland patienter."
        page = render_template("help/sok.html", hits=[], wrong=wrong, role_names=ROLE_NAMES)
        return send_page(page)


def _add_way_in(help_pages: Blueprint, service: HelpService, keeping: Keeping | None) -> None:
    @help_pages.get("/visa")
    def show() -> Response:
        """Lead from a context to its page: what a help icon links to."""
        try:
            said = read_query(request.query_string, CONTEXT_PARAMETERS)
        except BadQuery:
            said = {}
        context = Context(**said)
        snapshot = service.snapshot
        found = snapshot.resolve(context)
        if keeping is not None:
            keeping.tally.opened(context.app, found)
        place = found.place
        noted = service.local.notes(snapshot, place.topic, context.enhet)
        leads = topic_url(place.topic, place.anchor, (context.enhet or "") if noted else "")
        return Response(status=303, headers={"Location": leads})
