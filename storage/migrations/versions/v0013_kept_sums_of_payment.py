"""What the sums of a payment basis need of each case; `ledstang rebuild` writes it for old cases.

Until then the basis reads those cases, as it did before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep nothing yet: an empty text says that the case must be read."""
    kept = sa.Column("kept", sa.Text, nullable=False, server_default="")
    op.add_column("case_payments", kept)
