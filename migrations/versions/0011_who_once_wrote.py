"""Departments that once wrote about an item, and whether anything was reported, kept beside the item"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

STANDING = ['year_id', 'state', 'lead_id', 'due', 'done_on', 'owes_from', 'filed']
QUEUE = ['state', 'submitted_at', 'kind', 'author_id', 'item_id', 'stance']
MORE = ['all_departments', 'person_id', 'position']


def upgrade() -> None:
    op.create_table(
        'item_former',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('item_id', sa.Integer(), nullable=False),
        sa.Column('department_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['department_id'], ['department.id'], name=op.f('fk_item_former_department_id_department')),
        sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('fk_item_former_item_id_item')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_item_former')),
        sa.UniqueConstraint('item_id', 'department_id', name=op.f('uq_item_former_item_id_department_id')),
    )
    with op.batch_alter_table('item_former') as batch_op:
        batch_op.create_index('ix_item_former_department_id', ['department_id'], unique=False)
        batch_op.create_index('ix_item_former_item_id', ['item_id'], unique=False)
        batch_op.create_index('ix_item_former_reader', ['department_id', 'item_id'], unique=False)
    with op.batch_alter_table('item') as batch_op:
        batch_op.add_column(sa.Column('reported', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_index('ix_item_standing')
        batch_op.create_index('ix_item_standing', [*STANDING, 'reported', *MORE], unique=False)
    with op.batch_alter_table('item') as batch_op:
        batch_op.alter_column('reported', server_default=None)
    with op.batch_alter_table('entry') as batch_op:
        batch_op.drop_index('ix_entry_department_state')
        batch_op.create_index('ix_entry_department_state', ['department_id', 'state', 'id'], unique=False)
        batch_op.drop_index('ix_entry_queue')
        batch_op.create_index('ix_entry_queue', [*QUEUE, 'department_id'], unique=False)
    fill(op.get_bind())


def downgrade() -> None:
    with op.batch_alter_table('entry') as batch_op:
        batch_op.drop_index('ix_entry_department_state')
        batch_op.create_index('ix_entry_department_state', ['department_id', 'state'], unique=False)
        batch_op.drop_index('ix_entry_queue')
        batch_op.create_index('ix_entry_queue', QUEUE, unique=False)
    with op.batch_alter_table('item') as batch_op:
        batch_op.drop_index('ix_item_standing')
        batch_op.create_index('ix_item_standing', [*STANDING, *MORE], unique=False)
        batch_op.drop_column('reported')
    op.drop_table('item_former')


def fill(bind: sa.Connection) -> None:
    """From the entries that are there; models.told and models.former say what is kept."""
    item = sa.table('item', sa.column('id'), sa.column('lead_id'), sa.column('all_departments', sa.Boolean()), sa.column('reported', sa.Boolean()))
    helper = sa.table('item_helper', sa.column('item_id'), sa.column('department_id'))
    entry = sa.table('entry', sa.column('item_id'), sa.column('department_id'), sa.column('state'))
    former = sa.table('item_former', sa.column('item_id'), sa.column('department_id'))
    told = sa.select(entry.c.item_id).where(entry.c.state != 'draft')
    bind.execute(sa.update(item).where(item.c.id.in_(told)).values(reported=True))
    helps = sa.select(sa.literal(1)).where(helper.c.item_id == entry.c.item_id, helper.c.department_id == entry.c.department_id).correlate(entry).exists()
    leads = sa.and_(item.c.lead_id.is_not(None), item.c.lead_id == entry.c.department_id)
    pairs = sa.select(entry.c.item_id, entry.c.department_id).select_from(entry.join(item, item.c.id == entry.c.item_id))
    pairs = pairs.where(sa.not_(sa.or_(item.c.all_departments, leads, helps))).distinct()
    bind.execute(sa.insert(former).from_select(['item_id', 'department_id'], pairs))
