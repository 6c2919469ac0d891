"""Saved filters, assigned and hidden messages, sent messages by sender, and cases with a SIP."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BYTEWISE = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
# What a list row said of its SIP while one was needed, called to or under way.
WITH_A_PLAN = "('behovs', 'kallad', 'upprattad', 'uppfoljning')"
READ = {"sqlite": "json_extract(document, '$.{}')", "postgresql": "(document::json->>'{}')"}


def upgrade() -> None:
    """Create the tables and fill the new columns from the documents that are there."""
    _create_arrangements()
    read = READ[op.get_bind().dialect.name]
    sender = sa.Column("sender", BYTEWISE, nullable=False, server_default="")
    op.add_column("inbox", sender)
    op.execute(f"UPDATE inbox SET sender = {read.format('sender')}")
    op.create_index("inbox_sender", "inbox", ["sender", "sent_at"])
    plan = sa.Column("plan", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("case_units", plan)
    op.execute(
        "UPDATE case_units SET plan = TRUE WHERE case_id IN (SELECT case_id FROM case_rows "
        f"WHERE {read.format('sip_status')} IN {WITH_A_PLAN})"
    )
    where = sa.text("plan")
    op.create_index(
        "case_units_plan", "case_units", ["unit"], sqlite_where=where, postgresql_where=where
    )


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, BYTEWISE, primary_key=True)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True, autoincrement=False)


def _create_arrangements() -> None:
    op.create_table(
        "saved_filters", _key("user"), _key("name"), sa.Column("query", sa.Text, nullable=False)
    )
    op.create_table(
        "assigned_posts",
        _key("unit"),
        _key("case_id"),
        _number(),
        sa.Column("to", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", BYTEWISE, nullable=False),
    )
    op.create_table("hidden_posts", _key("user"), _key("unit"), _key("case_id"), _number())
