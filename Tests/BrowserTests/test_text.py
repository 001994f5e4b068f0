"""What people write is text, whatever it looks like."""

from playwright.sync_api import expect

from people import Person, log_in_quietly, write_tweet

MARKUP = """<script>document.title = 'owned'</script><img src=x onerror="document.title='owned'"> &amp; <b>bold</b>
<!--main--> </main></body> ${7*7} {{7*7}} "quotes" 'more' `ticks` <style>*{display:none}</style>"""

LINKS = (
    "See (https://example.com/a_(b)?c=d&e=%20f), http://example.org. javascript:alert(1) data:text/html,x "
    "HTTPS://EXAMPLE.COM/Caps! https:// https://예시.한국/길, ftp://example.com"
)


def test_markup_shows_as_typed(server, open_window):
    person = Person("<i>Bobby</i> “Tables”", profile=MARKUP).sign_up(server)
    page = open_window()
    log_in_quietly(page, server, person)
    page.goto(server.url)
    write_tweet(page, MARKUP)
    tweet = person.tweet(server, MARKUP)
    for path in ("/", f"/people/{person.id}", f"/tweets/{tweet}", "/find?name=<i>", "/settings"):
        page.goto(server.url + path)
        page.wait_for_load_state("networkidle")
        expect(page.locator("main h1").first).to_be_attached()
        assert "owned" not in page.title()
        assert page.locator("main script, main style, main b:not(.tabs b), main i").count() == 0
        if path != "/settings":
            expect(page.get_by_text("<script>document.title = 'owned'</script>").first).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("<i>Bobby</i> “Tables”")


def test_only_addresses_of_the_web_are_links(server, open_window):
    person = Person("Linker").sign_up(server)
    tweet = person.tweet(server, LINKS)
    page = open_window()
    log_in_quietly(page, server, person)
    page.goto(f"{server.url}/tweets/{tweet}")
    text = page.locator("article.tweet .text")
    expect(text).to_have_text(LINKS)
    links = text.get_by_role("link")
    expect(links.first).to_be_visible()
    assert links.evaluate_all("all => all.map((link) => link.href)") == [
        "https://example.com/a_(b)?c=d&e=%20f",
        "http://example.org/",
        "https://example.com/Caps",
        "https://xn--vv4b11d.xn--3e0b707e/%EA%B8%B8",
    ]
    assert set(links.evaluate_all("all => all.map((link) => link.rel)")) == {"nofollow noopener noreferrer ugc"}


def test_nothing_long_breaks_the_page(server, open_window):
    person = Person("W" * 100, profile="w" * 1000).sign_up(server)
    tweet = person.tweet(server, "https://example.com/" + "x" * 280)
    person.tweet(server, "가" * 300)
    page = open_window("phone")
    log_in_quietly(page, server, person)
    for path in ("/", f"/people/{person.id}", f"/tweets/{tweet}", "/settings", "/find?name=WWWW"):
        page.goto(server.url + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path
