"""The home timeline: what comes at its top and its end, and what happens when sending fails."""

import time

import pytest
from playwright.sync_api import expect

from people import Person, log_in_by_hand, log_in_quietly, tweet_of, write_tweet
from scrolling import scroll_until


def test_goes_on_to_the_very_first_tweet(server, open_window):
    person = Person("Long Story").sign_up(server)
    for number in range(1, 56):
        person.tweet(server, f"Chapter {number}")
    page = open_window()
    log_in_quietly(page, server, person)
    page.goto(server.url)
    articles = page.locator("article.tweet")
    expect(articles.first).to_contain_text("Chapter 55")

    # Its end is a link to a page of its own, which begins there.
    older = open_window()
    log_in_quietly(older, server, person)
    older.goto(server.url)
    link = older.get_by_role("link", name="Older tweets").get_attribute("href")
    oldest = older.locator("article.tweet").last.get_attribute("data-id")
    assert link.endswith(f"/?before={oldest}")
    older.goto(server.url + link)
    expect(older.locator("article.tweet").first).to_contain_text("Chapter 35")

    scroll_until(page, articles, 55)
    expect(articles.last).to_contain_text("Chapter 1")
    expect(page.get_by_role("link", name="Older tweets")).to_have_count(0)
    assert len(set(page.eval_on_selector_all("article.tweet", "all => all.map((one) => one.dataset.id)"))) == 55

    # “Back” finds the list where it was.
    when = tweet_of(page, "Chapter 3").last.locator(".when")
    when.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    when.click()
    expect(page).to_have_title("Tweet by Long Story · Minitter")
    page.go_back()
    expect(articles).to_have_count(55)
    assert abs(page.evaluate("scrollY") - place) < 900


def test_new_tweets_wait_until_asked_for(server, open_window):
    reader, writer = Person("Reader").sign_up(server), Person("Writer").sign_up(server)
    reader.follow(server, writer)
    writer.tweet(server, "before")
    page = open_window()
    page.clock.install()
    log_in_quietly(page, server, reader)
    page.goto(server.url)
    expect(tweet_of(page, "before")).to_be_visible()
    for text in ("one", "two", "three"):
        writer.tweet(server, text)
    page.clock.run_for(31_000)
    button = page.get_by_role("button", name="3 new tweets")
    expect(button).to_be_visible()
    expect(page.locator("#status")).to_have_text("3 new tweets")
    expect(page.locator("article.tweet")).to_have_count(1)
    button.click()
    expect(page.locator("article.tweet .text")).to_have_text(["three", "two", "one", "before"])
    expect(page.locator("article.tweet").first).to_be_focused()
    expect(button).to_be_hidden()


def test_asks_less_often_when_nothing_comes(server, open_window):
    reader = Person("Patient").sign_up(server)
    page = open_window()
    page.clock.install()
    log_in_quietly(page, server, reader)
    page.goto(server.url)
    expect(page.get_by_label("Your tweet")).to_be_visible()
    asked, answered = [], []
    page.on("request", lambda request: asked.append(request.url) if "/timeline" in request.url else None)
    page.on("requestfinished", lambda request: answered.append(request.url) if "/timeline" in request.url else None)
    for _ in range(20):
        page.clock.run_for(30_000)
        page.wait_for_timeout(30)
        # It sets its next alarm when it has the answer.
        while len(answered) < len(asked):
            page.wait_for_timeout(30)
    # Ten minutes: twenty times at the pace of the start.
    assert 3 <= len(asked) <= 8


def test_counts_as_the_server_does(server, open_window):
    person = Person("Counter").sign_up(server)
    page = open_window()
    log_in_quietly(page, server, person)
    page.goto(server.url)
    box = page.get_by_label("Your tweet")
    send = page.locator("form.composer").get_by_role("button", name="Tweet")
    expect(send).to_be_disabled()
    box.fill("🥐" * 300)
    expect(page.locator(".counter")).to_have_text("300 / 300")
    expect(send).to_be_enabled()
    box.fill("가" * 301)
    expect(page.locator(".counter")).to_have_text("301 / 300")
    expect(send).to_be_disabled()
    expect(page.locator("#status")).to_have_text("1 character too many")
    write_tweet(page, "🥐" * 300)


def test_a_lost_answer_makes_no_second_tweet(server, open_window):
    person = Person("Unlucky").sign_up(server)
    page = open_window()
    log_in_quietly(page, server, person)
    page.goto(server.url)
    expect(page.get_by_label("Your tweet")).to_be_visible()

    def lose_the_answer(route):
        route.fetch()
        route.abort()

    page.route("**/tweet", lose_the_answer, times=1)
    page.get_by_label("Your tweet").fill("only once")
    send = page.locator("form.composer").get_by_role("button", name="Tweet")
    send.click()
    expect(page.get_by_text("Not sent. Your text is kept.")).to_be_visible()
    expect(page.get_by_label("Your tweet")).to_have_value("only once")
    # Even when the page is loaded again in between.
    page.reload()
    expect(page.get_by_label("Your tweet")).to_have_value("only once")
    send.click()
    expect(page.get_by_label("Your tweet")).to_have_value("")
    assert [tweet["tweet"] for tweet in server.call("GET", f"/users/{person.id}/tweets")["tweets"]] == ["only once"]


@pytest.mark.parametrize("failure", ["lost", "refused"])
def test_a_like_that_fails_is_taken_back(server, open_window, failure):
    author, fan = Person("Author").sign_up(server), Person("Fan").sign_up(server)
    author.tweet(server, "please like")
    page = open_window()
    log_in_quietly(page, server, fan)
    page.goto(f"{server.url}/people/{author.id}")
    like = page.get_by_role("button", name="Like")
    expect(like).to_have_attribute("aria-pressed", "false")
    seen = []

    def fail(route):
        # It is shown before the answer is there.
        seen.append(like.get_attribute("aria-pressed"))
        if failure == "lost":
            route.abort()
        else:
            route.fulfill(status=429, headers={"Retry-After": "3"}, content_type="application/problem+json", body="{}")

    page.route("**/like", fail)
    like.click()
    expect(page.locator(".toast")).to_be_visible()
    assert seen == ["true"]
    expect(like).to_have_attribute("aria-pressed", "false")
    expect(like).to_have_text("Like")

    page.unroute("**/like")
    button = page.locator("button.follow")
    page.route("**/follow", lambda route: route.abort())
    button.click()
    expect(page.get_by_role("button", name="Follow Author")).to_be_visible()


def test_many_presses_end_as_the_last_one(server, open_window):
    author, fan = Person("Popular").sign_up(server), Person("Restless").sign_up(server)
    tweet = author.tweet(server, "press me")
    page = open_window()
    log_in_quietly(page, server, fan)
    page.goto(f"{server.url}/tweets/{tweet}")
    like = page.get_by_role("button", name="Like")
    like.click(click_count=5, delay=5)
    expect(like).to_have_text("Like 1")
    # The page shows what it hopes for; the server comes to it.
    deadline = time.monotonic() + 10
    while (count := server.call("GET", f"/tweet/{tweet}")["like_count"]) != 1 and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    page.wait_for_timeout(300)
    assert count == server.call("GET", f"/tweet/{tweet}")["like_count"] == 1


def test_the_end_of_the_session_keeps_what_is_written(server, open_window):
    person = Person("Interrupted").sign_up(server)
    page = open_window()
    log_in_quietly(page, server, person)
    page.goto(server.url)
    page.get_by_label("Your tweet").fill("half a thought")
    server.call("POST", "/logout", token=person.token)
    page.locator("form.composer").get_by_role("button", name="Tweet").click()
    expect(page.get_by_role("heading", name="Short words")).to_be_visible()
    expect(page.locator(".toast")).to_have_text("Your session has ended. What you were writing is kept.")
    log_in_by_hand(page, person)
    expect(page.get_by_label("Your tweet")).to_have_value("half a thought")
    write_tweet(page, "half a thought")


def test_another_tab_follows_a_log_out(server, open_window):
    person = Person("Two Tabs").sign_up(server)
    page = open_window()
    log_in_quietly(page, server, person)
    page.goto(f"{server.url}/settings")
    other = page.context.new_page()
    other.goto(server.url)
    expect(other.get_by_label("Your tweet")).to_be_visible()
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(other.get_by_role("heading", name="Short words")).to_be_visible()
