"""Pictures of the main pages for the README: the same each time, so that a changed one shows a changed page."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import demo
from people import log_in_quietly

# What is shown: name, window, language, colours, path, and whose window it is.
PICTURES = [
    ("timeline-light", "desk", "en-GB", "light", "/", "hana"),
    ("timeline-dark", "desk", "ko-KR", "dark", "/", "hana"),
    ("person-light", "desk", "ko-KR", "light", "/people/1", "alex"),
    ("phone-light", "phone", "ko-KR", "light", "/", "hana"),
    ("phone-dark", "phone", "en-GB", "dark", "/people/2", "hana"),
    ("find-dark", "desk", "en-GB", "dark", "/find?name=김", "hana"),
    ("settings-light", "desk", "en-GB", "light", "/settings", "hana"),
    ("welcome-light", "phone", "ko-KR", "light", "/", None),
    ("docs-light", "desk", "en-GB", "light", "/docs", None),
]


def shoot(page: Page, path: Path) -> None:
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path, animations="disabled", caret="hide")


def test_screenshots(request, own_server, open_window):
    folder = request.config.getoption("--screenshots")
    if not folder:
        pytest.skip("without --screenshots")
    Path(folder).mkdir(parents=True, exist_ok=True)
    people = demo.make(own_server)
    artist = open_window()
    demo.draw_pictures(artist, people, lambda person: log_in_quietly(artist, own_server, person))
    own_server.stop()
    demo.set_times(own_server)
    own_server.start()
    for name, size, language, scheme, path, who in PICTURES:
        page = open_window(size, locale=language, color_scheme=scheme, device_scale_factor=1.5 if size == "phone" else 1)
        page.clock.set_fixed_time(demo.NOW)
        if who:
            log_in_quietly(page, own_server, people[who])
        page.goto(own_server.url + path)
        expect(page.locator("main h1").first).to_be_attached()
        shoot(page, Path(folder) / f"{name}.png")
