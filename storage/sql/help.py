"""What readers say of the help, how often it is asked, and the superusers' words, in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from help_service.ports import AddedWord, DatedFeedback, Feedback, Opening, Verdict
from storage.sql.database import Database, put, upsert
from storage.sql.last_read import Commits, LastRead
from storage.sql.tables import help_misses, help_openings, help_votes, help_words


class SqlFeedback:
    """Feedback and counts in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, feedback: Feedback, day: date) -> None:
        """Keep feedback."""
        with self._database.writing() as connection:
            connection.execute(insert(help_votes).values(_vote(feedback, day)))

    def count(self, day: date, openings: Mapping[Opening, int], misses: Mapping[str, int]) -> None:
        """Add to the day's counts of openings, and of searches (as typed) without a hit."""
        opened = [(_opening(each), times) for each, times in openings.items()]
        missed = [({"query": query}, times) for query, times in misses.items()]
        with self._database.writing() as connection:
            for table, counts in ((help_openings, opened), (help_misses, missed)):
                # Always in one order: two workers that count the same things wait, never lock up.
                for key, times in sorted(counts, key=lambda each: sorted(each[0].items())):
                    _add_times(connection, table, {"day": day.isoformat(), **key}, times)

    def said(self, since: date) -> Sequence[DatedFeedback]:
        """Return feedback from that day on, oldest first."""
        query = select(help_votes).where(help_votes.c.day >= since.isoformat())
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(help_votes.c.day, help_votes.c.number))
            return [_read_vote(dict(each)) for each in found.mappings()]

    def openings(self, since: date) -> Mapping[Opening, int]:
        """Return how often each thing was opened from that day on."""
        table = help_openings.c
        found = self._sums(help_openings, since, table.app, table.context, table.topic)
        return {Opening(app, context, topic): times for app, context, topic, times in found}

    def misses(self, since: date) -> Mapping[str, int]:
        """Return the searches without a hit from that day on, and how often each was made."""
        return dict(self._sums(help_misses, since, help_misses.c.query))

    def drop_miss(self, query: str) -> None:
        """Drop a search without a hit: it is answered, or does not belong here."""
        with self._database.writing() as connection:
            connection.execute(delete(help_misses).where(help_misses.c.query == query))

    def forget(self, before: date) -> None:
        """Drop everything that is older than the day."""
        with self._database.writing() as connection:
            for table in (help_votes, help_openings, help_misses):
                connection.execute(delete(table).where(table.c.day < before.isoformat()))

    def _sums(self, table: Table, since: date, *keys: Any) -> Sequence[Any]:
        query = select(*keys, func.sum(table.c.times)).where(table.c.day >= since.isoformat())
        with self._database.reading() as connection:
            rows = connection.execute(query.group_by(*keys).order_by(*keys)).all()
        return [(*row[:-1], int(row[-1])) for row in rows]


class SqlWords:
    """The superusers' words in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last_words = LastRead(Commits(database), self._read_words)

    def put(self, word: AddedWord) -> None:
        """Keep a word; one that is typed alike is replaced."""
        values = {"typed": word.skrivs, "meaning": word.betyder, "day": word.day.isoformat()}
        with self._database.writing() as connection:
            put(connection, help_words, values)

    def drop(self, skrivs: str) -> None:
        """Take a word away; nothing happens when there is none."""
        with self._database.writing() as connection:
            connection.execute(delete(help_words).where(help_words.c.typed == skrivs))

    def words(self) -> Sequence[AddedWord]:
        """Return all words, by what is typed."""
        return self._last_words()

    def _read_words(self) -> Sequence[AddedWord]:
        with self._database.reading() as connection:
            found = connection.execute(select(help_words).order_by(help_words.c.typed)).all()
        return [AddedWord(row.typed, row.meaning, date.fromisoformat(row.day)) for row in found]


def _add_times(connection: Connection, table: Table, key: Mapping[str, str], times: int) -> None:
    upsert(connection, table, {**key, "times": times}, {"times": table.c.times + times})


def _vote(feedback: Feedback, day: date) -> dict[str, Any]:
    return {
        "day": day.isoformat(),
        "app": feedback.app,
        "topic": feedback.id,
        "hash": feedback.hash,
        "step": feedback.steg,
        "role": feedback.roll,
        "verdict": feedback.svar.value,
        "text": feedback.text,
    }


def _read_vote(row: Mapping[str, Any]) -> DatedFeedback:
    said = Feedback(
        app=row["app"],
        id=row["topic"],
        hash=row["hash"],
        steg=row["step"],
        roll=row["role"],
        svar=Verdict(row["verdict"]),
        text=row["text"],
    )
    return DatedFeedback(date.fromisoformat(row["day"]), said)


def _opening(opening: Opening) -> dict[str, str]:
    return {"app": opening.app, "context": opening.kontext, "topic": opening.id}
