"""One stay at a time for each person, kept by the database itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OVER = "('utskriven', 'avliden', 'avslutat', 'makulerat')"
# A person who has two stays already keeps both: their rows are left unmarked until they are
# mended, and the rules refuse a third.
MARK = f"""
UPDATE case_rows SET staying = TRUE
WHERE admitted <> '' AND identity <> '' AND state NOT IN {OVER} AND identity IN (
    SELECT identity FROM case_rows
    WHERE admitted <> '' AND state NOT IN {OVER} GROUP BY identity HAVING COUNT(*) = 1
)
"""


def upgrade() -> None:
    """Add the mark, set it for whoever is in now, and allow one for each identity."""
    staying = sa.Column("staying", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("case_rows", staying)
    op.execute(MARK)
    where = sa.text("staying AND identity <> ''")
    op.create_index(
        "case_rows_one_stay",
        "case_rows",
        ["identity"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
