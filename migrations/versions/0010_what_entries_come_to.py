"""What the entries of an item come to, kept beside the item, and the indexes that go with it"""

from fractions import Fraction

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

STANDING = ['year_id', 'state', 'lead_id', 'due', 'done_on', 'owes_from']
QUEUE = ['state', 'submitted_at', 'kind', 'author_id', 'item_id', 'stance']
MORE = ['all_departments', 'person_id', 'position']


def upgrade() -> None:
    with op.batch_alter_table('item') as batch_op:
        batch_op.add_column(sa.Column('filed', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('reached', sa.Integer(), nullable=True))
        batch_op.drop_index('ix_item_standing')
        batch_op.create_index('ix_item_standing', [*STANDING, 'filed', *MORE], unique=False)
    with op.batch_alter_table('item') as batch_op:
        batch_op.alter_column('filed', server_default=None)
    with op.batch_alter_table('entry') as batch_op:
        batch_op.drop_index('ix_entry_last')
        batch_op.drop_index('ix_entry_queue')
        batch_op.create_index('ix_entry_queue', QUEUE, unique=False)
        batch_op.create_index('ix_entry_writer', ['item_id', 'department_id', 'state'], unique=False)
    fill(op.get_bind())


def downgrade() -> None:
    with op.batch_alter_table('entry') as batch_op:
        batch_op.drop_index('ix_entry_writer')
        batch_op.drop_index('ix_entry_queue')
        batch_op.create_index('ix_entry_queue', ['state', 'submitted_at'], unique=False)
        batch_op.create_index('ix_entry_last', ['item_id', 'state', 'month', 'id', 'percent'], unique=False)
    with op.batch_alter_table('item') as batch_op:
        batch_op.drop_index('ix_item_standing')
        batch_op.create_index('ix_item_standing', [*STANDING, *MORE], unique=False)
        batch_op.drop_column('reached')
        batch_op.drop_column('filed')


def fill(bind: sa.Connection) -> None:
    """Both columns from the entries that are there; models.told says what they mean."""
    item = sa.table('item', *(sa.column(name) for name in ('id', 'year_id', 'lead_id', 'all_departments', 'filed', 'reached')))
    year = sa.table('year', sa.column('id'), sa.column('bureau_id'))
    room = sa.table('department', sa.column('id'), sa.column('bureau_id'), sa.column('active', sa.Boolean()))
    entry = sa.table(
        'entry',
        *(sa.column(name) for name in ('id', 'item_id', 'department_id', 'month', 'kind', 'state', 'percent')),
        sa.column('live', sa.Boolean()),
    )
    rooms: dict[int, list[int]] = {}
    for bureau_id, department_id in bind.execute(sa.select(room.c.bureau_id, room.c.id).where(room.c.active)):
        rooms.setdefault(bureau_id, []).append(department_id)
    months: dict[tuple[int, int], int] = {}
    handed_in = sa.select(entry.c.item_id, entry.c.department_id, entry.c.month).where(
        entry.c.live, entry.c.kind == 'monthly', entry.c.state.in_(['submitted', 'accepted'])
    )
    for item_id, department_id, month in bind.execute(handed_in):
        months[item_id, department_id] = months.get((item_id, department_id), 0) | 1 << month
    percents: dict[int, dict[int, int]] = {}
    accepted = sa.select(entry.c.item_id, entry.c.department_id, entry.c.percent).where(
        entry.c.state == 'accepted', entry.c.percent.is_not(None)
    )
    for item_id, department_id, percent in bind.execute(accepted.order_by(entry.c.month, entry.c.id)):
        by_room = percents.setdefault(item_id, {})
        by_room.pop(department_id, None)
        by_room[department_id] = percent
    items = sa.select(item.c.id, item.c.lead_id, item.c.all_departments, year.c.bureau_id)
    for item_id, lead_id, shared, bureau_id in bind.execute(items.join(year, item.c.year_id == year.c.id)).all():
        bits = [months.get((item_id, one), 0) for one in (rooms.get(bureau_id, []) if shared else [lead_id])]
        filed = bits[0] if bits else 0
        for one in bits:
            filed &= one
        last = [*percents.get(item_id, {}).values()]
        reached = None if not last else last[-1]
        if last and shared:
            reached = int(Fraction(sum(last), len(last)) + Fraction(1, 2))
        if filed or reached is not None:
            bind.execute(sa.update(item).where(item.c.id == item_id).values(filed=filed, reached=reached))
