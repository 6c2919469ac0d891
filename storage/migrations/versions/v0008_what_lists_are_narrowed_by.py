"""What a unit narrows its list by stands beside the unit, and each narrowing has its index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BYTEWISE = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
NARROWED_BY = ("ward", "kommun", "state")


def upgrade() -> None:
    """Add the columns, fill them from the rows of the cases, and make the indexes."""
    for name in NARROWED_BY:
        op.add_column("case_units", sa.Column(name, BYTEWISE, nullable=False, server_default=""))
    own = ", ".join(
        f"{name} = COALESCE((SELECT r.{name} FROM case_rows r"
        " WHERE r.case_id = case_units.case_id), '')"
        for name in NARROWED_BY
    )
    op.execute(f"UPDATE case_units SET {own}")
    for name in NARROWED_BY:
        op.create_index(
            f"case_units_{name}", "case_units", ["unit", "active", name, "admitted", "case_id"]
        )
    op.drop_index("case_units_plan", "case_units")
    op.create_index(
        "case_units_plan",
        "case_units",
        ["unit", "admitted", "case_id"],
        sqlite_where=sa.text("plan"),
        postgresql_where=sa.text("plan"),
    )
