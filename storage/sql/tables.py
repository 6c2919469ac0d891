"""The tables, the same on SQLite and PostgreSQL.

`events`, `access_log` and `amounts` are the truth and only grow. `case_rows`, `case_units`,
`case_payments` and `inbox` are derived from the events and can be rebuilt. `migrations/` holds the
steps that lead here; a test proves that they arrive at exactly these tables.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator

from planning.measures import COUNTED
from storage.codec import moment_text, read_moment

BYTEWISE = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Text that sorts by its bytes, so that both databases order rows alike."""


LONG = BigInteger().with_variant(Integer, "sqlite")
"""A number that does not run out; on SQLite the row's own number."""


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as UTC text of fixed width: sorts as time, reads alike everywhere."""

    impl = BYTEWISE
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the moment; a naive one raises ValueError."""
        return None if value is None else moment_text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Read the moment as UTC."""
        return None if value is None else read_moment(value)


NARROWED_BY = ("ward", "kommun", "state")
SUMMED_BY = ("month", "kommun", "ward", "parties")

metadata = MetaData()

events = Table(
    "events",
    metadata,
    Column("case_id", BYTEWISE, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("occurred_at", Moment, nullable=False),
    Column("role", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("user", Text, nullable=False),
    # Canonical JSON text, not a JSON type: PostgreSQL would reorder keys and change numbers.
    Column("data", Text, nullable=False),
)

case_rows = Table(
    "case_rows",
    metadata,
    Column("case_id", BYTEWISE, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("identity", BYTEWISE, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("kommun", Text),
    Column("ward", Text, nullable=False),
    Column("state", Text, nullable=False),
    # Empty when the patient is not admitted yet: such a case sorts last, without NULL rules.
    Column("admitted", BYTEWISE, nullable=False),
    Column("document", Text, nullable=False),
    Column("staying", Boolean, nullable=False, server_default=false()),
    Index("case_rows_identity", "identity", "active"),
    # Two who admit the same person at the same moment: the database lets one of them in.
    Index(
        "case_rows_one_stay",
        "identity",
        unique=True,
        sqlite_where=text("staying AND identity <> ''"),
        postgresql_where=text("staying AND identity <> ''"),
    ),
)

# The primary key is the list view: one range of it holds a unit's active cases, newest last.
case_units = Table(
    "case_units",
    metadata,
    Column("unit", BYTEWISE, primary_key=True),
    Column("active", Boolean, primary_key=True),
    Column("admitted", BYTEWISE, primary_key=True),
    Column("case_id", BYTEWISE, ForeignKey("case_rows.case_id"), primary_key=True),
    Column("plan", Boolean, nullable=False, server_default=false()),
    # By what a unit narrows its list: each narrowing of the closed cases, which are very many, is
    # one range of an index.
    *(Column(name, BYTEWISE, nullable=False, server_default="") for name in NARROWED_BY),
    *(
        Index(
            f"case_units_closed_{name}",
            "unit",
            name,
            "admitted",
            "case_id",
            sqlite_where=text("NOT active"),
            postgresql_where=text("NOT active"),
        )
        for name in NARROWED_BY
    ),
    Index("case_units_case", "case_id"),
    Index(
        "case_units_plan",
        "unit",
        "admitted",
        "case_id",
        sqlite_where=text("plan"),
        postgresql_where=text("plan"),
    ),
    sqlite_with_rowid=False,
)

# What each ended stay counts for; the columns are the fields of `planning.measures.Counts`.
stays = Table(
    "stays",
    metadata,
    Column("case_id", BYTEWISE, ForeignKey("case_rows.case_id"), primary_key=True),
    Column("month", BYTEWISE, nullable=False),
    Column("kommun", BYTEWISE, nullable=False),
    Column("ward", BYTEWISE, nullable=False),
    Column("parties", BYTEWISE, nullable=False, server_default=""),
    *(Column(name, Integer, nullable=False) for name in COUNTED),
)

# The same added up, so that no page adds up the past: of each month, kommun and ward, one row for
# each set of units that took part. A stay with several units of somebody's is counted once.
stay_sums = Table(
    "stay_sums",
    metadata,
    *(Column(name, BYTEWISE, primary_key=True) for name in SUMMED_BY),
    *(Column(name, Integer, nullable=False) for name in COUNTED),
    sqlite_with_rowid=False,
)

# One range of the primary key holds a kommun's cases of a month, however many there have been, with
# what the sums of a payment basis need of each; where nothing is kept, the case is read.
case_payments = Table(
    "case_payments",
    metadata,
    Column("heading", BYTEWISE, primary_key=True),
    Column("case_id", BYTEWISE, ForeignKey("case_rows.case_id"), primary_key=True),
    Column("kept", Text, nullable=False, server_default=""),
    Index("case_payments_case", "case_id"),
    sqlite_with_rowid=False,
)

inbox = Table(
    "inbox",
    metadata,
    Column("case_id", BYTEWISE, ForeignKey("case_rows.case_id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("unit", BYTEWISE, primary_key=True),
    Column("unread", Boolean, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("document", Text, nullable=False),
    Column("sender", BYTEWISE, nullable=False, server_default=""),
    Index("inbox_unit", "unit", "sent_at"),
    Index("inbox_sender", "sender", "sent_at"),
    Index(
        "inbox_unread",
        "unit",
        "sent_at",
        sqlite_where=text("unread"),
        postgresql_where=text("unread"),
    ),
)

access_log = Table(
    "access_log",
    metadata,
    Column("seq", LONG, primary_key=True, autoincrement=False),
    Column("form", Integer, nullable=False),
    # Text on purpose: what is hashed is what is kept, and a spoilt moment must not stop the check.
    Column("at", BYTEWISE, nullable=False),
    Column("user", Text, nullable=False),
    Column("user_name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("care_provider", Text, nullable=False),
    Column("assignment", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("object_type", Text, nullable=False),
    Column("object_id", Text, nullable=False),
    Column("patient", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("session", Text, nullable=False),
    Column("request", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("row_hash", Text, nullable=False),
    UniqueConstraint("prev_hash", name="access_log_one_successor"),
)

units = Table(
    "units",
    metadata,
    Column("id", BYTEWISE, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text),
    Column("kommun", Text),
    Column("parent", Text),
    Column("phone", Text, nullable=False, server_default=""),
    Column("hsa_id", Text, nullable=False, server_default=""),
    Column("hospital", Text),
    Column("psychiatry", Boolean, nullable=False, server_default=false()),
    Column("default_receiver", Boolean, nullable=False, server_default=false()),
    Column("live", Boolean, nullable=False, server_default=true()),
    Column("joins", Text, nullable=False, server_default=""),
)

users = Table(
    "users",
    metadata,
    Column("id", BYTEWISE, primary_key=True),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False, server_default=""),
    Column("active", Boolean, nullable=False, server_default=true()),
)

assignments = Table(
    "assignments",
    metadata,
    Column("id", BYTEWISE, primary_key=True),
    Column("user", BYTEWISE, ForeignKey("users.id"), nullable=False, index=True),
    Column("unit", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("rights", Text, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", BYTEWISE, primary_key=True),
    Column("user", Text, nullable=False),
    Column("assignment", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("csrf", Text, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("user", BYTEWISE, primary_key=True),
    Column("case_id", BYTEWISE, primary_key=True),
    Column("command", BYTEWISE, primary_key=True),
    Column("text", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
)

# How people have arranged their lists: nothing of the patients, and no reference to their rows,
# which are derived and may be written anew.

saved_filters = Table(
    "saved_filters",
    metadata,
    Column("user", BYTEWISE, primary_key=True),
    Column("name", BYTEWISE, primary_key=True),
    Column("query", Text, nullable=False),
)

assigned_posts = Table(
    "assigned_posts",
    metadata,
    Column("unit", BYTEWISE, primary_key=True),
    Column("case_id", BYTEWISE, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("to", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

hidden_posts = Table(
    "hidden_posts",
    metadata,
    Column("user", BYTEWISE, primary_key=True),
    Column("unit", BYTEWISE, primary_key=True),
    Column("case_id", BYTEWISE, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
)

# What was done with yearly amounts: only grows, as the logs do.
amounts = Table(
    "amounts",
    metadata,
    Column("table", BYTEWISE, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("step", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("kronor", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

# What the help keeps: never who, and of time only the day.

help_votes = Table(
    "help_votes",
    metadata,
    Column("number", LONG, primary_key=True),
    Column("day", BYTEWISE, nullable=False),
    Column("app", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("step", Text),
    Column("role", Text),
    Index("help_votes_day", "day"),
)

help_openings = Table(
    "help_openings",
    metadata,
    Column("day", BYTEWISE, primary_key=True),
    Column("app", BYTEWISE, primary_key=True),
    Column("context", BYTEWISE, primary_key=True),
    Column("topic", BYTEWISE, primary_key=True),
    Column("times", Integer, nullable=False),
)

help_misses = Table(
    "help_misses",
    metadata,
    Column("day", BYTEWISE, primary_key=True),
    Column("query", BYTEWISE, primary_key=True),
    Column("times", Integer, nullable=False),
)

help_words = Table(
    "help_words",
    metadata,
    Column("typed", BYTEWISE, primary_key=True),
    Column("meaning", Text, nullable=False),
    Column("day", BYTEWISE, nullable=False),
)
