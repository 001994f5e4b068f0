"""WCAG 2.2 AA, as far as axe can tell, and what it can't: reflow, and the size of what is pressed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import demo
from people import log_in_quietly

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

# WCAG 2.5.8: 24 by 24, but for links within a text.
PRESSED = "button, input, select, textarea, nav a, summary, .author, .when, .older"
SMALL = """(pressed) => Array.from(document.querySelectorAll(pressed))
    .filter((one) => one.checkVisibility() && !one.closest('.unseen'))
    .filter((one) => one.getBoundingClientRect().height < 24 || one.getBoundingClientRect().width < 24)
    .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def people(shared_server):
    return demo.make(shared_server)


def check(page: Page, what: str) -> None:
    found = Axe().run(page, options=RULES).response["violations"]
    lines = [
        f"{what}: {one['id']}: {node['html']} {node.get('failureSummary', '')}"
        for one in found
        for node in one["nodes"]
    ]
    assert lines == []
    assert page.evaluate(SMALL, PRESSED) == [], what
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{what} is wider than the window"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_pages(server, open_window, people, size, scheme):
    hana = people["hana"]
    page = open_window(size, color_scheme=scheme, locale="ko-KR" if scheme == "dark" else "en-GB")
    paths = [
        "/",
        "/find?name=김",
        f"/people/{hana.id}",
        "/tweets/1",
        f"/people/{hana.id}/followers",
        "/people/999999",
        "/docs",
    ]
    for path in paths:
        page.goto(server.url + path)
        expect(page.locator("main h1").first).to_be_attached()
        page.wait_for_load_state("networkidle")
        check(page, f"{path} without session")
    log_in_quietly(page, server, hana)
    for path in [*paths[:5], f"/people/{people['alex'].id}", "/settings"]:
        page.goto(server.url + path)
        expect(page.locator("main h1").first).to_be_attached()
        page.wait_for_load_state("networkidle")
        check(page, path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens(server, open_window, people, scheme):
    page = open_window("phone", color_scheme=scheme)
    page.goto(server.url)
    page.get_by_role("button", name="Sign up").click()
    page.locator("form").get_by_role("button", name="Sign up").click()
    check(page, "the form with what is wrong")
    log_in_quietly(page, server, people["hana"])
    page.goto(server.url)
    expect(page.locator("article.tweet").first).to_be_visible()
    page.get_by_label("Your tweet").fill("가" * 301)
    check(page, "a text that is too long")
    page.get_by_role("button", name="Delete").first.click()
    check(page, "the question before deleting")
    page.keyboard.press("Escape")
    page.locator("h1").focus()
    page.keyboard.press("?")
    check(page, "the keys")
    page.keyboard.press("Escape")
    page.route("**/like", lambda route: route.abort())
    page.route("**/readyz", lambda route: route.abort())
    page.get_by_role("button", name="Like").first.click()
    expect(page.locator(".toast")).to_be_visible()
    check(page, "the banner and what is told")


def test_docs_opened(server, open_window):
    page = open_window("phone")
    page.goto(f"{server.url}/docs")
    expect(page.locator("article.operation").first).to_be_visible()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    check(page, "/docs, all open")


@pytest.mark.parametrize("path", ["/", "/settings", "/find?name=김", "/people/1", "/docs"])
def test_reflow(server, open_window, people, path):
    page = open_window("phone")
    page.set_viewport_size({"width": 320, "height": 256})
    log_in_quietly(page, server, people["hana"])
    page.goto(server.url + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_next_page_begins_at_its_heading(server, open_window, people):
    page = open_window()
    log_in_quietly(page, server, people["hana"])
    page.goto(server.url)
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading", name="Settings")).to_be_focused()
    expect(page.get_by_role("link", name="Settings")).to_have_attribute("aria-current", "page")
