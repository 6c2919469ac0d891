"""Under which headings of payment a case is found; `ledstang rebuild` fills them for old cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BYTEWISE = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table; what stands in it is derived from the events."""
    op.create_table(
        "case_payments",
        sa.Column("heading", BYTEWISE, primary_key=True),
        sa.Column("case_id", BYTEWISE, sa.ForeignKey("case_rows.case_id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("case_payments_case", "case_payments", ["case_id"])
