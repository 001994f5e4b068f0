"""The session's cookie: out of the reach of scripts, and of no use to other sites."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from people import Person, log_in_quietly


@pytest.fixture
def other_site():
    """A page of another origin. It is the same site, so that SameSite alone doesn't keep the cookie back."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>other</title>")

        def log_message(self, *_) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{site.server_port}"
        site.shutdown()
        thread.join()


def test_scripts_never_see_the_token(server, open_window):
    person = Person("Cookie").sign_up(server)
    page = open_window()
    log_in_quietly(page, server, person)
    page.goto(server.url)
    expect(page.get_by_label("Your tweet")).to_be_visible()
    (cookie,) = page.context.cookies()
    assert cookie["name"] == "minitter-session"
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/")
    assert page.evaluate("document.cookie") == ""
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, performance.getEntries()])")
    assert cookie["value"] not in kept
    assert cookie["value"] not in page.content()


def test_another_site_changes_nothing(server, browser, other_site):
    person = Person("Target").sign_up(server)
    # A window of its own: that another host is asked is what is tested.
    context = browser.new_context()
    page = context.new_page()
    log_in_quietly(page, server, person)
    page.goto(other_site)
    for method, path, body in (
        ("POST", "/tweet", '{"tweet": "forged"}'),
        ("POST", "/logout", ""),
        ("POST", "/session", '{"email": "a@example.com", "password": "forged session"}'),
    ):
        # As a form sends it, so without a question before.
        page.evaluate(
            "([url, method, body]) => fetch(url, {method, body, mode: 'no-cors', credentials: 'include'})",
            [server.url + path, method, body],
        )
    page.set_content(
        f"""<form method=post enctype=text/plain action="{server.url}/tweet">
        <input name='{{"tweet": "forged", "x": "' value='"}}'><button>win</button></form>"""
    )
    with page.expect_navigation():
        page.get_by_role("button").click()
    assert page.evaluate("document.body.textContent").find("cross-origin") > 0
    assert server.call("GET", f"/users/{person.id}/tweets")["tweets"] == []
    page.goto(server.url)
    expect(page.get_by_label("Your tweet")).to_be_visible()
    context.close()


def test_headers(server, open_window):
    person = Person("Header").sign_up(server)
    tweet = person.tweet(server, "hello")
    page = open_window()
    for path in (
        "/",
        "/find",
        "/settings",
        f"/people/{person.id}",
        f"/people/{person.id}/likes",
        f"/tweets/{tweet}",
        "/docs",
    ):
        headers = page.request.get(server.url + path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        for directive in (
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ):
            assert directive in policy, path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
