"""How people have arranged their lists, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, and_, delete, select

from planning.alphabet import swedish
from planning.ports import Assigned, SavedFilter
from storage.codec import as_values, build
from storage.sql.database import Database, put
from storage.sql.tables import assigned_posts, hidden_posts, saved_filters


class SqlArrangements:
    """Saved filters, assigned and hidden messages, in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_filter(self, saved: SavedFilter) -> None:
        """Insert, or replace the person's filter of that name."""
        self._put(saved_filters, as_values(saved))

    def filters(self, user: str) -> Sequence[SavedFilter]:
        """The person's filters, by name."""
        query = select(saved_filters).where(saved_filters.c.user == user)
        with self._database.reading() as connection:
            found = [build(SavedFilter, dict(e)) for e in connection.execute(query).mappings()]
        return sorted(found, key=lambda each: (swedish(each.name), each.name))

    def delete_filter(self, user: str, name: str) -> None:
        """Forget the filter; nothing happens when there is none."""
        self._delete(saved_filters, user=user, name=name)

    def assign(self, assigned: Assigned) -> None:
        """Ask somebody to take care of a message, instead of whoever was asked before."""
        self._put(assigned_posts, as_values(assigned))

    def unassign(self, unit: str, case_id: str, number: int) -> None:
        """The message is the whole unit's again."""
        self._delete(assigned_posts, unit=unit, case_id=case_id, number=number)

    def assigned(self, unit: str, cases: frozenset[str]) -> Sequence[Assigned]:
        """Who takes care of what at the unit, in these cases; by case and number."""
        post = assigned_posts.c
        query = select(assigned_posts).where(post.unit == unit, post.case_id.in_(sorted(cases)))
        ordered = query.order_by(post.case_id, post.number)
        with self._database.reading() as connection:
            return [build(Assigned, dict(e)) for e in connection.execute(ordered).mappings()]

    def hide(self, user: str, unit: str, case_id: str, number: int) -> None:
        """Take a message out of this person's view of the unit's inbox, and nobody else's."""
        row = {"user": user, "unit": unit, "case_id": case_id, "number": number}
        with self._database.writing() as connection:
            connection.execute(delete(hidden_posts).where(_same(hidden_posts, row)))
            connection.execute(hidden_posts.insert(), row)

    def show_again(self, user: str, unit: str, case_id: str, number: int) -> None:
        """Undo `hide`."""
        self._delete(hidden_posts, user=user, unit=unit, case_id=case_id, number=number)

    def hidden(self, user: str, unit: str, cases: frozenset[str]) -> frozenset[tuple[str, int]]:
        """The messages, as case and number, that the person has hidden in these cases."""
        post = hidden_posts.c
        query = select(post.case_id, post.number).where(
            post.user == user, post.unit == unit, post.case_id.in_(sorted(cases))
        )
        with self._database.reading() as connection:
            return frozenset((each[0], each[1]) for each in connection.execute(query))

    def _put(self, table: Table, values: dict[str, Any]) -> None:
        with self._database.writing() as connection:
            put(connection, table, values)

    def _delete(self, table: Table, **key: Any) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(table).where(_same(table, key)))


def _same(table: Table, key: dict[str, Any]) -> Any:
    return and_(*(table.c[name] == value for name, value in key.items()))
