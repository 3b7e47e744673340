"""Whose words stand in a row, why a report was final in spite of errors and what it rested on, items closed with a gap"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

STANDING = ['year_id', 'state', 'lead_id', 'due', 'done_on', 'owes_from', 'filed', 'reported', 'all_departments']
MORE = ['person_id', 'position']


def upgrade() -> None:
    op.create_table(
        'writer',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('subject', sa.String(length=32), nullable=False),
        sa.Column('subject_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_writer_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_writer')),
        sa.UniqueConstraint('subject', 'subject_id', 'person_id', name=op.f('uq_writer_subject_subject_id_person_id')),
    )
    with op.batch_alter_table('writer') as batch_op:
        batch_op.create_index('ix_writer_person_id', ['person_id'], unique=False)
        batch_op.create_index('ix_writer_subjects', ['person_id', 'subject', 'subject_id'], unique=False)
    with op.batch_alter_table('edition') as batch_op:
        batch_op.add_column(sa.Column('reasons', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('pieces', sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table('edition') as batch_op:
        batch_op.alter_column('reasons', server_default=None)
    with op.batch_alter_table('item') as batch_op:
        batch_op.add_column(sa.Column('short', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_index('ix_item_standing')
        batch_op.create_index('ix_item_standing', [*STANDING, 'short', *MORE], unique=False)
    with op.batch_alter_table('item') as batch_op:
        batch_op.alter_column('short', server_default=None)
    fill_writers(op.get_bind())
    fill_short(op.get_bind())


def downgrade() -> None:
    with op.batch_alter_table('item') as batch_op:
        batch_op.drop_index('ix_item_standing')
        batch_op.create_index('ix_item_standing', [*STANDING, *MORE], unique=False)
        batch_op.drop_column('short')
    with op.batch_alter_table('edition') as batch_op:
        batch_op.drop_column('pieces')
        batch_op.drop_column('reasons')
    op.drop_table('writer')


WROTE = {
    'entry': ('author_id', ('entry.write', 'entry.revise', 'entry.submit'), ()),
    'record': ('author_id', ('record.write', 'record.edit'), ()),
    'figure': ('by_id', ('figure.add', 'figure.set'), ('figure.confirm',)),
    'passage': ('by_id', ('passage.edit',), ('passage.settle',)),
}


def fill_writers(bind: sa.Connection) -> None:
    """By the trail: who has written since the row was last accepted; and who stands as its author."""
    columns = ('id', 'subject', 'subject_id', 'verb', 'actor_id')
    trail = sa.table('trail', *map(sa.column, columns))
    later = sa.table('trail', *map(sa.column, columns)).alias('later')
    writer = sa.table('writer', sa.column('subject'), sa.column('subject_id'), sa.column('person_id'))
    for name, (column, writes, accepts) in WROTE.items():
        rows = sa.table(name, sa.column('id'), sa.column(column))
        stands = sa.select(sa.literal(name), rows.c.id, rows.c[column]).where(rows.c[column].is_not(None))
        told = sa.select(sa.literal(name), trail.c.subject_id, trail.c.actor_id).join(rows, rows.c.id == trail.c.subject_id)
        told = told.where(trail.c.subject == name, trail.c.verb.in_(writes), trail.c.actor_id.is_not(None))
        after = sa.select(later.c.id).where(
            later.c.subject == name, later.c.subject_id == trail.c.subject_id, later.c.verb.in_(accepts), later.c.id > trail.c.id
        )
        told = told.where(~after.correlate(trail).exists())
        both = sa.union(stands, told).subquery()
        bind.execute(sa.insert(writer).from_select(['subject', 'subject_id', 'person_id'], sa.select(both)))


def fill_short(bind: sa.Connection) -> None:
    """Closed, and something is missing that the item owes; models.evidence.missing says what is kept."""
    item = sa.table('item', *(sa.column(one) for one in ('id', 'state', 'result')), sa.column('short', sa.Boolean()))
    owed = sa.table('owed', sa.column('id'), sa.column('item_id'))
    file = sa.table('evidence_link', sa.column('owed_id'), sa.column('withdrawn_at'))
    step = sa.table('checkpoint', sa.column('item_id'), sa.column('required', sa.Boolean()), sa.column('ticked_at'))
    there = sa.select(sa.literal(1)).where(file.c.owed_id == owed.c.id, file.c.withdrawn_at.is_(None))
    papers = sa.select(owed.c.item_id).where(~there.correlate(owed).exists())
    steps = sa.select(step.c.item_id).where(step.c.required, step.c.ticked_at.is_(None))
    whole = sa.or_(item.c.result.is_(None), item.c.result != 'not_applicable')
    lacking = sa.or_(item.c.id.in_(papers), item.c.id.in_(steps))
    bind.execute(sa.update(item).where(item.c.state == 'closed', whole, lacking).values(short=True))
