"""Who has a place open just now, and who has put the first steps away"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('presence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(length=80), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_presence_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presence'))
    )
    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_presence_place'), ['place'], unique=False)
        batch_op.create_index(batch_op.f('ix_presence_person_id'), ['person_id'], unique=False)

    op.create_table('guide_done',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_guide_done_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guide_done'))
    )
    with op.batch_alter_table('guide_done', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guide_done_person_id'), ['person_id'], unique=True)


def downgrade() -> None:
    with op.batch_alter_table('guide_done', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guide_done_person_id'))

    op.drop_table('guide_done')
    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_presence_person_id'))
        batch_op.drop_index(batch_op.f('ix_presence_place'))

    op.drop_table('presence')
