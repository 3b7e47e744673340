"""Indexes of a large year: the lamp of every item, the review queue, a department's entries"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = "0002"
branch_labels = None
depends_on = None

STANDING = ['year_id', 'state', 'lead_id', 'due', 'done_on', 'owes_from', 'all_departments', 'person_id', 'position']
HANDED_IN = "live AND kind = 'monthly' AND state IN ('submitted', 'accepted')"


def upgrade() -> None:
    with op.batch_alter_table('item') as batch_op:
        batch_op.create_index('ix_item_standing', STANDING, unique=False)
    with op.batch_alter_table('entry') as batch_op:
        batch_op.drop_index('ix_entry_state')
        batch_op.drop_index('ix_entry_submitted_at')
        batch_op.create_index(
            'ix_entry_handed_in',
            ['item_id', 'department_id', 'month'],
            unique=False,
            sqlite_where=sa.text(HANDED_IN),
            postgresql_where=sa.text(HANDED_IN),
        )
        batch_op.create_index('ix_entry_queue', ['state', 'submitted_at'], unique=False)
        batch_op.create_index('ix_entry_department_state', ['department_id', 'state'], unique=False)
        batch_op.create_index('ix_entry_last', ['item_id', 'state', 'month', 'id', 'percent'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('entry') as batch_op:
        batch_op.drop_index('ix_entry_last')
        batch_op.drop_index('ix_entry_department_state')
        batch_op.drop_index('ix_entry_queue')
        batch_op.drop_index('ix_entry_handed_in')
        batch_op.create_index('ix_entry_submitted_at', ['submitted_at'], unique=False)
        batch_op.create_index('ix_entry_state', ['state'], unique=False)
    with op.batch_alter_table('item') as batch_op:
        batch_op.drop_index('ix_item_standing')
