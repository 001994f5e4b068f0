"""The server is stopped and started again while people look."""

from playwright.sync_api import expect

from people import Person, log_in_by_hand, sign_up_by_hand, tweet_of, write_tweet


def test_the_page_outlives_a_stopped_server(own_server, open_window):
    server = own_server
    jo, minji = Person("Jo"), Person("민지")
    jos, minjis = open_window("phone"), open_window("desk")
    for page, person in ((jos, jo), (minjis, minji)):
        page.goto(server.url)
        sign_up_by_hand(page, person)
    write_tweet(jos, "before the storm")

    server.stop()
    jos.get_by_label("Your tweet").fill("during the storm")
    jos.locator("form.composer").get_by_role("button", name="Tweet").click()
    expect(jos.get_by_text("Minitter can’t be reached")).to_be_visible()
    expect(jos.get_by_text("Not sent. Your text is kept.")).to_be_visible()
    minjis.get_by_role("link", name="Settings").click()
    minjis.get_by_role("link", name="Profile").click()
    expect(minjis.get_by_role("heading", name="This could not be loaded")).to_be_visible()

    server.start()
    # The banner goes by itself, and what could not be loaded is.
    expect(jos.get_by_text("Minitter can’t be reached")).to_have_count(0, timeout=30_000)
    expect(minjis.get_by_role("heading", name="민지")).to_be_visible(timeout=30_000)
    expect(jos.get_by_label("Your tweet")).to_have_value("during the storm")
    jos.locator("form.composer").get_by_role("button", name="Tweet").click()
    expect(tweet_of(jos, "during the storm")).to_be_visible()
    jos.reload()
    expect(jos.locator("article.tweet .text")).to_have_text(["during the storm", "before the storm"])


def test_logging_in_while_the_server_is_away(own_server, open_window):
    person = Person("Early Bird").sign_up(own_server)
    page = open_window()
    page.goto(own_server.url)
    own_server.stop()
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill(person.password)
    page.locator("form").get_by_role("button", name="Log in").click()
    expect(page.get_by_text("The server gave no answer.")).to_be_visible()
    own_server.start()
    log_in_by_hand(page, person)
