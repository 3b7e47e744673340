"""HTML to PDF in a child process: it may take its time, die or hang, and the page that asked gets a clear answer."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

LIMIT = 60
HOUSE = Path(__file__).parent.parent


class RenderFailed(Exception):
    """No PDF was made. `reason`: timeout, engine or fonts; `detail` is for the log."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail = reason, detail


def render(html: str | Callable[[], str], *, limit: float = LIMIT) -> bytes:
    """The finished PDF of a document, which may be made while the engine starts.

    Raises RenderFailed: no Chinese font, the engine failed or was killed, or `limit` seconds passed.
    """
    from reports.fonts import chinese_there

    if not chinese_there():
        raise RenderFailed("fonts")
    command = [sys.executable, "-m", "reports.pdf"]
    with subprocess.Popen(  # noqa: S603 - our own module, no words of a user in it
        command,
        cwd=HOUSE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as child:
        try:
            text = html if isinstance(html, str) else html()
            out, errors = child.communicate(text.encode("utf-8", "replace"), timeout=limit)
        except BaseException as fault:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            if isinstance(fault, subprocess.TimeoutExpired):
                raise RenderFailed("timeout") from None
            raise
    if child.returncode != 0 or not out.startswith(b"%PDF-"):
        raise RenderFailed("engine", errors.decode("utf-8", "replace")[-2000:])
    return out


def write(html: str) -> bytes:
    """Make the PDF in this process: nothing is fetched, the same HTML gives the same bytes."""
    import hashlib

    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    from reports import justify

    class Nothing(URLFetcher):  # type: ignore[misc]
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


if __name__ == "__main__":
    import weasyprint  # noqa: F401 - while the document is still being made

    sys.stdout.buffer.write(write(sys.stdin.buffer.read().decode("utf-8")))
