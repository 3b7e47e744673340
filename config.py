"""Settings from the environment: how the product is deployed. The secret key is made on first use."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _

MAX_UPLOAD = 50 * 1024 * 1024
DATABASES = ("sqlite", "sqlite+pysqlite", "postgresql", "postgres", "postgresql+psycopg")


class WrongSetting(ValueError):
    """A setting that cannot be, in words."""


@dataclass(frozen=True)
class Settings:
    """How this installation is deployed; everything has a default, no command needs an environment variable."""

    data: Path
    database_url: str
    https: bool = False
    port: int = 8000

    def secret_key(self) -> str:
        """The key that signs sessions: kept in the data folder, readable by its owner alone."""
        path = self.data / "secret-key"
        try:
            return path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            self.data.mkdir(parents=True, exist_ok=True)
        key = secrets.token_hex(32)
        draft = path.with_name(f"secret-key.{secrets.token_hex(4)}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as handle:
            handle.write(key)
        try:
            os.link(draft, path)  # the first of two processes that start together wins
        except FileExistsError:
            key = path.read_text(encoding="ascii").strip()
        finally:
            draft.unlink()
        return key


def from_environment() -> Settings:
    """FAZHI_DATA (data folder), DATABASE_URL, FAZHI_HTTPS=1 (cookies over HTTPS only), PORT.

    Raises WrongSetting where one of them cannot be.
    """
    data = Path(os.environ.get("FAZHI_DATA") or Path(__file__).parent / "instance").resolve()
    port = os.environ.get("PORT") or "8000"
    if not (port.isascii() and port.isdigit() and len(port) < 6) or not 0 < int(port) < 65536:
        raise WrongSetting(_("PORT 应是 1 至 65535 之间的整数，现在是“%(port)s”。", port=port))
    url = os.environ.get("DATABASE_URL")
    return Settings(
        data=data,
        database_url=checked(url) if url else f"sqlite:///{data / 'fazhi.sqlite3'}",
        https=os.environ.get("FAZHI_HTTPS") == "1",
        port=int(port),
    )


def checked(url: str) -> str:
    """The address of a database that there is a driver for. It may hold a password: it is never repeated."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        known = make_url(url).drivername in DATABASES
    except (ArgumentError, ValueError):
        known = False
    if not known:
        raise WrongSetting(
            _(
                "DATABASE_URL 应写成 sqlite:////data/fazhi.sqlite3 或 postgresql://user:password@host/name 的样子，现在的写法认不出。"
            )
        )
    return url


def prepared(settings: Settings) -> Settings:
    """The same settings once their data folder is there. Raises WrongSetting where it cannot be used."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        settings.secret_key()
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "secret-key"
        raise WrongSetting(
            _("FAZHI_DATA 指向的“%(path)s”不能用作数据目录：%(why)s。", path=settings.data, why=why)
        ) from error
    return settings
