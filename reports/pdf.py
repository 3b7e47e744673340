"""HTML to PDF in a child process: it may take its time, die or hang, and the page that asked gets a clear answer."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Self

LIMIT = 60
HOUSE = Path(__file__).parent.parent


class RenderFailed(Exception):
    """No PDF was made. `reason`: timeout, engine or fonts; `detail` is for the log."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail = reason, detail


class Engine:
    """The child that prints one document. It gets ready while the document is made; one that prints nothing is ended."""

    def __enter__(self) -> Self:
        self.child = subprocess.Popen(
            [sys.executable, "-m", "reports.pdf"],
            cwd=HOUSE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        return self

    def __exit__(self, *_fault: object) -> None:
        if self.child.returncode is None:  # not waited for: the group is still there, also when the child is not
            os.killpg(self.child.pid, signal.SIGKILL)
        for pipe in (self.child.stdin, self.child.stdout, self.child.stderr):
            if pipe is not None:
                pipe.close()
        self.child.wait()

    def print(self, html: str, *, limit: float = LIMIT) -> bytes:
        """The finished PDF of a document.

        Raises RenderFailed: no Chinese font, the engine failed or was killed, or `limit` seconds passed.
        """
        from reports.fonts import chinese_there

        if not chinese_there():
            raise RenderFailed("fonts")
        try:
            out, errors = self.child.communicate(html.encode("utf-8", "replace"), timeout=limit)
        except subprocess.TimeoutExpired:
            raise RenderFailed("timeout") from None
        if self.child.returncode != 0 or not out.startswith(b"%PDF-"):
            raise RenderFailed("engine", errors.decode("utf-8", "replace")[-2000:])
        return out


def render(html: str | Callable[[], str], *, limit: float = LIMIT) -> bytes:
    """The finished PDF of a document, which may be made while the engine starts. Raises RenderFailed."""
    with Engine() as engine:
        return engine.print(html if isinstance(html, str) else html(), limit=limit)


def write(html: str) -> bytes:
    """Make the PDF in this process: nothing is fetched, the same HTML gives the same bytes."""
    import hashlib

    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    from reports import justify

    class Nothing(URLFetcher):
        """Refuses every address: the document carries all it needs."""

        def fetch(self, url: str, headers: object = None) -> object:
            raise ValueError(f"nothing is fetched: {url}")

    justify.install()
    identifier = hashlib.sha256(html.encode("utf-8")).digest()[:16]
    try:
        made = HTML(string=html, url_fetcher=Nothing(), base_url=None).write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=identifier
        )
    except FatalURLFetchingError as error:  # a BaseException: without this it would pass for an exit
        raise RuntimeError(str(error)) from error
    return bytes(made)


def warm_up() -> None:
    """Print a word while nothing is there to print: fonts and types that are known then need not be looked up later."""
    write(f"<title>x</title><style>{(HOUSE / 'static' / 'report.css').read_text(encoding='utf-8')}</style><p>字</p>")


if __name__ == "__main__":
    import select

    import weasyprint  # noqa: F401 - while the document is still being made

    if not select.select([sys.stdin], [], [], 0)[0]:
        warm_up()
    sys.stdout.buffer.write(write(sys.stdin.buffer.read().decode("utf-8")))
    sys.stdout.flush()
    os._exit(0)  # the file is out: nothing is gained by taking the engine apart
