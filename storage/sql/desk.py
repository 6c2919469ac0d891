"""What belongs to a person at work: the sessions and the texts that are not sent yet, in SQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, select

from planning.ports import Session
from storage.codec import as_values, build
from storage.sql.database import Database, put
from storage.sql.tables import drafts, sessions


class SqlSessions:
    """Server-side sessions in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, session: Session) -> None:
        """Insert or replace."""
        with self._database.writing() as connection:
            put(connection, sessions, as_values(session))

    def get(self, token_hash: str) -> Session | None:
        """The session, or None."""
        query = select(sessions).where(sessions.c.token_hash == token_hash)
        with self._database.reading() as connection:
            found = connection.execute(query).mappings()
            return next((build(Session, dict(each)) for each in found), None)

    def delete(self, token_hash: str) -> None:
        """End the session; nothing happens when there is none."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


class SqlDrafts:
    """Typed text that is not sent yet, in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, user: str, case_id: str, command: str, text: str, at: datetime) -> None:
        """Keep the draft (JSON text), replacing an older one."""
        values = {"user": user, "case_id": case_id, "command": command, "text": text}
        with self._database.writing() as connection:
            put(connection, drafts, values | {"saved_at": at})

    def get(self, user: str, case_id: str, command: str) -> str | None:
        """The draft, or None."""
        query = select(drafts.c.text).where(_is_draft(user, case_id, command))
        with self._database.reading() as connection:
            return connection.execute(query).scalars().one_or_none()

    def delete(self, user: str, case_id: str, command: str) -> None:
        """Forget the draft."""
        with self._database.writing() as connection:
            connection.execute(delete(drafts).where(_is_draft(user, case_id, command)))


def _is_draft(user: str, case_id: str, command: str) -> Any:
    draft = drafts.c
    return and_(draft.user == user, draft.case_id == case_id, draft.command == command)
