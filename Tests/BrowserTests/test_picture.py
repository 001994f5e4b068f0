"""A picture is chosen, cropped and sent."""

import pytest
from playwright.sync_api import expect

from people import Person, log_in_quietly
from pictures import choose, png


# The colour at a place of an image or canvas, both from 0 to 1.
COLOUR = """(element, [x, y]) => {
    const canvas = document.createElement('canvas');
    const [width, height] = [element.naturalWidth ?? element.width, element.naturalHeight ?? element.height];
    Object.assign(canvas, {width, height});
    const context = canvas.getContext('2d');
    context.drawImage(element, 0, 0);
    const [r, g, b] = context.getImageData(x * (width - 1), y * (height - 1), 1, 1).data;
    return r > 200 && g > 200 ? 'white' : r > 150 ? 'red' : b > 150 ? 'blue' : g > 120 ? 'green' : `${r} ${g} ${b}`;
}"""


def colours(locator, places=(0.02, 0.98)) -> list[str]:
    return [locator.evaluate(COLOUR, [x, 0.5]) for x in places]


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_crop_and_send(server, open_window, tmp_path, size):
    person = Person(f"Painter {size}").sign_up(server)
    path = tmp_path / "stripes.png"
    # Wide: a square holds two of the four stripes.
    path.write_bytes(png(800, 400))
    page = open_window(size)
    log_in_quietly(page, server, person)
    page.goto(f"{server.url}/settings")
    expect(page.locator("nav.main span.avatar")).to_have_text("P")
    choose(page, path)
    dialog = page.get_by_role("dialog", name="Picture")
    canvas = dialog.get_by_role("img", name="The part of the picture")
    assert colours(canvas) == ["green", "blue"]

    # By mouse, to the left end; further than the picture goes.
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + 60, steps=4)
    page.mouse.move(box["x"] + box["width"] + 200, box["y"] + 60, steps=4)
    page.mouse.up()
    assert colours(canvas) == ["red", "green"]
    # By the keyboard, to the right end.
    for _ in range(40):
        canvas.press("ArrowRight")
    assert colours(canvas) == ["blue", "white"]
    # By its buttons, a step to the left.
    for _ in range(4):
        dialog.get_by_role("button", name="Left").click()
    assert colours(canvas) == ["green", "white"]
    # Zoomed by the keyboard and by the slider, in the middle of a stripe.
    canvas.press("+")
    assert float(dialog.get_by_label("Zoom").input_value()) == pytest.approx(1.1, abs=0.06)
    dialog.get_by_label("Zoom").fill("4")
    for _ in range(70):
        canvas.press("ArrowRight")
    assert colours(canvas) == ["white", "white"]
    dialog.get_by_label("Zoom").fill("1")
    for _ in range(60):
        canvas.press("ArrowLeft")
    assert colours(canvas) == ["red", "green"]
    # The previews show the same.
    assert colours(dialog.locator(".previews canvas").first) == ["red", "green"]

    dialog.get_by_role("button", name="Use this picture").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".toast")).to_have_text("Your picture has been changed.")
    # It is in the bar at once, and everywhere.
    expect(page.locator("nav.main img.avatar")).to_be_visible()
    page.goto(f"{server.url}/people/{person.id}")
    picture = page.locator("img.avatar.large")
    expect(picture).to_have_js_property("naturalWidth", 400)
    assert colours(picture) == ["red", "green"]


def test_pinch(server, open_window, tmp_path):
    person = Person("Pincher").sign_up(server)
    path = tmp_path / "stripes.png"
    path.write_bytes(png(400, 400))
    page = open_window("phone")
    log_in_quietly(page, server, person)
    page.goto(f"{server.url}/settings")
    choose(page, path)
    canvas = page.get_by_role("dialog").get_by_role("img", name="The part of the picture")
    box = canvas.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)

    def fingers(kind: str, apart: float) -> None:
        points = [{"x": middle[0] + side * apart, "y": middle[1], "id": side} for side in (0, 1)] if apart else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", 40)
    for apart in (60, 80, 100):
        fingers("touchMove", apart)
    fingers("touchEnd", 0)
    assert float(page.get_by_label("Zoom").input_value()) > 1.5


def test_tells_how_much_has_gone_up(server, open_window, tmp_path):
    person = Person("Slow Line").sign_up(server)
    path = tmp_path / "stripes.png"
    path.write_bytes(png(400, 400))
    page = open_window()
    log_in_quietly(page, server, person)
    page.goto(f"{server.url}/settings")
    choose(page, path)
    dialog = page.get_by_role("dialog", name="Picture")
    # The answer is held back, then lost: the picture that was chosen is still there, and can be sent again.
    page.route("**/profile-picture", lambda route: route.abort())
    dialog.get_by_role("button", name="Use this picture").click()
    expect(dialog.get_by_text("The server gave no answer.")).to_be_visible()
    page.unroute("**/profile-picture")
    seen = page.evaluate("""() => new Promise((resolve) => {
        const bar = document.querySelector('progress');
        const values = [];
        new MutationObserver(() => {
            values.push(bar.value);
            if (bar.hidden || !bar.isConnected) resolve(values);
        }).observe(document.body, {subtree: true, attributes: true, childList: true});
        document.querySelector('dialog .primary').click();
    })""")
    assert max(seen) == 1
    expect(page.locator("nav.main img.avatar")).to_be_visible()


def test_what_is_no_picture(server, open_window, tmp_path):
    person = Person("Confused").sign_up(server)
    path = tmp_path / "letter.png"
    path.write_text("Dear all,")
    page = open_window()
    log_in_quietly(page, server, person)
    page.goto(f"{server.url}/settings")
    choose(page, path)
    dialog = page.get_by_role("dialog", name="Picture")
    expect(dialog).to_contain_text("This browser can’t show the picture.")
    dialog.get_by_role("button", name="Use this picture").click()
    expect(dialog.locator(".wrong")).not_to_be_empty()
    dialog.get_by_role("button", name="Cancel").click()
    path.write_bytes(b"\0" * (8 * 1024 * 1024 + 1))
    choose(page, path)
    expect(page.locator(".toast")).to_have_text("That is too large: at most 8 MB.")
