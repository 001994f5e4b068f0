"""The browser, the server and the windows that the tests share, and what no window may ever do."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from server import REPOSITORY, Server

SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 860}}

PATIENCE = 15_000

# A violation is told on the console, so that it is found wherever it happens.
TELL_VIOLATIONS = """addEventListener('securitypolicyviolation', (event) =>
    console.error('policy violated', event.violatedDirective, event.blockedURI, event.sourceFile, event.lineNumber))"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--program", default=str(REPOSITORY / ".build/debug/minitter"), help="the minitter to test")
    parser.addoption("--chromium", default=shutil.which("chromium"), help="the browser's program")
    parser.addoption("--screenshots", help="folder to write screenshots to; without it none are made")


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    # The same fonts on every machine.
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    # On a machine that does other things as well.
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=request.config.getoption("--chromium"), args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(request.config.getoption("--program"), tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def server(shared_server: Server) -> Server:
    """One for all tests: each makes its own people."""
    return shared_server


@pytest.fixture
def own_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """One of the test's own, to stop and start."""
    server = Server(request.config.getoption("--program"), tmp_path)
    server.start()
    yield server
    server.stop()


class Watch:
    """Remembers what a window must not do: break the policy, throw, or ask another host for anything."""

    def __init__(self, context: BrowserContext) -> None:
        self.found: list[str] = []
        self.host: str | None = None
        context.add_init_script(TELL_VIOLATIONS)
        context.on("console", self.console)
        context.on("weberror", lambda error: self.found.append(f"thrown: {error.error}"))
        context.on("request", self.request)

    def console(self, message) -> None:
        # An answer of 401 or 503 is told there, too; what the page makes of it is for the test to see.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.found.append(f"console: {message.text}")

    def request(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("blob", "data"):
            return
        self.host = self.host or parts.netloc
        if parts.netloc != self.host:
            self.found.append(f"another host: {request.url}")


@pytest.fixture
def open_window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens windows with cookies of their own."""
    contexts: list[tuple[BrowserContext, Watch]] = []

    def open_one(size: str = "desk", **options) -> Page:
        options = {"locale": "en-GB", "timezone_id": "Asia/Seoul", "reduced_motion": "reduce"} | options
        context = browser.new_context(viewport=SIZES[size], has_touch=size == "phone", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append((context, Watch(context)))
        return context.new_page()

    yield open_one
    found = [line for _, watch in contexts for line in watch.found]
    for context, _ in contexts:
        context.close()
    assert found == []
