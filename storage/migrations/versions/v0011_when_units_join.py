"""When each unit changes to this system, for the timetable that people read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the words; nothing is known of the units that are there."""
    op.add_column("units", sa.Column("joins", sa.Text, nullable=False, server_default=""))
