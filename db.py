"""One engine an app, one session a request; what was not committed is rolled back.

The libraries of the database are loaded by who first asks for it: they take a while, and a command that prints starts
its engine meanwhile.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, g

if TYPE_CHECKING:
    import sqlalchemy as sa
    from sqlmodel import Session

MIGRATIONS = Path(__file__).parent / "migrations"


def make_engine(url: str, *, foreign_keys: bool = True) -> "sa.Engine":
    """An engine for SQLite or PostgreSQL; migrations take one without SQLite's foreign keys."""
    import sqlalchemy as sa
    from sqlalchemy.engine import make_url

    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = sa.create_engine(parsed, pool_pre_ping=True)
    if parsed.get_backend_name() == "sqlite":

        @sa.event.listens_for(engine, "connect")
        def on_connect(connection: Any, _record: object) -> None:
            connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA busy_timeout=5000")

    return engine


def init_app(app: Flask) -> None:
    """End each request's session."""

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        held: Session | None = g.pop("session", None)
        if held is not None:
            held.close()


def connect(app: Flask) -> "sa.Engine":
    """The app's engine, made when it is first asked for."""
    known = app.extensions
    if "engine" not in known:
        known.setdefault("engine", make_engine(app.config["SETTINGS"].database_url))
    found: sa.Engine = known["engine"]
    return found


def engine() -> "sa.Engine":
    return connect(current_app)


def session() -> "Session":
    """The session of this request or command."""
    from sqlmodel import Session

    if "session" not in g:
        g.session = Session(engine(), expire_on_commit=False)
    held: Session = g.session
    return held


def commit() -> None:
    """Keep what this request changed; the only way views and commands commit."""
    session().commit()


def rollback() -> None:
    """Take back what this request changed, and forget the rows it kept at hand: they have to be read again."""
    session().rollback()
    for name in ("person", "bureau", "years", "year"):
        g.pop(name, None)


def migrations_config() -> Any:
    """Alembic's settings for the app's database."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = engine().url
    return config


def upgrade() -> None:
    """Bring the database to the newest migration."""
    from alembic import command

    command.upgrade(migrations_config(), "head")


def analyze() -> None:
    """Let the database look at what its tables hold, so that it picks the right index."""
    import sqlalchemy as sa

    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))


def revisions() -> tuple[str | None, str | None]:
    """(where the database stands, where it should stand)."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with engine().connect() as connection:
        head = ScriptDirectory.from_config(migrations_config()).get_current_head()
        return MigrationContext.configure(connection).get_current_revision(), head
