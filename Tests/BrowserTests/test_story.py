"""Two people in two windows go through all of it."""

import pytest
from playwright.sync_api import expect

from people import Person, log_in_by_hand, sign_up_by_hand, tweet_of, write_tweet
from pictures import choose, png


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_two_people(server, open_window, tmp_path, size):
    jo = Person(f"Jo {size}", "Tea, trains and long walks")
    minji = Person(f"민지 {size}", "서울, 커피")
    jos, minjis = open_window(size), open_window(size)

    # Both sign up.
    for page, person in ((jos, jo), (minjis, minji)):
        page.goto(server.url)
        sign_up_by_hand(page, person)
        expect(page.get_by_text("It is quiet here")).to_be_visible()

    # Jo writes, and finds it on top.
    write_tweet(jos, "First train of the morning ☀️\nand the carriage smells of bread.")
    expect(jos.get_by_label("Your tweet")).to_have_value("")

    # 민지 finds Jo, follows Jo and likes what Jo wrote.
    navigation = minjis.get_by_role("navigation", name="Main")
    navigation.get_by_role("link", name="Find").click()
    minjis.get_by_label("Find people").fill(jo.name.lower())
    found = minjis.locator("article.person").filter(has_text=jo.name)
    found.get_by_role("button", name="Follow").click()
    expect(found.get_by_role("button", name="Following")).to_be_visible()
    navigation.get_by_role("link", name="Home").click()
    tweet = tweet_of(minjis, "First train")
    like = tweet.get_by_role("button", name="Like")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    expect(like).to_have_text("Like 1")

    # Both see it on Jo's page: who follows, who likes.
    tweet.get_by_role("link", name=jo.name).last.click()
    expect(minjis.get_by_role("heading", name=jo.name)).to_be_visible()
    expect(minjis.get_by_role("navigation", name=jo.name)).to_contain_text("1 follower")
    minjis.get_by_role("link", name="1 follower").click()
    expect(minjis.locator("article.person")).to_contain_text(minji.name)
    minjis.locator("article.person").get_by_role("link", name=minji.name).click()
    expect(minjis).to_have_title(f"{minji.name} · Minitter")
    minjis.get_by_role("link", name="Likes").click()
    expect(tweet_of(minjis, "First train")).to_be_visible()
    minjis.get_by_role("link", name="1 following").click()
    expect(minjis.locator("article.person")).to_contain_text(jo.name)

    # Jo gets a picture, which 민지 sees.
    path = tmp_path / "stripes.png"
    path.write_bytes(png(600, 400))
    jos.get_by_role("link", name="Settings").click()
    choose(jos, path)
    jos.get_by_role("dialog").get_by_role("button", name="Use this picture").click()
    expect(jos.get_by_role("dialog")).to_have_count(0)
    expect(jos.locator(".card img.avatar")).to_be_visible()
    jos.get_by_role("link", name="Home").click()
    expect(tweet_of(jos, "First train").locator("img.avatar")).to_be_visible()
    navigation.get_by_role("link", name="Home").click()
    expect(tweet_of(minjis, "First train").locator("img.avatar")).to_have_js_property("naturalWidth", 400)

    # 민지 answers; Jo follows back from 민지's page and takes the like of the answer back.
    navigation.get_by_role("link", name="Home").click()
    write_tweet(minjis, "빵 냄새라니, 부럽다 🥐")
    jos.get_by_role("link", name="Find").click()
    jos.get_by_label("Find people").fill("민지")
    jos.locator("article.person").get_by_role("link", name=minji.name).click()
    jos.get_by_role("button", name="Follow").click()
    like = tweet_of(jos, "빵 냄새라니").get_by_role("button", name="Like")
    like.click()
    expect(like).to_have_text("Like 1")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "false")
    expect(like).to_have_text("Like")

    # Jo unfollows, and the answer leaves Jo's timeline.
    button = jos.get_by_role("button", name="Following")
    button.click()
    expect(jos.get_by_role("button", name=f"Follow {minji.name}")).to_be_visible()
    jos.get_by_role("link", name="Home").click()
    expect(tweet_of(jos, "First train")).to_be_visible()
    expect(tweet_of(jos, "빵 냄새라니")).to_have_count(0)

    # Jo deletes the tweet, after having thought twice.
    delete = tweet_of(jos, "First train").get_by_role("button", name="Delete")
    delete.click()
    jos.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(tweet_of(jos, "First train")).to_be_visible()
    delete.click()
    jos.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(tweet_of(jos, "First train")).to_have_count(0)

    # Jo changes name, text and password.
    jos.get_by_role("link", name="Settings").click()
    profile = jos.get_by_role("region", name="Profile")
    profile.get_by_label("Name").fill("Jo Moss")
    profile.get_by_label("About you").fill("Tea.")
    profile.get_by_role("button", name="Save").click()
    expect(profile.get_by_text("Saved.")).to_be_visible()
    section = jos.get_by_role("region", name="Password")
    section.get_by_label("Current password").fill("not this one")
    section.get_by_label("New password").fill("a new good password")
    section.get_by_role("button", name="Change password").click()
    expect(section.get_by_label("Current password")).to_have_attribute("aria-invalid", "true")
    section.get_by_label("Current password").fill(jo.password)
    section.get_by_role("button", name="Change password").click()
    expect(section.get_by_text("Changed.")).to_be_visible()
    jo.password = "a new good password"

    # Jo logs out and in again.
    jos.get_by_role("button", name="Log out", exact=True).click()
    expect(jos.get_by_role("heading", name="Short words")).to_be_visible()
    log_in_by_hand(jos, jo)
    jos.get_by_role("navigation", name="Main").get_by_role("link", name="Profile").click()
    expect(jos.get_by_role("heading", name="Jo Moss")).to_be_visible()

    # 민지 logs out everywhere, comes back and deletes the account.
    minjis.get_by_role("link", name="Settings").click()
    minjis.get_by_role("button", name="Log out everywhere").click()
    log_in_by_hand(minjis, minji)
    minjis.get_by_role("link", name="Settings").click()
    minjis.get_by_role("button", name="Delete account").click()
    dialog = minjis.get_by_role("dialog")
    dialog.get_by_role("button", name="Delete account").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button", name="Delete account").click()
    expect(minjis.get_by_role("heading", name="Short words")).to_be_visible()
    assert minjis.evaluate("fetch('/session').then((answer) => answer.json())") == {"user_id": None}
