"""What a unit does with its messages besides the process: shares them out, puts them aside, looks
back at what it has sent. A receipt is still a command of the case; see `planning/desk.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planning.access import Act, Request, works_with_patients
from planning.case import Case
from planning.desk import Desk
from planning.errors import Refusal
from planning.organisation import Actor, User
from planning.ports import Arrangements, Assigned, InboxRow
from planning.reasons import reason

Post = tuple[str, int]
"""A received message: the id of its case and its number there."""


@dataclass(frozen=True)
class Mail:
    """The received messages of a unit, newest first, as one of its people sees them.

    `answered` are those that wanted an answer and whose case the unit has written in since.
    """

    rows: tuple[InboxRow, ...]
    assigned: Mapping[Post, Assigned]
    hidden: frozenset[Post]
    answered: frozenset[Post]


def _all_received(mail: Mail) -> Iterable[str]:
    return (row.case_id for row in mail.rows)


def _all_sent(rows: Sequence[InboxRow]) -> Iterable[str]:
    return (row.case_id for row in rows)


def check_has_received(actor: Actor, case: Case, number: int) -> None:
    """Raise Refusal with `ej-mottagare` when the unit has not received the message."""
    message = case.message(number)
    if message is None or message.delivery_to(actor.unit) is None:
        raise Refusal([reason("ej-mottagare")])


def has_received(actor: Actor, case: Case, number: int) -> bool:
    """Whether the unit has received the message."""
    try:
        check_has_received(actor, case, number)
    except Refusal:
        return False
    return True


@dataclass(frozen=True)
class Mailroom:
    """The messages of a unit, over the desk and its gate."""

    desk: Desk

    @property
    def _arrangements(self) -> Arrangements:
        return self.desk.stores.arrangements

    def received(
        self,
        actor: Actor,
        now: datetime,
        unread_only: bool,
        request: Request,
        shown: Callable[[Mail], Iterable[str]] = _all_received,
    ) -> Mail:
        """What the unit has received; logged as a list with the cases that `shown` names.

        What nobody has acknowledged is there however old it is, beside the newest of all.
        """
        rows = self._rows(actor, unread_only)
        cases = frozenset(row.case_id for row in rows)
        assigned = self._arrangements.assigned(actor.unit, cases)
        mail = Mail(
            rows,
            {(each.case_id, each.number): each for each in assigned},
            self._arrangements.hidden(actor.user, actor.unit, cases),
            frozenset(self._answered(actor, rows)),
        )
        self._saw(actor, shown(mail), now, request)
        return mail

    def _saw(self, actor: Actor, cases: Iterable[str], now: datetime, request: Request) -> None:
        self.desk.gate.saw_list(actor, Act.LIST, list(dict.fromkeys(cases)), now, request)

    def _rows(self, actor: Actor, unread_only: bool) -> tuple[InboxRow, ...]:
        if not works_with_patients(actor):
            return ()
        units, cases = frozenset({actor.unit}), self.desk.stores.cases
        found = {(row.case_id, row.number): row for row in cases.inbox(units, True)}
        if not unread_only:
            found |= {(row.case_id, row.number): row for row in cases.inbox(units, False)}
        newest = sorted(found.items(), key=lambda each: (each[1].sent_at, each[0]), reverse=True)
        return tuple(row for _, row in newest)

    def _answered(self, actor: Actor, rows: Sequence[InboxRow]) -> Iterable[Post]:
        wanting = [row for row in rows if row.answer_wanted]
        if not wanting:
            return
        last: dict[str, datetime] = {}
        for ours in self.desk.stores.cases.sent(frozenset({actor.unit})):
            last.setdefault(ours.case_id, ours.sent_at)
        for row in wanting:
            if row.case_id in last and last[row.case_id] > row.sent_at:
                yield row.case_id, row.number

    def sent(
        self,
        actor: Actor,
        now: datetime,
        request: Request,
        shown: Callable[[Sequence[InboxRow]], Iterable[str]] = _all_sent,
    ) -> Sequence[InboxRow]:
        """What the unit has sent, one row per receiver, newest first.

        Logged as a list with the cases that `shown` names.
        """
        units = frozenset({actor.unit})
        rows = self.desk.stores.cases.sent(units) if works_with_patients(actor) else ()
        self._saw(actor, shown(rows), now, request)
        return rows

    def colleagues(self, actor: Actor) -> tuple[User, ...]:
        """Those who are active and have an assignment at the unit, by name."""
        directory = self.desk.stores.directory
        return tuple(
            user
            for user in directory.users()
            if user.active and any(a.unit == actor.unit for a in directory.assignments(user.id))
        )

    def assign(
        self, actor: Actor, posts: Iterable[Post], to: str, now: datetime, request: Request
    ) -> None:
        """Ask a colleague to take care of messages; empty `to`: they are the whole unit's again.

        Raises NotFound for a case that is hidden, Refusal for a message that is not the unit's.
        """
        for case_id, number in self._checked(actor, posts, now, request):
            if to:
                asked = Assigned(actor.unit, case_id, number, to, actor.user, now)
                self._arrangements.assign(asked)
            else:
                self._arrangements.unassign(actor.unit, case_id, number)

    def hide(self, actor: Actor, posts: Iterable[Post], now: datetime, request: Request) -> None:
        """Take messages out of this person's view; the others at the unit still see them.

        Raises as `assign`.
        """
        for case_id, number in self._checked(actor, posts, now, request):
            self._arrangements.hide(actor.user, actor.unit, case_id, number)

    def show_again(self, actor: Actor, posts: Iterable[Post]) -> None:
        """Undo `hide`."""
        for case_id, number in posts:
            self._arrangements.show_again(actor.user, actor.unit, case_id, number)

    def _checked(
        self, actor: Actor, posts: Iterable[Post], now: datetime, request: Request
    ) -> tuple[Post, ...]:
        wanted = tuple(posts)
        for case_id, number in wanted:
            case = self.desk.files.read(case_id).case
            self.desk.gate.check_can_see(actor, case, Act.WRITE, now, request)
            check_has_received(actor, case, number)
        return wanted
