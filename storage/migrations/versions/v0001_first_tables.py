"""The first tables, and the triggers that keep the two logs append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BYTEWISE = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
LONG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
LOGS = {"events": ("case_id", "number"), "access_log": ("seq",)}


def upgrade() -> None:
    """Create everything."""
    _create_events()
    _create_views()
    _create_inbox()
    _create_access_log()
    _create_directory()
    _create_desk()
    guard = _guard_sqlite if op.get_bind().dialect.name == "sqlite" else _guard_postgresql
    for table in LOGS:
        guard(table)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, BYTEWISE, primary_key=True)


def _bytewise(name: str) -> sa.Column[str]:
    return sa.Column(name, BYTEWISE, nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _maybe_texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names]


def _empty_texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False, server_default="") for name in names]


def _flags(default: sa.ColumnElement[bool], *names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean, nullable=False, server_default=default) for name in names]


def _create_events() -> None:
    op.create_table(
        "events",
        _key("case_id"),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *_texts("kind", "stream"),
        _bytewise("recorded_at"),
        _bytewise("occurred_at"),
        *_texts("role", "unit", "user", "data"),
    )


def _create_views() -> None:
    op.create_table(
        "case_rows",
        _key("case_id"),
        sa.Column("version", sa.Integer, nullable=False),
        _bytewise("identity"),
        sa.Column("active", sa.Boolean, nullable=False),
        *_maybe_texts("kommun"),
        *_texts("ward", "state"),
        _bytewise("admitted"),
        *_texts("document"),
    )
    op.create_index("case_rows_identity", "case_rows", ["identity", "active"])
    op.create_table(
        "case_units",
        _key("unit"),
        sa.Column("active", sa.Boolean, primary_key=True),
        _key("admitted"),
        sa.Column("case_id", BYTEWISE, sa.ForeignKey("case_rows.case_id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("case_units_case", "case_units", ["case_id"])


def _create_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("case_id", BYTEWISE, sa.ForeignKey("case_rows.case_id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        _key("unit"),
        sa.Column("unread", sa.Boolean, nullable=False),
        _bytewise("sent_at"),
        *_texts("document"),
    )
    op.create_index("inbox_unit", "inbox", ["unit", "sent_at"])
    unread = sa.text("unread")
    op.create_index(
        "inbox_unread", "inbox", ["unit", "sent_at"], sqlite_where=unread, postgresql_where=unread
    )


def _create_access_log() -> None:
    op.create_table(
        "access_log",
        sa.Column("seq", LONG, primary_key=True, autoincrement=False),
        sa.Column("form", sa.Integer, nullable=False),
        _bytewise("at"),
        *_texts("user", "user_name", "role", "unit", "care_provider", "assignment", "purpose"),
        *_texts("action", "object_type", "object_id", "patient", "result", "reason"),
        *_texts("session", "request", "method", "shown", "prev_hash", "row_hash"),
        sa.UniqueConstraint("prev_hash", name="access_log_one_successor"),
    )


def _create_directory() -> None:
    op.create_table(
        "units",
        _key("id"),
        *_texts("name"),
        *_maybe_texts("role", "kommun", "parent"),
        *_empty_texts("phone", "hsa_id"),
        *_maybe_texts("hospital"),
        *_flags(sa.false(), "psychiatry", "default_receiver"),
        *_flags(sa.true(), "live"),
    )
    op.create_table(
        "users", _key("id"), *_texts("name"), *_empty_texts("title"), *_flags(sa.true(), "active")
    )
    op.create_table(
        "assignments",
        _key("id"),
        sa.Column("user", BYTEWISE, sa.ForeignKey("users.id"), nullable=False),
        *_texts("unit", "role", "purpose", "rights"),
    )
    op.create_index("ix_assignments_user", "assignments", ["user"])


def _create_desk() -> None:
    op.create_table(
        "sessions",
        _key("token_hash"),
        *_texts("user", "assignment", "method"),
        _bytewise("started_at"),
        _bytewise("seen_at"),
        *_texts("csrf"),
    )
    op.create_table(
        "drafts",
        _key("user"),
        _key("case_id"),
        _key("command"),
        *_texts("text"),
        _bytewise("saved_at"),
    )


def _guard_sqlite(table: str) -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for deed in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} {refuse}")
    # INSERT OR REPLACE would overwrite a row without waking the two triggers above.
    same = " AND ".join(f"{column} = NEW.{column}" for column in LOGS[table])
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}"
    )


def _guard_postgresql(table: str) -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION ledstang_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledstang_append_only()"
    )
