"""All of it without a mouse."""

from playwright.sync_api import expect

from people import Person, log_in_quietly


def test_single_keys(server, open_window):
    person, author = Person("Keys").sign_up(server), Person("Pages").sign_up(server)
    person.follow(server, author)
    for number in (1, 2, 3):
        author.tweet(server, f"Number {number}")
    page = open_window()
    log_in_quietly(page, server, person)
    page.goto(server.url)
    tweets = page.locator("article.tweet")
    expect(tweets).to_have_count(3)

    page.keyboard.press("j")
    expect(tweets.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(tweets.nth(1)).to_be_focused()
    page.keyboard.press("l")
    expect(tweets.nth(1).get_by_role("button", name="Like")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("k")
    expect(tweets.nth(0)).to_be_focused()

    # n leads to the form; there the keys are letters.
    page.keyboard.press("n")
    expect(page.get_by_label("Your tweet")).to_be_focused()
    page.keyboard.type("jkln?")
    expect(page.get_by_label("Your tweet")).to_have_value("jkln?")
    page.keyboard.press("Control+Enter")
    expect(tweets).to_have_count(4)
    expect(tweets.first).to_contain_text("jkln?")

    # Enter opens what is chosen; n opens a form over a page that has none.
    page.locator("h1").focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Tweet by Pages · Minitter")
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("n")
    expect(page.get_by_role("dialog").get_by_label("Your tweet")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("h1")).to_be_focused()

    # ? tells of the keys, and switches them off: WCAG 2.1.4.
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_contain_text("Next entry")
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_timeout(100)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("?")
    dialog.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page).to_have_title("Find people · Minitter")


def test_the_way_by_tab(server, open_window):
    page = open_window()
    page.goto(server.url)
    expect(page.get_by_label("E-mail")).to_be_visible()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Log in").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("About you")).to_be_visible()
    # What is missing is said beside its field, which gets the focus.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Name")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("form .wrong").first).to_have_text("Please fill this in.")
