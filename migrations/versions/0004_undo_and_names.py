"""Undo: which act an act takes back, reviews that were taken back; the names an archived year keeps"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = "0003"
branch_labels = None
depends_on = None

STANDING = sa.text('voided_at IS NULL')


def upgrade() -> None:
    with op.batch_alter_table('trail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('undoes_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_trail_undoes_id_trail'), 'trail', ['undoes_id'], ['id'])
        batch_op.create_index(batch_op.f('ix_trail_undoes_id'), ['undoes_id'], unique=True)

    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.add_column(sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('voided_by', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_review_voided_by_person'), 'person', ['voided_by'], ['id'])
        batch_op.create_index(batch_op.f('ix_review_voided_by'), ['voided_by'], unique=False)
        batch_op.drop_index(batch_op.f('ix_review_entry_id'))
        batch_op.create_index(batch_op.f('ix_review_entry_id'), ['entry_id'], unique=False)
        batch_op.create_index(
            'uq_review_standing', ['entry_id'], unique=True, sqlite_where=STANDING, postgresql_where=STANDING
        )

    with op.batch_alter_table('year', schema=None) as batch_op:
        batch_op.add_column(sa.Column('names', sa.JSON(), nullable=False, server_default='{}'))
    with op.batch_alter_table('year', schema=None) as batch_op:
        batch_op.alter_column('names', server_default=None)


def downgrade() -> None:
    # Before this migration an entry had one review at most: those that were taken back have no place there.
    op.execute('DELETE FROM review WHERE voided_at IS NOT NULL')
    with op.batch_alter_table('year', schema=None) as batch_op:
        batch_op.drop_column('names')

    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.drop_index('uq_review_standing')
        batch_op.drop_index(batch_op.f('ix_review_entry_id'))
        batch_op.create_index(batch_op.f('ix_review_entry_id'), ['entry_id'], unique=True)
        batch_op.drop_index(batch_op.f('ix_review_voided_by'))
        batch_op.drop_constraint(batch_op.f('fk_review_voided_by_person'), type_='foreignkey')
        batch_op.drop_column('voided_by')
        batch_op.drop_column('voided_at')

    with op.batch_alter_table('trail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trail_undoes_id'))
        batch_op.drop_constraint(batch_op.f('fk_trail_undoes_id_trail'), type_='foreignkey')
        batch_op.drop_column('undoes_id')
