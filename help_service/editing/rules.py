"""Who may do what with a text, and when. Each rule is a pair: one raises, the other answers."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from help_service.contexts import KINDS
from help_service.editing.checking.persons import holds_birth_number
from help_service.editing.errors import BrokenText, Reason, Refused
from help_service.editing.history import History
from help_service.editing.records import BASELINE, Editor, Right, State, Tie, Version
from help_service.findings import BrokenGuidance, Finding
from help_service.front_matter import parse_front_matter, split_front_matter
from help_service.rooms import ROOMS
from help_service.slugs import slugify

LONGEST = 100_000
"""Most characters of a topic: ten times the longest one that ships."""
LONGEST_NOTE = 1_000
LONGEST_REMARK = 2_000
# Control characters, and halves of characters that no file and no database can hold.
_NO_WRITING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_KEY = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*")
_NOT_IN_A_NOTE = ("#", "|", "![", "!!!", "---")


def _allows(check: Callable[..., None], *arguments: object) -> bool:
    try:
        check(*arguments)
    except (Refused, BrokenText):
        return False
    return True


def _refuse_if(wrong: bool, reason: Reason) -> None:
    if wrong:
        raise Refused(reason)


def check_can_edit(editor: Editor) -> None:
    """Raise Refused unless the person is a superuser."""
    _refuse_if(not editor.has(Right.EDIT), Reason.NOT_SUPERUSER)


def can_edit(editor: Editor) -> bool:
    """Return whether the person may write drafts."""
    return _allows(check_can_edit, editor)


def check_can_save(editor: Editor, text: str, before: str) -> None:
    """Raise Refused unless the text is one that may be saved as the next version."""
    check_can_edit(editor)
    _refuse_if(not text.strip(), Reason.EMPTY)
    _check_writing(text, LONGEST)
    _refuse_if(text == before, Reason.NOTHING_CHANGED)


def can_save(editor: Editor, text: str, before: str) -> bool:
    """Return whether the text may be saved."""
    return _allows(check_can_save, editor, text, before)


def check_can_type(editor: Editor, text: str) -> None:
    """Raise Refused unless the person is a superuser and the text can be kept."""
    check_can_edit(editor)
    _check_writing(text, LONGEST)


def can_type(editor: Editor, text: str) -> bool:
    """Return whether what the person types can be kept."""
    return _allows(check_can_type, editor, text)


def check_can_submit(editor: Editor, history: History, number: int) -> None:
    """Raise Refused unless the version is a draft that the person may send to review."""
    check_can_edit(editor)
    version = _known(history, number)
    _refuse_if(version.state is not State.DRAFT, Reason.NOT_DRAFT)
    _refuse_if(number < history.live, Reason.NEWER_IS_LIVE)


def can_submit(editor: Editor, history: History, number: int) -> bool:
    """Return whether the version may be sent to review."""
    return _allows(check_can_submit, editor, history, number)


def check_can_comment(editor: Editor, history: History, number: int, text: str) -> None:
    """Raise Refused unless the person works with the texts, and says something of a version."""
    if not editor.has(Right.REVIEW):
        check_can_edit(editor)
    _known(history, number)
    _refuse_if(not text.strip(), Reason.EMPTY)
    check_can_remark(text)


def can_comment(editor: Editor, history: History, number: int, text: str) -> bool:
    """Return whether the person may say this of the version."""
    return _allows(check_can_comment, editor, history, number, text)


def check_can_remark(text: str) -> None:
    """Raise Refused unless the words can stand in a history, which nobody can mend later."""
    _check_writing(text, LONGEST_REMARK)
    _refuse_if(holds_birth_number(text), Reason.PERSONAL)


def can_remark(text: str) -> bool:
    """Return whether the words can stand in a history."""
    return _allows(check_can_remark, text)


def check_can_take_back(editor: Editor, history: History, number: int) -> None:
    """Raise Refused unless the version waits, for review or its time, and is the person's to stop.

    Whoever wrote it may, and so may any reviewer.
    """
    version = _known(history, number)
    _refuse_if(version.state not in (State.REVIEW, State.SCHEDULED), Reason.NOT_WAITING)
    if version.author == editor.id:
        check_can_edit(editor)
    else:
        _refuse_if(not editor.has(Right.REVIEW), Reason.NOT_REVIEWER)


def can_take_back(editor: Editor, history: History, number: int) -> bool:
    """Return whether the person may take the version back to a draft."""
    return _allows(check_can_take_back, editor, history, number)


def check_can_review(editor: Editor, history: History, number: int, shown: str) -> None:
    """Raise Refused unless the person may judge the version: a reviewer, and a second person.

    Args:
        editor: who would judge.
        history: of the topic.
        number: of the version.
        shown: the text that readers see now; empty for a new topic.
    """
    _refuse_if(not editor.has(Right.REVIEW), Reason.NOT_REVIEWER)
    version = _known(history, number)
    _refuse_if(version.state is not State.REVIEW, Reason.NOT_IN_REVIEW)
    _refuse_if(editor.id in history.contributors(number), Reason.OWN_TEXT)
    safety = is_safety(version.text) or is_safety(shown)
    _refuse_if(safety and not editor.has(Right.SAFETY), Reason.NOT_SAFETY_REVIEWER)


def can_review(editor: Editor, history: History, number: int, shown: str) -> bool:
    """Return whether the person may judge the version."""
    return _allows(check_can_review, editor, history, number, shown)


def check_can_approve(
    editor: Editor,
    history: History,
    number: int,
    shown: str,
    now: datetime,
    due: datetime | None = None,
) -> None:
    """Raise Refused unless the person may publish the version, now or at a later time."""
    check_can_review(editor, history, number, shown)
    _refuse_if(number < history.live, Reason.NEWER_IS_LIVE)
    _refuse_if(due is not None and due <= now, Reason.IN_THE_PAST)


def can_approve(
    editor: Editor,
    history: History,
    number: int,
    shown: str,
    now: datetime,
    due: datetime | None = None,
) -> bool:
    """Return whether the person may publish the version."""
    return _allows(check_can_approve, editor, history, number, shown, now, due)


def check_can_go_live(faults: Sequence[Finding], breaks: Sequence[Finding]) -> None:
    """Raise BrokenText unless a text may be shown to readers, whichever way it would come there.

    Args:
        faults: what stops publishing in the text itself; advice is not among it.
        breaks: what would break in the rest of the guidance with the text live.
    """
    for findings, reason in ((faults, Reason.HAS_FAULTS), (breaks, Reason.WOULD_BREAK)):
        if findings:
            raise BrokenText(findings, reason)


def can_go_live(faults: Sequence[Finding], breaks: Sequence[Finding]) -> bool:
    """Return whether a text may be shown to readers."""
    return _allows(check_can_go_live, faults, breaks)


def check_can_refuse(editor: Editor, history: History, number: int, shown: str, why: str) -> None:
    """Raise Refused unless the person may judge the version and says why."""
    check_can_review(editor, history, number, shown)
    _refuse_if(not why.strip(), Reason.NO_WHY)


def can_refuse(editor: Editor, history: History, number: int, shown: str, why: str) -> bool:
    """Return whether the person may refuse the version with these words."""
    return _allows(check_can_refuse, editor, history, number, shown, why)


def check_can_roll_back(editor: Editor, history: History, number: int, shown: str) -> None:
    """Raise Refused unless the person may show an earlier published text again.

    It was reviewed when it was published, so that one reviewer is enough, also for own words.
    """
    _refuse_if(not editor.has(Right.REVIEW), Reason.NOT_REVIEWER)
    _refuse_if(is_safety(shown) and not editor.has(Right.SAFETY), Reason.NOT_SAFETY_REVIEWER)
    if number != BASELINE:
        _known(history, number)
    _refuse_if(not history.was_live(number), Reason.NEVER_LIVE)
    _refuse_if(number == history.live, Reason.ALREADY_LIVE)


def can_roll_back(editor: Editor, history: History, number: int, shown: str) -> bool:
    """Return whether the person may show the version again."""
    return _allows(check_can_roll_back, editor, history, number, shown)


def check_can_note(editor: Editor) -> None:
    """Raise Refused unless the person is the local superuser of an organisation."""
    local = editor.has(Right.LOCAL) and bool(editor.organisation)
    _refuse_if(not local, Reason.NOT_LOCAL)


def can_note(editor: Editor) -> bool:
    """Return whether the person may write local notes."""
    return _allows(check_can_note, editor)


def check_can_write_note(editor: Editor, text: str) -> None:
    """Raise Refused unless the person may show this note; an empty one takes the note away."""
    check_can_note(editor)
    _check_writing(text, LONGEST_NOTE)
    _refuse_if(holds_birth_number(text), Reason.PERSONAL)
    _refuse_if(any(line.startswith(_NOT_IN_A_NOTE) for line in text.split("\n")), Reason.NOT_A_NOTE)


def can_write_note(editor: Editor, text: str) -> bool:
    """Return whether the person may show this note."""
    return _allows(check_can_write_note, editor, text)


def check_can_add_topic(editor: Editor, topic: str, room: str, taken: bool) -> None:
    """Raise Refused unless the person may add a topic with this id in this room."""
    check_can_edit(editor)
    _refuse_if(not topic or topic != slugify(topic), Reason.BAD_ID)
    _refuse_if(room not in ROOMS, Reason.BAD_ROOM)
    _refuse_if(taken, Reason.TOPIC_EXISTS)


def can_add_topic(editor: Editor, topic: str, room: str, taken: bool) -> bool:
    """Return whether the person may add the topic."""
    return _allows(check_can_add_topic, editor, topic, room, taken)


def check_can_tie(ties: Iterable[Tie]) -> None:
    """Raise Refused unless each tie names a place as the map writes it."""
    for tie in ties:
        known = tie.kind in KINDS and _KEY.fullmatch(tie.key) is not None
        _refuse_if(not known, Reason.BAD_ID)


def can_tie(ties: Iterable[Tie]) -> bool:
    """Return whether the ties name places as the map writes them."""
    return _allows(check_can_tie, ties)


def is_safety(text: str) -> bool:
    """Return whether a topic is marked ``sakerhet: ja``; a broken head can't be published."""
    try:
        head, _ = split_front_matter(text, "")
        return parse_front_matter(head, "", _id_in(head)).sakerhet
    except BrokenGuidance:
        return False


def _check_writing(text: str, longest: int) -> None:
    _refuse_if(len(text) > longest, Reason.TOO_LONG)
    _refuse_if(_NO_WRITING.search(text) is not None, Reason.BAD_SIGNS)


def _id_in(head: str) -> str:
    named = (line.partition(":")[2].strip() for line in head.split("\n") if line.startswith("id:"))
    return next(named, "")


def _known(history: History, number: int) -> Version:
    version = history.version(number)
    if version is None:
        raise Refused(Reason.UNKNOWN_VERSION)
    return version
