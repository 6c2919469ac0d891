"""The page where a topic is written, with or without JavaScript."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from help_service.editing import Conflict, OpenTopic, Refused, Version, Written, rules
from help_service.editing.checking.page import with_topic
from help_service.editing.differences import compare, hunks
from help_service.editing.errors import BrokenText
from help_service.editing.headings import insert_heading, outline
from help_service.editing.merging import merge
from help_service.editing.page_template import reviewed
from help_service.editing.pictures import BadPicture, check_alt, clean_picture
from help_service.editing.records import State
from help_service.editing.web.kit import (
    Kit,
    field_of,
    number_of,
    page,
    text_of_form,
    titel_of,
)
from help_service.editing.web.preview import PAPER, WAYS, make_preview, parsed
from help_service.responses import PAGE_HEADERS
from help_service.rooms import ROLE_NAMES

_LONGEST_WHY = 500
READ = "Läst igenom."
DATED = "Granskad är satt till {}. Spara och skicka på granskning, så gäller det."


@dataclass(frozen=True)
class Desk:
    """What lies on the table: the text as somebody has it before them, saved or not."""

    text: str
    base: int
    mark: str = ""
    why: str = ""
    shown_as: str = ""
    kept: datetime | None = None
    """When the text was kept without being saved; None for a saved one."""
    done: str = ""
    wrong: str = ""


class EditPages:
    """The page, and what its buttons do."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._deeds: Mapping[str, Callable[[OpenTopic, Desk], BaseResponse]] = {
            "visa": self._again,
            "spara": self._save,
            "skicka": self._submit,
            "bild": self._picture,
            "rubrik": self._heading,
            "last": self._reviewed,
            "slang": self._drop,
            "pdf": self._pdf,
        }

    def show(self, topic: str) -> BaseResponse:
        """Return the page with the text that the person has come to, saved or not.

        A local superuser, who adds notes only, is led to the note.
        """
        kit, editor = self._kit, self._kit.editor()
        if not rules.can_edit(editor) and rules.can_note(editor):
            return redirect(url_for("redigera.note", topic=topic), 303)
        opened = kit.editing.shelf.open_topic(topic)
        typed = kit.editing.at_work.typed(editor, topic)
        desk = Desk(opened.newest, opened.history.head, done=_done(request.args))
        if typed is not None and typed.text != opened.newest:
            desk = Desk(typed.text, typed.base, kept=typed.at)
        return self._page(opened, desk)

    def act(self, topic: str) -> BaseResponse:
        """Do what the pressed button says with the text as it was sent."""
        deed, _, detail = request.form.get("gor", "visa").partition(":")
        if deed not in self._deeds:
            abort(400)
        desk = Desk(
            text_of_form("text"),
            number_of("base"),
            field_of("mark"),
            field_of("varfor", _LONGEST_WHY),
            detail if deed == "visa" and detail else field_of("visa_som"),
        )
        opened = self._kit.editing.shelf.open_topic(topic)
        try:
            self._keep(opened, desk)
        except Refused as refused:
            return self._page(opened, _told(desk, str(refused)), 400)
        return self._deeds[deed](opened, desk)

    def _keep(self, opened: OpenTopic, desk: Desk) -> None:
        """Keep what was sent before anything is done with it: whatever happens, it is there."""
        kit = self._kit
        rules.check_can_type(kit.editor(), desk.text)
        kit.editing.at_work.keep_typed(kit.editor(), opened.topic, desk.text, desk.base, kit.now())

    def _again(self, opened: OpenTopic, desk: Desk) -> Response:
        return self._page(opened, desk)

    def _save(self, opened: OpenTopic, desk: Desk) -> BaseResponse:
        try:
            version = self._saved(opened, desk)
        except Conflict as conflict:
            return self._conflict(opened, conflict, desk)
        except Refused as refused:
            return self._page(opened, _told(desk, str(refused)), 400)
        return redirect(url_for("redigera.edit", topic=opened.topic, sparad=version.number), 303)

    def _submit(self, opened: OpenTopic, desk: Desk) -> BaseResponse:
        kit = self._kit
        try:
            version = self._saved_or_head(opened, desk)
            kit.editing.writing.submit(kit.editor(), opened.topic, version.number, kit.now())
        except Conflict as conflict:
            return self._conflict(opened, conflict, desk)
        except (Refused, BrokenText) as no:
            newest = kit.editing.shelf.open_topic(opened.topic)
            now = Desk(desk.text, newest.history.head, why=desk.why, shown_as=desk.shown_as)
            return self._page(newest, _told(now, _why_not(no)), 400)
        return redirect(
            url_for("redigera.version", topic=opened.topic, number=version.number, skickad=1), 303
        )

    def _saved_or_head(self, opened: OpenTopic, desk: Desk) -> Version:
        """The draft as it stands, where it is already what was sent; else the text, saved."""
        head = opened.history.version(opened.history.head)
        is_same = head is not None and head.text.strip() == desk.text.strip()
        if head is not None and is_same and head.state is State.DRAFT:
            self._kit.editing.at_work.drop_typed(self._kit.editor(), opened.topic)
            return head
        return self._saved(opened, desk)

    def _saved(self, opened: OpenTopic, desk: Desk) -> Version:
        kit = self._kit
        written = Written(opened.topic, desk.text, desk.base, desk.why, desk.mark or None)
        return kit.editing.writing.save_draft(kit.editor(), written, kit.now())

    def _heading(self, opened: OpenTopic, desk: Desk) -> Response:
        """Put in a missing heading: the way without JavaScript."""
        wanted = request.form.get("gor", "").partition(":")[2]
        roles = self._kit.roles_of(opened.topic)
        missing = [row for row in outline(desk.text, _room(opened), roles) if row.is_missing]
        chosen = next((row for row in missing if row.text == wanted), None)
        text = insert_heading(desk.text, chosen) if chosen else desk.text
        return self._page(opened, _with_text(desk, text))

    def _reviewed(self, opened: OpenTopic, desk: Desk) -> Response:
        """Set the dates of the head: somebody has read the page and answers for it."""
        today = self._kit.today
        text = reviewed(desk.text, today)
        if text == desk.text:
            wrong = "Datumen är redan satta i dag, eller så saknas de i sidhuvudet."
            return self._page(opened, _told(desk, wrong))
        read = replace(_with_text(desk, text), why=desk.why or READ, done=DATED.format(today))
        self._keep(opened, read)
        return self._page(opened, read)

    def _picture(self, opened: OpenTopic, desk: Desk) -> Response:
        """Take in a picture and put it last in the text: the way without JavaScript."""
        try:
            line = picture_line(self._kit, opened)
        except BadPicture as bad:
            return self._page(opened, _told(desk, str(bad)), 400)
        return self._page(opened, _with_text(desk, desk.text.rstrip("\n") + f"\n\n{line}\n"))

    def _drop(self, opened: OpenTopic, desk: Desk) -> BaseResponse:
        self._kit.editing.at_work.drop_typed(self._kit.editor(), opened.topic)
        return redirect(url_for("redigera.edit", topic=opened.topic), 303)

    def _pdf(self, opened: OpenTopic, desk: Desk) -> BaseResponse:
        topic = parsed(desk.text, opened.path)
        if self._kit.render_pdf is None or topic is None:
            wrong = "Texten har fel som måste rättas innan den kan skrivas ut. Se listan."
            return self._page(opened, _told(desk, wrong), 400)
        around = self._kit.around(opened.path, desk.text)
        role = desk.shown_as if desk.shown_as in ROLE_NAMES else ""
        data = self._kit.render_pdf(with_topic(around.library, topic), topic, role)
        response = Response(data, mimetype="application/pdf", headers=PAGE_HEADERS)
        response.headers["Content-Disposition"] = f'inline; filename="{topic.id}-utkast.pdf"'
        return response

    def merge(self, topic: str) -> BaseResponse:
        """Show a shipped text that has changed under a local edit, three ways."""
        opened = self._kit.editing.shelf.open_topic(topic)
        if opened.shipped is None or opened.shipped_before is None:
            return redirect(url_for("redigera.edit", topic=topic), 303)
        mark, head = opened.shipped.mark, opened.history.head
        conflict = Conflict(
            opened.shipped_before, opened.newest, opened.shipped.text, head, "Den nya utgåvan"
        )
        return self._conflict(opened, conflict, Desk(opened.newest, head, mark), 200)

    def _conflict(
        self, opened: OpenTopic, conflict: Conflict, desk: Desk, status: int = 409
    ) -> Response:
        merged = merge(conflict.base, conflict.mine, conflict.newest)
        return page(
            self._kit,
            "konflikt.html",
            status,
            topic=opened.topic,
            titel=titel_of(self._kit, opened),
            conflict=conflict,
            merged=merged,
            mark=desk.mark,
            why=desk.why,
            mine=hunks(compare(conflict.base, conflict.mine)),
            theirs=hunks(compare(conflict.base, conflict.newest)),
        )

    def _page(self, opened: OpenTopic, desk: Desk, status: int = 200) -> Response:
        kit, editor = self._kit, self._kit.editor()
        kit.editing.at_work.is_here(editor, opened.topic, kit.now())
        roles = kit.roles_of(opened.topic)
        shown_as = desk.shown_as or (roles[0] if roles else PAPER)
        around = kit.around(opened.path, desk.text)
        place = (desk.text, opened.path, shown_as, around, roles, kit.on_paper)
        return page(
            kit,
            "amne.html",
            status,
            opened=opened,
            titel=titel_of(kit, opened),
            desk=desk,
            head=opened.history.version(opened.history.head),
            others=kit.others(editor, opened.topic),
            preview=make_preview(*place),
            ways=WAYS,
            can_note=rules.can_note(editor),
            is_safety=rules.is_safety(desk.text) or rules.is_safety(opened.shown),
            longest=rules.LONGEST,
        )


def picture_line(kit: Kit, opened: OpenTopic) -> str:
    """Take in the picture of the form; return the line that shows it.

    Raises:
        BadPicture: no picture, or no description.
    """
    alt = check_alt(request.form.get("alt", ""))
    sent = request.files.get("bild")
    if sent is None or not sent.filename:
        raise BadPicture("Välj en bild först.")
    clean = clean_picture(sent.read())
    where = kit.editing.at_work.add_picture(kit.editor(), clean.data, clean.form.value, kit.now())
    return f"![{alt}]({'../' * opened.path.count('/')}{where})"


def _room(opened: OpenTopic) -> str:
    return opened.path.split("/")[0]


def _with_text(desk: Desk, text: str) -> Desk:
    return Desk(text, desk.base, desk.mark, desk.why, desk.shown_as)


def _told(desk: Desk, wrong: str) -> Desk:
    return Desk(desk.text, desk.base, desk.mark, desk.why, desk.shown_as, wrong=wrong)


def _why_not(no: Refused | BrokenText) -> str:
    if isinstance(no, Refused):
        return str(no)
    first = no.findings[0]
    rest = len(no.findings) - 1
    more = f" Det finns {rest} fel till, se listan." if rest else ""
    where = f"Rad {first.line}: {first.what} {first.advice}{more}"
    return f"Utkastet är sparat men kan inte skickas. {where}"


def _done(asked: Mapping[str, str]) -> str:
    number = asked.get("sparad", "")
    return f"Utkastet är sparat som version {number}." if number.isdigit() else ""


def add_edit(pages: Blueprint, kit: Kit) -> None:
    """Add the edit page's addresses."""
    view = EditPages(kit)
    pages.add_url_rule("/amne/<topic>", "edit", view.show)
    pages.add_url_rule("/amne/<topic>", "act", view.act, methods=["POST"])
    pages.add_url_rule("/amne/<topic>/sammanfor", "merge", view.merge)
