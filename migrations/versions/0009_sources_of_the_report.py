"""Sources of the report: an appendix of them, and in an edition as they were"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('year', schema=None) as batch_op:
        batch_op.add_column(sa.Column('appendix_sources', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('year', schema=None) as batch_op:
        batch_op.alter_column(
            'appendix_sources', existing_type=sa.Boolean(), existing_nullable=False, server_default=None
        )
    with op.batch_alter_table('edition', schema=None) as batch_op:
        batch_op.add_column(sa.Column('figures', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('edition', schema=None) as batch_op:
        batch_op.drop_column('figures')
    with op.batch_alter_table('year', schema=None) as batch_op:
        batch_op.drop_column('appendix_sources')
