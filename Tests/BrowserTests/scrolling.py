"""Lists that grow as one scrolls."""

import time

from playwright.sync_api import Locator, Page, expect


def scroll_until(page: Page, items: Locator, count: int) -> None:
    """Turns the wheel until so many are there: a list grows only when its end comes into view."""
    deadline = time.monotonic() + 30
    while items.count() < count and time.monotonic() < deadline:
        page.mouse.wheel(0, 5000)
        page.wait_for_timeout(100)
    expect(items).to_have_count(count)
