"""Settings from the environment: how the product is deployed. The secret key is made on first use."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

MAX_UPLOAD = 50 * 1024 * 1024


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

    Raises ValueError in words where PORT is no port.
    """
    data = Path(os.environ.get("FAZHI_DATA") or Path(__file__).parent / "instance").resolve()
    port = os.environ.get("PORT") or "8000"
    if not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        raise ValueError(f"PORT={port!r}: a number from 1 to 65535 is meant")
    return Settings(
        data=data,
        database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{data / 'fazhi.sqlite3'}",
        https=os.environ.get("FAZHI_HTTPS") == "1",
        port=int(port),
    )
