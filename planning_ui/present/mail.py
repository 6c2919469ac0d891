"""Inkorg and what the unit has sent, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from planning.mailroom import Mail
from planning.ports import InboxRow
from planning_ui.present.header import written_number
from planning_ui.present.rows import Onlooker
from planning_ui.said import Said, say

# Messages that ask for more than to be read: what they lead to.
DEMANDS: Mapping[str, str] = {
    "kallelse-sip": "kräver svar",
    "utskrivningsklar": "svara om hemtagning",
    "samordnad-vardplan": "ska justeras",
}


@dataclass(frozen=True, slots=True)
class Post:
    """One message in Inkorg."""

    key: str
    case_id: str
    href: str
    number: int
    kind: str
    name: str
    identity: str
    sender: str
    when: Said
    acknowledged: Said | None
    rejected: bool
    by: str
    demand: str
    annulled: bool
    annulment_unread: bool
    waits: bool
    to: str
    to_me: bool
    to_since: Said | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Drawer:
    """One view of the inbox as a link, with how many messages it shows."""

    id: str
    title: str
    href: str
    number: int | None
    chosen: bool


@dataclass(frozen=True)
class Desktop:
    """Who looks at the messages, with names for people."""

    onlooker: Onlooker
    user: str
    user_name: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Letter:
    """How a message stands with the unit and the person, before it is put in words."""

    row: InboxRow
    demand: str
    waits: bool
    to_me: bool
    hidden: bool

    @property
    def key(self) -> tuple[str, int]:
        """The case and the number of the message in it."""
        return self.row.case_id, self.row.number


def letters(mail: Mail, desktop: Desktop) -> tuple[Letter, ...]:
    """All messages, in the order they came."""
    return tuple(_letter(row, mail, desktop) for row in mail.rows)


def _letter(row: InboxRow, mail: Mail, desktop: Desktop) -> Letter:
    key = (row.case_id, row.number)
    asked = mail.assigned.get(key)
    return Letter(
        row,
        demand=_demand(row, key in mail.answered),
        waits=row.waits,
        to_me=asked is not None and asked.to == desktop.user,
        hidden=key in mail.hidden,
    )


def posts(found: Iterable[Letter], mail: Mail, desktop: Desktop) -> tuple[Post, ...]:
    """Messages in words."""
    return tuple(_post(each, mail, desktop) for each in found)


def _post(letter: Letter, mail: Mail, desktop: Desktop) -> Post:
    now, organisation = desktop.onlooker.now, desktop.onlooker.organisation
    row, asked = letter.row, mail.assigned.get(letter.key)
    return Post(
        key=f"{row.case_id}:{row.number}",
        case_id=row.case_id,
        href=f"/arende/{row.case_id}#meddelande-{row.number}",
        number=row.number,
        kind=kind_words(row.kind, desktop.onlooker),
        name=row.name,
        identity=written_number(row.identity),
        sender=organisation.name(row.sender),
        when=say(row.sent_at, now),
        acknowledged=say(row.acknowledged_at, now) if row.acknowledged_at else None,
        rejected=row.rejected,
        by=desktop.user_name(row.acknowledged_by) if row.acknowledged_by else "",
        demand=letter.demand,
        annulled=row.annulled,
        annulment_unread=row.annulment_unread,
        waits=letter.waits,
        to=desktop.user_name(asked.to) if asked else "",
        to_me=letter.to_me,
        to_since=say(asked.at, now) if asked else None,
        hidden=letter.hidden,
    )


def kind_words(kind: str, onlooker: Onlooker) -> str:
    """What a kind of message is called."""
    command = onlooker.rulebook.commands.get(kind)
    return onlooker.rulebook.steps[command.step].title if command else kind


def _demand(row: InboxRow, answered: bool) -> str:
    if row.annulled or not row.active:
        return ""
    if row.answer_wanted:
        return "besvarat" if answered else "svar önskas"
    return DEMANDS.get(row.kind, "") if row.acknowledged_at is None else ""


def wants_answer(letter: Letter) -> bool:
    """Whether somebody waits for more than a receipt."""
    return bool(letter.demand) and letter.demand != "besvarat"


# The views of the inbox; what a person has hidden stands in its own only.
DRAWERS: Mapping[str, tuple[str, Callable[[Letter], bool]]] = {
    "okvitterade": ("Inte kvitterade", lambda letter: letter.waits and not letter.hidden),
    "svar": ("Svar behövs", lambda letter: wants_answer(letter) and not letter.hidden),
    "mina": ("Mina", lambda letter: letter.to_me and not letter.hidden),
    "gomda": ("Gömda", lambda letter: letter.hidden),
    "alla": ("Alla", lambda letter: not letter.hidden),
}
USUAL_DRAWER = "okvitterade"


def drawers(every: Iterable[Letter], chosen: str) -> tuple[Drawer, ...]:
    """The views with their numbers; all messages are not counted, for they are many."""
    found = list(every)
    return tuple(
        Drawer(
            key,
            title,
            "/inkorg" if key == USUAL_DRAWER else f"/inkorg?visa={key}",
            None if key == "alla" else sum(1 for letter in found if holds(letter)),
            key == chosen,
        )
        for key, (title, holds) in DRAWERS.items()
    )


@dataclass(frozen=True, slots=True)
class ReadBy:
    """How a sent message stands at one receiver: sign, words and style together."""

    unit: str
    sign: str
    style: str
    words: str
    when: Said | None
    by: str


@dataclass(frozen=True, slots=True)
class Sending:
    """One sent message as its rows, one per receiver, before it is put in words."""

    rows: tuple[InboxRow, ...]

    @property
    def case_id(self) -> str:
        """The case that it belongs to."""
        return self.rows[-1].case_id

    @property
    def waits(self) -> bool:
        """Whether a receiver has neither acknowledged nor rejected it."""
        annulled = self.rows[-1].annulled
        return any(
            each.annulment_unread if annulled else each.acknowledged_at is None
            for each in self.rows
        )


@dataclass(frozen=True, slots=True)
class SentPost:
    """One message that the unit has sent, with who has read it when."""

    href: str
    kind: str
    name: str
    identity: str
    when: Said
    annulled: bool
    waits: bool
    receivers: tuple[ReadBy, ...]

    @property
    def told(self) -> str:
        """How many of the receivers have acknowledged it."""
        read = sum(1 for each in self.receivers if each.style == "klar")
        return f"{read} av {len(self.receivers)} har kvitterat"


def sendings(rows: Iterable[InboxRow]) -> tuple[Sending, ...]:
    """The sent messages, newest first, each with all its receivers."""
    found: dict[tuple[str, int], list[InboxRow]] = {}
    for row in rows:
        found.setdefault((row.case_id, row.number), []).append(row)
    return tuple(Sending(tuple(same)) for same in found.values())


def sent_posts(found: Iterable[Sending], desktop: Desktop) -> tuple[SentPost, ...]:
    """Sent messages in words."""
    return tuple(_sent(each, desktop) for each in found)


def _sent(sending: Sending, desktop: Desktop) -> SentPost:
    first = sending.rows[-1]
    return SentPost(
        href=f"/arende/{first.case_id}#meddelande-{first.number}",
        kind=kind_words(first.kind, desktop.onlooker),
        name=first.name,
        identity=written_number(first.identity),
        when=say(first.sent_at, desktop.onlooker.now),
        annulled=first.annulled,
        waits=sending.waits,
        receivers=tuple(_read_by(row, desktop) for row in sending.rows),
    )


def _read_by(row: InboxRow, desktop: Desktop) -> ReadBy:
    unit = desktop.onlooker.organisation.name(row.unit)
    when = say(row.acknowledged_at, desktop.onlooker.now) if row.acknowledged_at else None
    if row.rejected:
        return ReadBy(unit, "!", "sen", "avvisat", when, "")
    if row.annulment_unread:
        return ReadBy(unit, "!", "sen", "har läst, men inte kvitterat makuleringen", None, "")
    if when:
        by = desktop.user_name(row.acknowledged_by) if row.acknowledged_by else ""
        return ReadBy(unit, "✓", "klar", "kvitterat", when, by)
    return ReadBy(unit, "○", "vantar", "inte kvitterat", None, "")
