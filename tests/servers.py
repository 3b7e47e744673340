"""Servers that tests start and stop themselves: a throw-away PostgreSQL and the app on a free port."""

import getpass
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from flask import Flask


def binary(name: str) -> str:
    """A PostgreSQL program, from PATH or where Debian keeps it."""
    found = [*sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}")), shutil.which(name) or ""]
    if not found[0]:
        raise RuntimeError(f"{name} is missing: make setup test installs it")
    return found[0]


def as_somebody() -> tuple[list[str], str]:
    """How to run as a user that PostgreSQL accepts: it refuses root."""
    if os.getuid() != 0:
        return [], getpass.getuser()
    user = next(name for name in ("postgres", "nobody") if name in {one.pw_name for one in pwd.getpwall()})
    who = pwd.getpwnam(user)
    return ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups"], user


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgres() -> Iterator[str]:
    """The address (without a database name) of a PostgreSQL that lives as long as the block."""
    prefix, user = as_somebody()
    folder = Path(tempfile.mkdtemp(prefix="fazhi-pg-", dir="/tmp"))  # TMPDIR may be where only root can go
    if prefix:
        shutil.chown(folder, user)
    port, data = free_port(), folder / "data"
    quiet = subprocess.DEVNULL
    init = [
        *prefix,
        binary("initdb"),
        "-D",
        str(data),
        "-U",
        "fazhi",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-N",
    ]
    subprocess.run(init, check=True, cwd=folder, stdout=quiet, stderr=quiet)
    options = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-k", str(folder)]
    server = subprocess.Popen(
        [*prefix, binary("postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", str(port), *options],
        cwd=folder,
        stdout=quiet,
        stderr=quiet,
    )
    try:
        for _attempt in range(200):
            ready = subprocess.run(
                [binary("pg_isready"), "-h", "127.0.0.1", "-p", str(port)], check=False, stdout=quiet, stderr=quiet
            )
            if ready.returncode == 0:
                break
            time.sleep(0.05)
        yield f"postgresql://fazhi@127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)  # at once, whoever is still connected
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


class Threads(ThreadingMixIn, WSGIServer):
    """One thread a request; a window that is closed takes its requests with it."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_said: Any) -> None:
        """Nothing is logged."""


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The app answering on a port of its own."""
    server = make_server("127.0.0.1", 0, app, server_class=Threads, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
