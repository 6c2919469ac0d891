"""Review and history: what has changed, what is said of it, and what becomes of it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from help_service.editing import BASELINE, Editor, OpenTopic, Refused, Version, rules
from help_service.editing.differences import compare, hunks
from help_service.editing.errors import BrokenText, Reason
from help_service.editing.records import State
from help_service.editing.web.kit import LOCAL_TIME, Kit, number_of, page, text_of_form, titel_of
from help_service.editing.web.preview import WAYS, make_preview

_DONE: Mapping[str, str] = {
    "skickad": "Texten väntar nu på granskning.",
    "kommenterad": "Kommentaren är sparad.",
    "publicerad": "Texten är publicerad. Den syns i hjälpen nu.",
    "schemalagd": "Texten publiceras på den tid du valde.",
    "avslagen": "Texten är skickad tillbaka till den som skrev.",
    "aterkallad": "Texten är ett utkast igen.",
    "aterstalld": "Den tidigare texten visas nu igen.",
}


class VersionPages:
    """One version beside what readers see, and the list of all."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._deeds: Mapping[str, Callable[[Editor, str, int, datetime], str]] = {
            "kommentera": self._comment,
            "publicera": self._publish,
            "schemalagg": self._schedule,
            "avsla": self._refuse,
            "aterkalla": self._take_back,
            "skicka": self._submit,
        }

    def show(self, topic: str, number: int) -> Response:
        """Return a version side by side with what readers see, or saw before it."""
        return self._page(topic, number)

    def act(self, topic: str, number: int) -> BaseResponse:
        """Do what the pressed button says, then show the version again."""
        kit, editor = self._kit, self._kit.editor()
        deed = self._deeds.get(request.form.get("gor", ""))
        if deed is None:
            abort(400)
        try:
            done = deed(editor, topic, number, kit.now())
        except (Refused, BrokenText) as no:
            return self._page(topic, number, no, 400)
        here = url_for("redigera.version", topic=topic, number=number, gjort=done)
        return redirect(here, 303)

    def history(self, topic: str) -> Response:
        """Return every version, newest first."""
        return self._history(topic)

    def roll_back(self, topic: str) -> BaseResponse:
        """Show an earlier published text again, at once."""
        kit, number = self._kit, number_of("version")
        try:
            kit.editing.judging.roll_back(kit.editor(), topic, number, kit.now())
        except (Refused, BrokenText) as no:
            return self._history(topic, _told(no), 400)
        return redirect(url_for("redigera.history", topic=topic, gjort="aterstalld"), 303)

    def _comment(self, editor: Editor, topic: str, number: int, at: datetime) -> str:
        said = text_of_form("text")
        self._kit.editing.writing.comment(editor, topic, number, said, at)
        return "kommenterad"

    def _submit(self, editor: Editor, topic: str, number: int, at: datetime) -> str:
        self._kit.editing.writing.submit(editor, topic, number, at)
        return "skickad"

    def _publish(self, editor: Editor, topic: str, number: int, at: datetime) -> str:
        self._kit.editing.judging.approve(editor, topic, number, at, why=text_of_form("text"))
        return "publicerad"

    def _schedule(self, editor: Editor, topic: str, number: int, at: datetime) -> str:
        due = _local(request.form.get("nar", ""))
        why = text_of_form("text")
        self._kit.editing.judging.approve(editor, topic, number, at, due, why)
        return "schemalagd"

    def _refuse(self, editor: Editor, topic: str, number: int, at: datetime) -> str:
        self._kit.editing.judging.refuse(editor, topic, number, text_of_form("text"), at)
        return "avslagen"

    def _take_back(self, editor: Editor, topic: str, number: int, at: datetime) -> str:
        self._kit.editing.writing.take_back(editor, topic, number, at)
        return "aterkallad"

    def _page(
        self, topic: str, number: int, no: Exception | None = None, status: int = 200
    ) -> Response:
        kit, editor = self._kit, self._kit.editor()
        opened = kit.editing.shelf.open_topic(topic)
        version = opened.history.version(number)
        if version is None:
            raise Refused(Reason.UNKNOWN_VERSION)
        before, before_name = self._before(opened, version)
        asked, around = request.args.get("visa_som"), kit.around(opened.path, version.text)
        place = (version.text, opened.path, asked or "", around, kit.roles_of(topic), kit.on_paper)
        preview = make_preview(*place)
        return page(
            kit,
            "version.html",
            status,
            opened=opened,
            titel=titel_of(kit, opened),
            version=version,
            before_name=before_name,
            hunks=hunks(compare(before, version.text)),
            comments=opened.history.comments(number),
            remarks=preview.remarks,
            preview=preview,
            ways=WAYS,
            has_asked=asked is not None,
            is_safety=rules.is_safety(version.text) or rules.is_safety(opened.shown),
            may=_may(editor, opened, version),
            why_not=_why_not(editor, opened, version),
            wrong=_told(no) if no else "",
            said=request.form.get("text", ""),
            done=_DONE.get(request.args.get("gjort", ""), ""),
        )

    def _before(self, opened: OpenTopic, version: Version) -> tuple[str, str]:
        """What the version is compared with: what readers see, or what it was built on."""
        if version.number != opened.history.live:
            return opened.shown, "Det som visas nu"
        base = version.body.base
        earlier = self._kit.editing.shelf.began_with(opened.history, base, opened.shipped)
        return earlier, f"Version {base}" if base else "Grundtexten"

    def _history(self, topic: str, wrong: str = "", status: int = 200) -> Response:
        kit, editor = self._kit, self._kit.editor()
        opened = kit.editing.shelf.open_topic(topic)
        numbers = [*(each.number for each in opened.history.versions), BASELINE]
        back = {
            number
            for number in numbers
            if rules.can_roll_back(editor, opened.history, number, opened.shown)
            and (number != BASELINE or opened.shipped is not None)
        }
        return page(
            kit,
            "historik.html",
            status,
            opened=opened,
            titel=titel_of(kit, opened),
            versions=list(reversed(opened.history.versions)),
            events=list(reversed(opened.history.events)),
            back=back,
            wrong=wrong,
            done=_DONE.get(request.args.get("gjort", ""), ""),
        )


def _may(editor: Editor, opened: OpenTopic, version: Version) -> dict[str, bool]:
    history, number = opened.history, version.number
    return {
        "granska": rules.can_review(editor, history, number, opened.shown),
        "aterkalla": rules.can_take_back(editor, history, number),
        "skicka": rules.can_submit(editor, history, number),
    }


def _why_not(editor: Editor, opened: OpenTopic, version: Version) -> str:
    """Why the person cannot review what waits for review; empty where they can, or none waits."""
    if version.state is not State.REVIEW:
        return ""
    try:
        rules.check_can_review(editor, opened.history, version.number, opened.shown)
    except Refused as refused:
        return str(refused)
    return ""


def _told(no: Exception) -> str:
    if isinstance(no, BrokenText):
        first = no.findings[0]
        return f"Texten kan inte publiceras. Rad {first.line}: {first.what} {first.advice}"
    return str(no)


def _local(written: str) -> datetime:
    """Read a time as the browser writes it; what is none is refused as one that has passed."""
    try:
        return datetime.fromisoformat(written).replace(tzinfo=LOCAL_TIME)
    except ValueError as bad:
        raise Refused(Reason.IN_THE_PAST) from bad


def add_versions(pages: Blueprint, kit: Kit) -> None:
    """Add the addresses of review and history."""
    view = VersionPages(kit)
    pages.add_url_rule("/amne/<topic>/version/<int:number>", "version", view.show)
    pages.add_url_rule("/amne/<topic>/version/<int:number>", "judge", view.act, methods=["POST"])
    pages.add_url_rule("/amne/<topic>/historik", "history", view.history)
    pages.add_url_rule("/amne/<topic>/historik", "roll_back", view.roll_back, methods=["POST"])
