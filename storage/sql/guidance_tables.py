"""The tables of the editing of guidance, the same on SQLite and PostgreSQL.

What is live is told by `guidance_events` and `guidance_notes`, which only grow, as do pictures and
shipped texts. `guidance_revision` is one row: its number rises with every change of what is live,
in the same transaction, so that a worker learns of it by reading one number.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from storage.sql.tables import BYTEWISE, Moment, metadata

guidance_revision = Table(
    "guidance_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
)

guidance_events = Table(
    "guidance_events",
    metadata,
    Column("topic", BYTEWISE, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("deed", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("due", Moment),
    # What a saved version says; empty for all other deeds.
    Column("path", Text),
    Column("text", Text),
    Column("base", Integer),
    Column("shipped", Text),
    Column("ties", Text),
    Index("guidance_events_deed", "deed", "topic", "number"),
)

guidance_notes = Table(
    "guidance_notes",
    metadata,
    Column("topic", BYTEWISE, primary_key=True),
    Column("organisation", BYTEWISE, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("by_name", Text, nullable=False),
)

guidance_pictures = Table(
    "guidance_pictures",
    metadata,
    Column("name", BYTEWISE, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
)

guidance_shipped = Table(
    "guidance_shipped",
    metadata,
    Column("topic", BYTEWISE, primary_key=True),
    Column("mark", BYTEWISE, primary_key=True),
    Column("text", Text, nullable=False),
)

guidance_typed = Table(
    "guidance_typed",
    metadata,
    Column("topic", BYTEWISE, primary_key=True),
    Column("user", BYTEWISE, primary_key=True),
    Column("text", Text, nullable=False),
    Column("base", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

guidance_presence = Table(
    "guidance_presence",
    metadata,
    Column("topic", BYTEWISE, primary_key=True),
    Column("user", BYTEWISE, primary_key=True),
    Column("name", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
