"""Korean and English, by what the browser prefers."""

import re

import pytest
from playwright.sync_api import expect

from people import Person, log_in_quietly
from server import REPOSITORY

AGO = """async ([seconds]) => {
    const {ago} = await import('/assets/time.js');
    const now = new Date('2026-04-05T12:00:00Z');
    return ago(new Date(now - seconds * 1000), now);
}"""


def test_both_tables_have_the_same_keys(server, open_window):
    page = open_window()
    page.goto(server.url)
    words = page.evaluate("import('/assets/words.js').then(({words}) => words)")
    assert list(words) == ["en", "ko"]
    assert words["en"].keys() == words["ko"].keys()
    for key, english in words["en"].items():
        korean = words["ko"][key]
        assert korean.strip() and english.strip(), key
        # The same places for values, in each form.
        places = set(re.findall(r"\{\w+\}", korean))
        assert all(set(re.findall(r"\{\w+\}", form)) == places for form in english.split("|")), key


def test_no_text_is_missing_and_none_is_left_over(server, open_window):
    modules = {path.name: path.read_text() for path in (REPOSITORY / "Web/assets").glob("*.js")}
    table = modules.pop("words.js")
    keys = set(re.findall(r"^    '([\w-]+)':", table, re.MULTILINE))
    rest = "\n".join(modules.values())
    named = set(re.findall(r"'([a-z][\w-]*)'", rest))
    made = {
        f"{prefix}{end}"
        for prefix, ends in {
            "tab-": ["tweets", "following", "followers", "likes"],
            "empty-": ["tweets", "following", "followers", "likes"],
            "label-": ["tweets", "following", "followers", "likes"],
            "move-": ["left", "right", "up", "down"],
        }.items()
        for end in ends
    }
    used = set(re.findall(r"\bt\('([\w-]+)'", rest))
    assert used <= keys
    assert {key for key in keys if not key.startswith("problem-")} <= named | made


def test_every_problem_has_words(server, open_window):
    page = open_window()
    page.goto(server.url)
    words = page.evaluate("import('/assets/words.js').then(({words}) => words.en)")
    kinds = server.call("GET", "/openapi.json")["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]
    missing = {kind.split(":")[-1] for kind in kinds} - {key.removeprefix("problem-") for key in words}
    assert missing <= {"method-not-allowed"}


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en-GB", ["now", "3 min", "2 hr", "5 days", "20 Mar", "1 Apr 2025"]),
        ("ko-KR", ["방금", "3분 전", "2시간 전", "5일 전", "3월 20일", "2025년 4월 1일"]),
    ],
)
def test_times(server, open_window, language, texts):
    page = open_window(locale=language)
    page.goto(server.url)
    minute, hour, day = 60, 3600, 86400
    ages = [59, 3 * minute + 59, 2 * hour, 5 * day + hour, 16 * day, 369 * day]
    assert [page.evaluate(AGO, [age]) for age in ages] == texts


def test_korean(server, open_window):
    person = Person("김유나", "도자기").sign_up(server)
    tweet = person.tweet(server, "가마 문 여는 날")
    page = open_window(locale="ko-KR")
    page.goto(server.url)
    assert page.locator("html").get_attribute("lang") == "ko"
    expect(page.get_by_role("heading", name="짧은 글, 좋은 사람들")).to_be_visible()
    page.get_by_label("이메일").fill(person.email)
    page.get_by_label("비밀번호").fill("틀린 비밀번호")
    page.locator("form").get_by_role("button", name="로그인").click()
    expect(page.get_by_text("이메일 또는 비밀번호가 맞지 않아요.")).to_be_visible()
    log_in_quietly(page, server, person)
    for path, title in (
        ("/", "홈"),
        (f"/people/{person.id}", "김유나"),
        (f"/tweets/{tweet}", "김유나 님의 트윗"),
        ("/find", "사람 찾기"),
        ("/settings", "설정"),
    ):
        page.goto(server.url + path)
        expect(page).to_have_title(f"{title} · Minitter")
        page.wait_for_load_state("networkidle")
        # No word of the other table is left.
        text = page.locator("body").inner_text()
        assert not re.findall(r"\b(Follow|Settings|Home|Find|Tweet|Older|Likes?|Delete|Write)\b", text)


def test_other_languages_read_english(server, open_window):
    page = open_window(locale="fr-FR")
    page.goto(server.url)
    expect(page.get_by_role("heading", name="Short words")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"
