"""Whether a bureau has been named, told by a column and not by what it is called"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

NAMELESS = '本单位'  # how a bureau without a name was told until now


def upgrade() -> None:
    with op.batch_alter_table('bureau') as batch_op:
        batch_op.add_column(sa.Column('named', sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table('bureau') as batch_op:
        batch_op.alter_column('named', server_default=None)
    bureau = sa.table('bureau', sa.column('name'), sa.column('named', sa.Boolean()))
    op.get_bind().execute(sa.update(bureau).where(bureau.c.name == NAMELESS).values(named=False))


def downgrade() -> None:
    with op.batch_alter_table('bureau') as batch_op:
        batch_op.drop_column('named')
