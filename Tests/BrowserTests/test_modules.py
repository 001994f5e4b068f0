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


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    digits = colour if len(colour) > 3 else "".join(digit * 2 for digit in colour)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme):
    css = (REPOSITORY / "Web/assets/style.css").read_text()
    palettes = [
        dict(re.findall(r"--([\w-]+): #([0-9a-f]+);", block)) for block in re.findall(r":root \{(.*?)\}", css, re.S)
    ]
    colours = palettes[scheme == "dark"]
    texts = [
        *[(text, ground) for text in ("text", "faint") for ground in ("ground", "surface", "soft")],
        *[("accent", ground) for ground in ("ground", "surface", "accent-soft")],
        *[("danger", ground) for ground in ("ground", "surface", "danger-soft")],
        ("on-accent", "accent"),
        ("on-accent", "accent-strong"),
        ("accent-strong", "accent-soft"),
        ("text", "raised"),
        ("ground", "text"),
        ("ground", "faint"),
    ]
    weak = [pair for pair in texts if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    assert weak == []
    assert all(contrast(colours["edge"], colours[ground]) >= 3 for ground in ("ground", "surface"))
    # The first characters of names, white on eight colours.
    hues = re.findall(r"\.hue-\d \{ background: #([0-9a-f]{6})", css)
    assert len(hues) == 8
    assert all(contrast("fff", hue) >= 4.5 for hue in hues)
