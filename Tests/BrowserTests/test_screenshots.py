"""Pictures of the main pages for the README: the same people, words and times each time."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import demo
from people import log_in_quietly

# What is shown: name, window, language, colours, path, and whose window it is.
PICTURES = [
    ("timeline-light", "desk", "en-GB", "light", "/", "hana"),
    ("timeline-dark", "desk", "ko-KR", "dark", "/", "hana"),
    ("person-light", "desk", "ko-KR", "light", "/people/1", "alex"),
    ("person-dark", "desk", "en-GB", "dark", "/people/2", "hana"),
    ("find-light", "desk", "en-GB", "light", "/find?name=김", "alex"),
    ("settings-dark", "desk", "ko-KR", "dark", "/settings", "hana"),
    ("phone-timeline-light", "phone", "ko-KR", "light", "/", "hana"),
    ("phone-timeline-dark", "phone", "en-GB", "dark", "/", "alex"),
    ("phone-person-light", "phone", "en-GB", "light", "/people/2", "hana"),
    ("phone-settings-light", "phone", "ko-KR", "light", "/settings", "hana"),
    ("phone-welcome-dark", "phone", "ko-KR", "dark", "/", None),
    ("docs-light", "desk", "en-GB", "light", "/docs#postTweet", None),
    ("docs-dark", "desk", "en-GB", "dark", "/docs#postTweet", None),
]


# A third of the size of a PNG.
TO_WEBP = """async (png) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (one) => one.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext('2d').drawImage(picture, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({type: 'image/webp', quality: 0.9})).arrayBuffer());
    return btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(''));
}"""


def still(page: Page) -> bytes:
    """What stays: pictures are drawn roughly at first, then well."""
    picture = b""
    for _ in range(10):
        page.wait_for_timeout(200)
        last, picture = picture, page.screenshot(animations="disabled", caret="hide")
        if picture == last:
            break
    return picture


def shoot(page: Page, path: Path) -> None:
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    picture = base64.b64encode(still(page)).decode()
    empty = page.context.new_page()
    path.write_bytes(base64.b64decode(empty.evaluate(TO_WEBP, picture)))
    empty.close()


def shoot_crop(page: Page, path: Path) -> None:
    """The dialog that cuts a square from a picture."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="사진 고르기").click()
    photograph = bytes(page.evaluate(demo.PHOTOGRAPH))
    chooser.value.set_files({"name": "hills.png", "mimeType": "image/png", "buffer": photograph})
    expect(page.get_by_role("dialog")).to_be_visible()
    shoot(page, path)


def test_screenshots(request, own_server, open_window):
    folder = request.config.getoption("--screenshots")
    if not folder:
        pytest.skip("without --screenshots")
    Path(folder).mkdir(parents=True, exist_ok=True)
    people = demo.make(own_server)
    artist = open_window()
    demo.draw_pictures(artist, people, lambda person: log_in_quietly(artist, own_server, person))
    own_server.stop()
    demo.set_times(own_server)
    own_server.start()
    for name, size, language, scheme, path, who in PICTURES:
        page = open_window(
            size, locale=language, color_scheme=scheme, device_scale_factor=1.5 if size == "phone" else 1
        )
        page.clock.set_fixed_time(demo.NOW)
        if who:
            log_in_quietly(page, own_server, people[who])
        page.goto(own_server.url + path)
        expect(page.locator("main h1").first).to_be_attached()
        if name == "phone-settings-light":
            shoot_crop(page, Path(folder) / "phone-picture-light.webp")
        else:
            shoot(page, Path(folder) / f"{name}.webp")
