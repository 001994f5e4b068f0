"""Finding people by the beginning of their name."""

from playwright.sync_api import expect

from people import Person, log_in_quietly
from scrolling import scroll_until


def test_finds_by_the_beginning_of_a_name(server, open_window):
    for number in range(1, 26):
        Person(f"Quentin {number:02}").sign_up(server)
    Person("Not Quentin").sign_up(server)
    page = open_window("phone")
    page.goto(server.url)
    page.get_by_role("link", name="Find").click()
    box = page.get_by_label("Find people")
    expect(box).to_be_focused()
    box.press_sequentially("quentin", delay=20)
    people = page.locator("article.person")
    expect(people.first).to_contain_text("Quentin")
    # Nobody is logged in, so nobody can be followed.
    expect(page.get_by_role("button", name="Follow")).to_have_count(0)
    scroll_until(page, people, 25)
    names = people.locator(".author").all_inner_texts()
    assert sorted(names) == [f"Quentin {number:02}" for number in range(1, 26)]
    assert page.url.endswith("/find?name=quentin")

    # The address leads there again, and “back” finds it as it was.
    people.last.get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quentin")
    page.go_back()
    expect(people).to_have_count(25)
    page.reload()
    expect(people.first).to_contain_text("Quentin")

    box.fill("quentin 25")
    expect(people).to_have_count(1)
    expect(page.locator("#status")).to_have_text("1 person found")
    box.fill("nobody of this name")
    expect(page.get_by_text("Nobody’s name begins like that.")).to_be_visible()
    box.fill("")
    expect(people).to_have_count(0)


def test_the_end_of_a_page_of_people_is_a_link(server, open_window):
    for number in range(1, 23):
        Person(f"Ottilie {number:02}").sign_up(server)
    person = Person("Seeker").sign_up(server)
    page = open_window()
    log_in_quietly(page, server, person)
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto(f"{server.url}/find?name=Ottilie")
    people = page.locator("article.person .author")
    expect(people).to_have_count(20)
    first = people.all_inner_texts()
    older = page.get_by_role("link", name="More people").get_attribute("href")
    page.goto(server.url + older)
    expect(people).to_have_count(2)
    assert not set(first) & set(people.all_inner_texts())
