"""The section of an item tells all the titles it stands under: three of them are longer than one"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _change_length(120, 400)


def downgrade() -> None:
    item = sa.table('item', sa.column('section'))
    long = sa.func.length(item.c.section) > 120
    op.get_bind().execute(sa.update(item).where(long).values(section=sa.func.substr(item.c.section, 1, 120)))
    _change_length(400, 120)


def _change_length(before: int, after: int) -> None:
    with op.batch_alter_table('item') as batch_op:
        batch_op.alter_column('section', existing_type=sa.String(before), type_=sa.String(after), existing_nullable=False)
