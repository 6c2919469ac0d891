"""Organisation, users and assignments in SQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, RowMapping, delete, insert, select

from planning.alphabet import swedish
from planning.organisation import Assignment, Organisation, Unit, User
from storage.codec import as_values, build, canonical, plain
from storage.sql.database import Database, put
from storage.sql.tables import assignments, units, users


class SqlDirectory:
    """Units, users and what they may act as, in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._made: tuple[Sequence[Row[Any]], Organisation] = ([], Organisation({}))

    def organisation(self) -> Organisation:
        """All units, ordered by id; made anew only when a row has changed."""
        with self._database.reading() as connection:
            rows = connection.execute(select(units).order_by(units.c.id)).all()
        made, organisation = self._made
        if rows != made:
            organisation = _organisation(rows)
            self._made = (rows, organisation)
        return organisation

    def user(self, user_id: str) -> User | None:
        """The user, or None."""
        with self._database.reading() as connection:
            found = connection.execute(select(users).where(users.c.id == user_id)).mappings()
            return next((build(User, dict(each)) for each in found), None)

    def assignments(self, user_id: str) -> Sequence[Assignment]:
        """What the user may act as, ordered by id."""
        query = select(assignments).where(assignments.c.user == user_id)
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(assignments.c.id)).mappings()
            return [_read_assignment(each) for each in found]

    def users(self) -> Sequence[User]:
        """All users, by name."""
        with self._database.reading() as connection:
            found = connection.execute(select(users)).mappings().all()
        known = [build(User, dict(each)) for each in found]
        return sorted(known, key=lambda user: (swedish(user.name), user.id))

    def save_unit(self, unit: Unit) -> None:
        """Insert or replace a unit."""
        with self._database.writing() as connection:
            put(connection, units, _plain(unit))

    def save_user(self, user: User, assignments: Sequence[Assignment]) -> None:
        """Insert or replace a user with all assignments."""
        with self._database.writing() as connection:
            put(connection, users, _plain(user))
            _replace_assignments(connection, user.id, assignments)


def _replace_assignments(connection: Any, user_id: str, new: Sequence[Assignment]) -> None:
    connection.execute(delete(assignments).where(assignments.c.user == user_id))
    if new:
        connection.execute(insert(assignments), [_assignment_values(each) for each in new])


def _plain(record: Any) -> dict[str, Any]:
    return {name: plain(value) for name, value in as_values(record).items()}


def _assignment_values(assignment: Assignment) -> dict[str, Any]:
    return _plain(assignment) | {"rights": canonical(assignment.rights)}


def _organisation(rows: Sequence[Row[Any]]) -> Organisation:
    return Organisation({row.id: build(Unit, dict(row._mapping)) for row in rows})


def _read_assignment(found: RowMapping) -> Assignment:
    return build(Assignment, dict(found) | {"rights": json.loads(found["rights"])})
