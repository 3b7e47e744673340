"""Appendices of the report"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

NAMES = ('appendix_ledger', 'appendix_assessment', 'appendix_points')


def upgrade() -> None:
    with op.batch_alter_table('year', schema=None) as batch_op:
        for name in NAMES:
            batch_op.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('year', schema=None) as batch_op:
        for name in NAMES:
            batch_op.alter_column(name, existing_type=sa.Boolean(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('year', schema=None) as batch_op:
        for name in reversed(NAMES):
            batch_op.drop_column(name)
