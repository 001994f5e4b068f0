"""The API page: all of the contract, and its forms."""

from playwright.sync_api import expect

from people import Person, log_in_quietly


def test_shows_every_call_and_schema(server, open_window):
    api = server.call("GET", "/openapi.json")
    calls = [one for item in api["paths"].values() for verb, one in item.items() if verb != "parameters"]
    page = open_window()
    page.goto(f"{server.url}/docs#schema-TweetText")
    expect(page.locator("article.operation")).to_have_count(len(calls))
    for call in calls:
        expect(page.locator(f"#{call['operationId']} .summary")).to_have_text(call["summary"])
    expect(page.locator(".schema")).to_have_count(len(api["components"]["schemas"]))
    expect(page.locator("#schema-TweetText")).to_be_in_viewport()
    expect(page.locator("#schema-TweetText")).to_contain_text("string, 1 to 300 characters")
    broken = page.evaluate("""() => Array.from(document.querySelectorAll('main a[href^="#"], nav a[href^="#"]'))
        .map((link) => link.hash.slice(1)).filter((id) => !document.getElementById(id))""")
    assert broken == []


def test_tries_calls(server, open_window):
    person = Person("Tester").sign_up(server)
    page = open_window()
    page.goto(f"{server.url}/docs")

    post = page.locator("#postTweet .try")
    post.locator("summary").click()
    post.get_by_role("button", name="Send").click()
    expect(post.get_by_role("status")).to_contain_text("401")
    page.get_by_label("Token for the calls").fill(person.token)
    post.get_by_label("Body").fill('{"tweet": "It\'s from the docs"}')
    post.get_by_role("button", name="Send").click()
    expect(post.get_by_role("status")).to_contain_text("200")
    expect(post.locator("pre").last).to_contain_text('"tweet": "It\'s from the docs"')
    curl = post.locator("pre").first
    expect(curl).to_contain_text(f"curl -X POST '{server.url}/tweet'")
    expect(curl).to_contain_text("""-d '{"tweet": "It'\\''s from the docs"}'""")
    assert person.token not in curl.text_content()

    read = page.locator("#listTweets .try")
    read.locator("summary").click()
    read.get_by_label("id (path)").fill(str(person.id))
    read.get_by_label("limit (query)").fill("1")
    read.get_by_role("button", name="Send").click()
    expect(read.locator("pre").last).to_contain_text("It's from the docs")


def test_tries_calls_with_the_session(server, open_window):
    person = Person("With Session").sign_up(server)
    page = open_window()
    log_in_quietly(page, server, person)
    page.goto(f"{server.url}/docs")
    form = page.locator("#ownTimeline .try")
    form.locator("summary").click()
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_role("status")).to_contain_text("200")
    expect(form.locator("pre").last).to_contain_text(f'"user_id": {person.id}')
