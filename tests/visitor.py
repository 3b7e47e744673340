"""A person at the browser, without one: signs in, opens pages, fills forms; each page is checked for nothing."""

import re
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

from models.people import DEMO_PASSWORD

XHTML = "{http://www.w3.org/1999/xhtml}"
BLOCK = (
    r"</?(?:html|head|body|main|header|nav|section|div|form|fieldset|legend|label|details|summary|template|h\d|p|br|hr|"
    r"[uod]l|li|dt|dd|table|thead|tbody|tr|t[hd]|select|option|meta|link|title|script)\b[^>]*>"
)
TAG = re.compile(r"<[^<>]*>")
BY_BLOCK = re.compile(rf"(?:(?<!\r)\n)?({BLOCK})\n?")
BY_TAG = re.compile(r"(?<=>)\n|(?<!\r)\n(?=<)")


def even(html: str) -> str:
    """A page as if it had no lines: what ends a line of a template is a blank beside an inline tag, nothing beside
    another, so that tests need not know where lines end. What a person typed in lines keeps them."""
    html = TAG.sub(lambda tag: tag[0].replace("\n", " "), html)
    return BY_TAG.sub(" ", BY_BLOCK.sub(r"\1", html))


class Visitor:
    """One browser session."""

    def __init__(self, app: Flask) -> None:
        self.app, self.client = app, app.test_client()
        self.page: TestResponse | None = None

    def sign_in(self, username: str, password: str = DEMO_PASSWORD) -> "Visitor":
        self.open("/login")
        self.submit("/login", username=username, password=password)
        assert self.page is not None and "/login" not in self.page.request.path, self.text
        return self

    def open(self, path: str, status: int = 200) -> "Visitor":
        """Open a page, follow where it leads, check it."""
        self._close()
        self.page = self.client.get(path, follow_redirects=True)
        assert self.page.status_code == status, f"{path}: {self.page.status_code} {self.text[:400]}"
        self._check()
        return self

    def submit(self, path: str, status: int = 200, /, **fields: Any) -> "Visitor":
        """Send a form from the page that is open (else from the first one), with its token and version."""
        if self.page is None:
            self.open("/")
        version = re.search(r'name="version" value="([^"]*)"', self.text)
        data = {"csrf_token": self.token, **({"version": version[1]} if version else {}), **fields}
        self._close()
        self.page = self.client.post(path, data=data, follow_redirects=True)
        assert self.page.status_code == status, f"{path}: {self.page.status_code} {self.text[-1500:]}"
        self._check()
        return self

    def status(self, path: str, method: str = "GET") -> int:
        """Only the answer's number, redirects not followed."""
        with self.client.open(path, method=method) as answer:
            return answer.status_code

    @property
    def token(self) -> str:
        """The token of the page that is open."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.text)
        return found[1] if found else ""

    @property
    def text(self) -> str:
        if self.page is None:
            return ""
        text = self.page.get_data(as_text=True)
        return even(text) if self.page.mimetype == "text/html" else text

    def says(self, *words: str) -> "Visitor":
        for word in words:
            assert word in self.text, f"“{word}” is not on the page {self.page and self.page.request.path}"
        return self

    def silent(self, *words: str) -> "Visitor":
        for word in words:
            assert word not in self.text, f"“{word}” is on the page"
        return self

    def _close(self) -> None:
        if self.page is not None:
            self.page.close()

    def _check(self) -> None:
        if self.page is None or self.page.mimetype != "text/html":
            self._close()
            return
        if self.page is not None:
            check_page(self.page.get_data(as_text=True))
            assert "default-src 'self'" in self.page.headers["Content-Security-Policy"]


def check_page(text: str) -> None:
    """Valid HTML, one h1, a title, unique ids, labelled fields, no inline code."""
    parser = html5lib.HTMLParser(strict=False)
    tree: Element = parser.parse(text)
    known = {"expected-named-closing-tag-but-got-eof", "invalid-codepoint"}  # what a person typed is shown to them
    faults = [error for error in parser.errors if error[1] not in known]
    assert not faults, faults[:3]
    every = list(tree.iter())
    tags = [one.tag.removeprefix(XHTML) if isinstance(one.tag, str) else "" for one in every]
    assert (
        tags.count("h1") - sum({"sheet"} == {*(one.get("class") or "").split()} & {"sheet", "piece"} for one in every)
        == 1
    ), "one h1"
    title = tree.find(f".//{XHTML}title")
    assert title is not None and (title.text or "").strip()
    ids = [one.get("id") for one in every if one.get("id")]
    assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]
    labels = {one.get("for") for one, tag in zip(every, tags, strict=True) if tag == "label"}
    parents = {child: parent for parent in every for child in parent}
    for one, tag in zip(every, tags, strict=True):
        assert not any(name.startswith("on") or name == "style" for name in one.keys()), one.attrib  # noqa: SIM118
        if tag == "script":
            assert one.get("src") and not (one.text or "").strip()
        if tag == "style":
            raise AssertionError("inline style")
        if tag in ("input", "select", "textarea") and one.get("type") not in ("hidden", "submit"):
            above, inside = parents.get(one), False
            while above is not None:
                inside = inside or above.tag == f"{XHTML}label"
                above = parents.get(above)
            assert inside or one.get("id") in labels or one.get("aria-label"), f"unlabelled: {one.attrib}"
