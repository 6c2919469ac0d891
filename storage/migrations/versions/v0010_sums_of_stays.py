"""The sums behind the statistics are kept, so that a long past is not added up for each page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BYTEWISE = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
KEY = ("month", "kommun", "ward", "parties")
COUNTED = (
    "stays", "ready", "ready_with_days", "ready_days", "home_same_day", "notice_due",
    "notice_in_time", "receipts", "receipt_minutes", "contact_due", "contact_in_time",
    "basis_due", "basis_in_time", "summons_due", "summons_in_time", "date_changes",
    "sip_needed", "sip_drawn_up",
)  # fmt: skip
# Each unit with a blank before and after it, in the order of the alphabet.
PARTIES = {
    "sqlite": "SELECT ' ' || group_concat(u.unit, ' ') || ' ' FROM (SELECT unit FROM case_units"
    " WHERE case_id = stays.case_id ORDER BY unit) u",
    "postgresql": "SELECT ' ' || string_agg(u.unit, ' ' ORDER BY u.unit) || ' '"
    " FROM case_units u WHERE u.case_id = stays.case_id",
}


def upgrade() -> None:
    """Write the parties beside each stay, and add up the stays that are there."""
    op.add_column("stays", sa.Column("parties", BYTEWISE, nullable=False, server_default=""))
    parties = PARTIES[op.get_bind().dialect.name]
    op.execute(f"UPDATE stays SET parties = COALESCE(({parties}), '')")
    op.drop_index("stays_month", "stays")
    op.create_table(
        "stay_sums",
        *(sa.Column(name, BYTEWISE, primary_key=True) for name in KEY),
        *(sa.Column(name, sa.Integer, nullable=False) for name in COUNTED),
        sqlite_with_rowid=False,
    )
    key, sums = ", ".join(KEY), ", ".join(f"SUM({name})" for name in COUNTED)
    op.execute(
        f"INSERT INTO stay_sums ({key}, {', '.join(COUNTED)})"
        f" SELECT {key}, {sums} FROM stays GROUP BY {key}"
    )
