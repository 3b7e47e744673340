"""Whether a bureau has been named, and whether it added an item itself: no longer told by words that people read"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

NAMELESS = '本单位'  # how a bureau without a name was told until now
ADDED = '本单位新增'  # what was kept as the origin of an item whose checklist says it already


def upgrade() -> None:
    with op.batch_alter_table('bureau') as batch_op:
        batch_op.add_column(sa.Column('named', sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table('bureau') as batch_op:
        batch_op.alter_column('named', server_default=None)
    bureau = sa.table('bureau', sa.column('name'), sa.column('named', sa.Boolean()))
    op.get_bind().execute(sa.update(bureau).where(bureau.c.name == NAMELESS).values(named=False))
    _change_origin(ADDED, '')


def downgrade() -> None:
    _change_origin('', ADDED)
    with op.batch_alter_table('bureau') as batch_op:
        batch_op.drop_column('named')


def _change_origin(before: str, after: str) -> None:
    item = sa.table('item', sa.column('checklist_key'), sa.column('origin'))
    own = sa.and_(item.c.checklist_key == 'own', item.c.origin == before)
    op.get_bind().execute(sa.update(item).where(own).values(origin=after))
