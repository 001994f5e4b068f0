"""The first paint of the timeline is light."""

import re

from playwright.sync_api import expect

from people import Person, log_in_quietly
from server import REPOSITORY

LIMIT = 100_000


def test_first_paint_of_the_timeline(server, open_window):
    person = Person("김하나").sign_up(server)
    for number in range(30):
        person.tweet(server, f"{number}번째 글. 한강에 벚꽃이 피었어요 🌸 이번 주말에 같이 걸을 사람? " * 3)
    page = open_window()
    log_in_quietly(page, server, person)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received: dict[str, int] = {}
    urls: dict[str, str] = {}
    session.on("Network.responseReceived", lambda event: urls.update({event["requestId"]: event["response"]["url"]}))
    # What came over the line, with its headers.
    session.on(
        "Network.loadingFinished", lambda event: received.update({event["requestId"]: event["encodedDataLength"]})
    )
    page.goto(server.url)
    expect(page.locator("article.tweet")).to_have_count(20)
    page.wait_for_load_state("networkidle")
    for request, length in sorted(received.items(), key=lambda one: -one[1])[:8]:
        print(f"{length:7} {urls.get(request)}")
    total = sum(received.values())
    print(f"{total:7} in {len(received)} answers")
    assert len(received) > 30
    assert total < LIMIT


def test_every_module_is_loaded_early(server, open_window):
    """Without this a module is asked for only when the one that imports it is there."""
    page = open_window()
    loaded = set()
    page.on("request", lambda request: loaded.add(request.url.removeprefix(server.url)))
    page.goto(server.url)
    expect(page.locator("h1")).to_be_visible()
    modules = {path for path in loaded if path.endswith(".js")} - {"/assets/main.js"}
    early = re.findall(r'rel="modulepreload" href="([^"]+)"', (REPOSITORY / "Web/index.html").read_text())
    assert sorted(modules) == sorted(early)


def test_a_second_visit_sends_nothing_twice(server, open_window):
    page = open_window()
    page.goto(server.url)
    expect(page.locator("h1")).to_be_visible()
    answer = page.request.get(f"{server.url}/assets/style.css")
    assert answer.headers["cache-control"] == "no-cache"
    again = page.request.get(f"{server.url}/assets/style.css", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status == 304
