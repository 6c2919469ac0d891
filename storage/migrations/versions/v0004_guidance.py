"""The editing of guidance: histories, local notes, pictures, and what is typed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BYTEWISE = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
ONLY_GROW = {
    "guidance_events": ("topic", "number"),
    "guidance_notes": ("topic", "organisation", "number"),
    "guidance_pictures": ("name",),
    "guidance_shipped": ("topic", "mark"),
}


def upgrade() -> None:
    """Create the tables, and the triggers that keep four of them append-only."""
    _create_revision()
    _create_events()
    _create_notes()
    _create_kept()
    _create_at_work()
    guard = _guard_sqlite if op.get_bind().dialect.name == "sqlite" else _guard_postgresql
    for table in ONLY_GROW:
        guard(table)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, BYTEWISE, primary_key=True)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True, autoincrement=False)


def _moment() -> sa.Column[str]:
    return sa.Column("at", BYTEWISE, nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _maybe_texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names]


def _create_revision() -> None:
    revision_table = op.create_table(
        "guidance_revision",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.bulk_insert(revision_table, [{"id": 1, "number": 0}])


def _create_events() -> None:
    op.create_table(
        "guidance_events",
        _key("topic"),
        _number(),
        *_texts("deed"),
        sa.Column("version", sa.Integer, nullable=False),
        _moment(),
        *_texts("by", "by_name", "why"),
        sa.Column("due", BYTEWISE),
        *_maybe_texts("path", "text"),
        sa.Column("base", sa.Integer),
        *_maybe_texts("shipped", "ties"),
    )
    op.create_index("guidance_events_deed", "guidance_events", ["deed", "topic", "number"])


def _create_notes() -> None:
    op.create_table(
        "guidance_notes",
        _key("topic"),
        _key("organisation"),
        _number(),
        *_texts("text", "heading"),
        _moment(),
        *_texts("by", "by_name"),
    )


def _create_kept() -> None:
    op.create_table(
        "guidance_pictures",
        _key("name"),
        sa.Column("data", sa.LargeBinary, nullable=False),
        _moment(),
        *_texts("by"),
    )
    op.create_table("guidance_shipped", _key("topic"), _key("mark"), *_texts("text"))


def _create_at_work() -> None:
    op.create_table(
        "guidance_typed",
        _key("topic"),
        _key("user"),
        *_texts("text"),
        sa.Column("base", sa.Integer, nullable=False),
        _moment(),
    )
    op.create_table("guidance_presence", _key("topic"), _key("user"), *_texts("name"), _moment())


def _guard_sqlite(table: str) -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for deed in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} {refuse}")
    # INSERT OR REPLACE would overwrite a row without waking the two triggers above.
    same = " AND ".join(f"{column} = NEW.{column}" for column in ONLY_GROW[table])
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}"
    )


def _guard_postgresql(table: str) -> None:
    # The function came with the first tables.
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledstang_append_only()"
    )
