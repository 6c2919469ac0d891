"""What the central management registers and confirms of yearly amounts; append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BYTEWISE = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table, and the triggers that keep it from being rewritten."""
    op.create_table(
        "amounts",
        sa.Column("table", BYTEWISE, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("kronor", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("at", BYTEWISE, nullable=False),
    )
    (_guard_sqlite if op.get_bind().dialect.name == "sqlite" else _guard_postgresql)()


def _guard_sqlite() -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'amounts is append-only'); END"
    for deed in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER amounts_no_{deed.lower()} BEFORE {deed} ON amounts {refuse}")
    # INSERT OR REPLACE would overwrite a row without waking the two triggers above.
    op.execute(
        "CREATE TRIGGER amounts_no_replace BEFORE INSERT ON amounts WHEN EXISTS (SELECT 1 FROM "
        f'amounts WHERE "table" = NEW."table" AND number = NEW.number) {refuse}'
    )


def _guard_postgresql() -> None:
    # The function came with the first tables.
    op.execute(
        "CREATE TRIGGER amounts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON amounts "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledstang_append_only()"
    )
