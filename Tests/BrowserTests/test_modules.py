"""What the pages are made of, without a browser."""

import re

import pytest

from server import REPOSITORY

FILES = sorted(path for path in (REPOSITORY / "Web").rglob("*") if path.suffix in (".js", ".css", ".html", ".svg"))

# Text must not become markup or code, the cookie is not for scripts, and nothing comes from elsewhere.
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|srcdoc|\.cookie\b"
    r"|<script(?![^>]* src=)|\bon\w+=\"|<style|\bstyle="
)
ADDRESS = re.compile(r"(?:https?:)?//[a-z][\w-]+\.\w+")
# A name of a language, not an address that anything is loaded from.
NAMESPACE = "http://www.w3.org/2000/svg"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file(path):
    text = path.read_text().replace(NAMESPACE, "")
    assert FORBIDDEN.findall(text) == []
    assert ADDRESS.findall(text) == []
    if path.suffix in (".js", ".css"):
        assert [line for line in text.splitlines() if len(line) > 120] == []


def test_exports_are_used():
    modules = {path.name: path.read_text() for path in FILES if path.suffix == ".js"}
    # The tests use `ago`.
    unused = [
        (name, export)
        for name, text in modules.items()
        for export in re.findall(r"^export (?:async )?(?:function|const|class) (\w+)", text, re.MULTILINE)
        if not any(re.search(rf"\b{export}\b", other) for place, other in modules.items() if place != name)
    ]
    assert unused == [("time.js", "ago")]
