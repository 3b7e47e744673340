"""A line of a passage is a paragraph of its own: what the paper joined until now is joined in the text"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _change(joined)


def downgrade() -> None:
    _change(apart)


def _change(made: Callable[[str], str]) -> None:
    passage = sa.table('passage', sa.column('id', sa.Integer()), sa.column('body', sa.Text()))
    connection = op.get_bind()
    for key, body in connection.execute(sa.select(passage.c.id, passage.c.body)).all():
        if made(body) != body:
            connection.execute(sa.update(passage).where(passage.c.id == key).values(body=made(body)))


def plain(line: str) -> bool:
    """Running text: no point of a list, no row of cells, not blank."""
    return bool(line.strip()) and not line.strip().startswith('- ') and '\t' not in line.strip()


def joined(body: str) -> str:
    """As it was printed: lines without a blank line between them as one."""
    found: list[str] = []
    for line in body.split('\n'):
        if found and plain(found[-1]) and plain(line):
            found[-1] = found[-1].rstrip() + line.strip()
        else:
            found.append(line)
    return '\n'.join(found)


def apart(body: str) -> str:
    """With a blank line where two paragraphs follow one another, as the paper was told of them before."""
    found: list[str] = []
    for line in body.split('\n'):
        if found and plain(found[-1]) and plain(line):
            found.append('')
        found.append(line)
    return '\n'.join(found)
