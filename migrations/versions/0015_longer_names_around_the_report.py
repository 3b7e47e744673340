"""Room for a dozen addressees, and for several offices that sign together"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

LENGTHS = (('bureau', 'addressee', 400), ('year', 'addressee', 400), ('year', 'signature', 200))
BEFORE = 60


def upgrade() -> None:
    for table, column, length in LENGTHS:
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column(column, existing_type=sa.String(BEFORE), type_=sa.String(length))


def downgrade() -> None:
    for table, column, length in LENGTHS:
        op.execute(sa.text(f'UPDATE {table} SET {column} = substr({column}, 1, {BEFORE})'))  # noqa: S608 - names of ours
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column(column, existing_type=sa.String(length), type_=sa.String(BEFORE))
