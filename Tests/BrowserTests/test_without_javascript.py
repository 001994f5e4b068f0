"""The public pages without JavaScript, and what a chat shows of a link to them."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from playwright.sync_api import expect

from people import Person

ATOM = {"atom": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def writer(server):
    person = Person("이서연 <b>", "책방지기 & 독자").sign_up(server)
    for number in range(1, 26):
        person.tweet(server, f"오늘의 문장 {number}: “<천천히> 가는 사람이 멀리 간다.”")
    return person


def test_a_person_is_read_to_the_end(server, open_window, writer):
    page = open_window(java_script_enabled=False)
    page.goto(f"{server.url}/people/{writer.id}")
    expect(page.get_by_role("heading", name=writer.name)).to_be_visible()
    expect(page.get_by_text("책방지기 & 독자")).to_be_visible()
    tweets = page.locator("article.tweet")
    expect(tweets).to_have_count(20)
    expect(tweets.first.locator(".text")).to_have_text("오늘의 문장 25: “<천천히> 가는 사람이 멀리 간다.”")
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", tweets.first.locator("time").get_attribute("datetime")
    )
    page.locator("a[rel=next]").click()
    expect(tweets).to_have_count(5)
    expect(tweets.last.locator(".text")).to_contain_text("오늘의 문장 1:")
    expect(page.locator("a[rel=next]")).to_have_count(0)
    tweets.last.locator(".when").click()
    expect(page.locator("article.tweet")).to_have_count(1)
    expect(page.locator("article.tweet .text")).to_contain_text("오늘의 문장 1:")


def test_the_modules_make_the_same(server, open_window, writer):
    """What the server writes is taken over without a jump."""
    still = open_window(java_script_enabled=False)
    alive = open_window()
    for path in (
        f"/people/{writer.id}",
        f"/tweets/{server.call('GET', f'/users/{writer.id}/tweets')['tweets'][0]['id']}",
    ):
        still.goto(server.url + path)
        alive.goto(server.url + path)
        alive.wait_for_load_state("networkidle")
        expect(alive.locator("article.tweet").first).to_be_visible()
        for selector in ("article.tweet .text", "article.tweet .author", "article.tweet .avatar", "main h1"):
            texts = [page.locator(selector).all_inner_texts() for page in (still, alive)]
            assert texts[0] == texts[1], selector
        classes = [
            page.locator("main .avatar").evaluate_all("all => all.map((one) => one.className)")
            if page is alive
            else page.content()
            for page in (still, alive)
        ]
        assert all(f'class="{name}"' in classes[0] for name in classes[1])
        places = [page.locator("article.tweet").first.bounding_box()["y"] for page in (still, alive)]
        assert abs(places[0] - places[1]) < 60


def test_open_graph(server, open_window, writer):
    tweet = server.call("GET", f"/users/{writer.id}/tweets")["tweets"][0]
    page = open_window(java_script_enabled=False)

    def content(name: str) -> str:
        return page.locator(f'meta[property="{name}"], meta[name="{name}"]').first.get_attribute("content")

    page.goto(f"{server.url}/tweets/{tweet['id']}")
    assert writer.name in content("og:title")
    assert content("og:description") == tweet["tweet"]
    assert content("og:url") == f"{server.url}/tweets/{tweet['id']}"
    assert content("og:site_name") == "Minitter"
    page.goto(f"{server.url}/people/{writer.id}")
    assert content("og:title") == writer.name
    assert content("og:description") == writer.profile
    assert content("og:type") == "profile"
    feed = page.locator('link[rel=alternate][type="application/atom+xml"]').get_attribute("href")
    assert feed.endswith(f"/people/{writer.id}/feed.atom")


def test_feed(server, open_window, writer):
    answer = open_window().request.get(f"{server.url}/people/{writer.id}/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.body())
    assert writer.name in feed.findtext("atom:title", namespaces=ATOM)
    entries = feed.findall("atom:entry", ATOM)
    assert len(entries) == 20
    assert "<천천히>" in "".join(entries[0].itertext())


def test_languages(server, open_window, writer):
    for locale, language in (("ko-KR", "ko"), ("en-GB", "en"), ("de-DE", "en")):
        page = open_window(java_script_enabled=False, locale=locale)
        page.goto(f"{server.url}/people/{writer.id}")
        assert page.locator("html").get_attribute("lang") == language


def test_nobody_and_nothing(server, open_window):
    page = open_window(java_script_enabled=False)
    for path in ("/people/999999", "/tweets/999999"):
        answer = page.goto(server.url + path)
        assert answer.status == 404
        expect(page.locator(".brand")).to_be_visible()


def test_the_shell_says_what_it_needs(server, open_window):
    page = open_window(java_script_enabled=False)
    page.goto(server.url)
    # Playwright switches scripts off too late for Chromium to show it.
    assert "need JavaScript" in page.content()
