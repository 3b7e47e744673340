"""What the faults share: a member who reports a month, a full disk, a read-only one, a line to a server that is cut."""

import ctypes
import os
import resource
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.visitor import Visitor

TYPED = "这一段写了很久，不能丢。"
MONTH = {"month": "11", "kind": "monthly", "stance": "progress", "text": TYPED, "percent": "60", "act": "submit"}


def overdue(visitor: Visitor) -> str:
    """The address of an item that its department still has to report, found through the ledger."""
    visitor.open("/years/2020/ledger?q=规范使用文书")
    return "/items/" + visitor.text.split('href="/items/', 1)[1].split('"')[0]


def report(visitor: Visitor, path: str, status: int = 200) -> Visitor:
    """Submit a month from its page."""
    visitor.open(f"{path}/entries/new?month=11")
    return visitor.submit(f"{path}/entries/new", status, **MONTH)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """A disk on which no file grows beyond a size: writing more fails in the kernel, for root too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


CAP_DAC_OVERRIDE = 1 << 1  # linux/capability.h
VERSION_3 = 0x20080522


def writes_anywhere(libc: ctypes.CDLL, may: bool) -> None:
    """Take up or lay down root's power to write what the modes forbid. What it reads, it reads as before."""
    head = (ctypes.c_uint32 * 2)(VERSION_3, 0)  # of this thread
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; the same for the powers above 31
    if libc.capget(head, sets) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    sets[0] = sets[0] | (sets[1] & CAP_DAC_OVERRIDE) if may else sets[0] & ~CAP_DAC_OVERRIDE
    if libc.capset(head, sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")


@contextmanager
def bound_by_modes() -> Iterator[None]:
    """Modes of files bind this process too: root may not write against them for a while.

    It stays root all the same: another user may not be able to enter the folder of the project, or that of Python.
    """
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    writes_anywhere(libc, False)
    try:
        yield
    finally:
        writes_anywhere(libc, True)


class Line:
    """A TCP line to a server. Cut, it is what clients see of a server that stopped; mended, of one that came back."""

    def __init__(self, port: int) -> None:
        self.target, self.up = port, True
        self.ends: list[socket.socket] = []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                near, _address = self.door.accept()
            except OSError:
                return
            if not self.up:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.target))
            self.ends += [near, far]
            threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        try:
            while True:
                for one in select.select([near, far], [], [])[0]:
                    block = one.recv(65536)
                    if not block:
                        return
                    (far if one is near else near).sendall(block)
        except (OSError, ValueError):
            return
        finally:
            near.close()
            far.close()

    def cut(self) -> None:
        self.up = False
        for one in self.ends:
            with_care(one)
        self.ends = []

    def mend(self) -> None:
        self.up = True

    def close(self) -> None:
        self.cut()
        self.door.close()


def with_care(end: socket.socket) -> None:
    """Shut an end down, so that whoever waits on it wakes up."""
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        end.close()
