"""Evidence that is replaced names what came after it; its information has a version"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.alter_column('version', server_default=None)
    with op.batch_alter_table('evidence_link', schema=None) as batch_op:
        batch_op.add_column(sa.Column('replaced_by_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_evidence_link_replaced_by_id_evidence_link'), 'evidence_link', ['replaced_by_id'], ['id']
        )
        batch_op.create_index(batch_op.f('ix_evidence_link_replaced_by_id'), ['replaced_by_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('evidence_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_link_replaced_by_id'))
        batch_op.drop_constraint(batch_op.f('fk_evidence_link_replaced_by_id_evidence_link'), type_='foreignkey')
        batch_op.drop_column('replaced_by_id')
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_column('version')
