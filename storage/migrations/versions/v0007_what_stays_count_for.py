"""What each ended stay counts for in the statistics; `ledstang rebuild` fills it for old cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BYTEWISE = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table; what stands in it is derived from the events."""
    op.create_table(
        "stays",
        sa.Column("case_id", BYTEWISE, sa.ForeignKey("case_rows.case_id"), primary_key=True),
        sa.Column("month", BYTEWISE, nullable=False),
        sa.Column("kommun", BYTEWISE, nullable=False),
        sa.Column("ward", BYTEWISE, nullable=False),
        sa.Column("stays", sa.Integer, nullable=False),
        sa.Column("ready", sa.Integer, nullable=False),
        sa.Column("ready_with_days", sa.Integer, nullable=False),
        sa.Column("ready_days", sa.Integer, nullable=False),
        sa.Column("home_same_day", sa.Integer, nullable=False),
        sa.Column("notice_due", sa.Integer, nullable=False),
        sa.Column("notice_in_time", sa.Integer, nullable=False),
        sa.Column("receipts", sa.Integer, nullable=False),
        sa.Column("receipt_minutes", sa.Integer, nullable=False),
        sa.Column("contact_due", sa.Integer, nullable=False),
        sa.Column("contact_in_time", sa.Integer, nullable=False),
        sa.Column("basis_due", sa.Integer, nullable=False),
        sa.Column("basis_in_time", sa.Integer, nullable=False),
        sa.Column("summons_due", sa.Integer, nullable=False),
        sa.Column("summons_in_time", sa.Integer, nullable=False),
        sa.Column("date_changes", sa.Integer, nullable=False),
        sa.Column("sip_needed", sa.Integer, nullable=False),
        sa.Column("sip_drawn_up", sa.Integer, nullable=False),
    )
    op.create_index("stays_month", "stays", ["month"])
