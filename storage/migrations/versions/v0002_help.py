"""What readers say of the help, how often it is asked, and the words that superusers add."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BYTEWISE = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
LONG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables of the help service."""
    _create_votes()
    _create_counts("help_openings", "app", "context", "topic")
    _create_counts("help_misses", "query")
    op.create_table(
        "help_words",
        sa.Column("typed", BYTEWISE, primary_key=True),
        sa.Column("meaning", sa.Text, nullable=False),
        sa.Column("day", BYTEWISE, nullable=False),
    )


def _create_votes() -> None:
    texts = ("app", "topic", "hash", "verdict", "text")
    op.create_table(
        "help_votes",
        sa.Column("number", LONG, primary_key=True),
        sa.Column("day", BYTEWISE, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("step", sa.Text),
        sa.Column("role", sa.Text),
    )
    op.create_index("help_votes_day", "help_votes", ["day"])


def _create_counts(table: str, *keys: str) -> None:
    op.create_table(
        table,
        sa.Column("day", BYTEWISE, primary_key=True),
        *(sa.Column(key, BYTEWISE, primary_key=True) for key in keys),
        sa.Column("times", sa.Integer, nullable=False),
    )
