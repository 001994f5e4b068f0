"""People who use Minitter: what they do through the API to prepare, and with their hands in the browser."""

from dataclasses import dataclass, field
from itertools import count

from playwright.sync_api import Page, expect

from server import Server

PASSWORD = "correct horse battery"
numbers = count(1)


@dataclass
class Person:
    name: str
    profile: str = ""
    password: str = PASSWORD
    email: str = field(default_factory=lambda: f"person{next(numbers)}@example.com")
    id: int = 0
    token: str = ""

    def sign_up(self, server: Server) -> "Person":
        account = {"name": self.name, "email": self.email, "password": self.password, "profile": self.profile}
        self.id = server.call("POST", "/sign-up", account)["id"]
        login = {"email": self.email, "password": self.password}
        self.token = server.call("POST", "/login", login)["access_token"]
        return self

    def tweet(self, server: Server, text: str) -> int:
        return server.call("POST", "/tweet", {"tweet": text}, self.token)["id"]

    def follow(self, server: Server, other: "Person") -> None:
        server.call("POST", "/follow", {"follow": other.id}, self.token)

    def like(self, server: Server, tweet: int) -> None:
        server.call("POST", "/like", {"like": tweet}, self.token)


def sign_up_by_hand(page: Page, person: Person) -> None:
    page.get_by_role("button", name="Sign up").first.click()
    page.get_by_label("Name").fill(person.name)
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill(person.password)
    page.get_by_label("About you").fill(person.profile)
    page.locator("form").get_by_role("button", name="Sign up").click()
    expect(page.get_by_label("Your tweet")).to_be_visible()


def log_in_by_hand(page: Page, person: Person) -> None:
    expect(page.get_by_role("heading", name="Short words")).to_be_visible()
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill(person.password)
    page.locator("form").get_by_role("button", name="Log in").click()
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Settings")).to_be_visible()


def log_in_quietly(page: Page, server: Server, person: Person) -> None:
    """Gets the cookie as the log-in form does, without the form."""
    page.goto(f"{server.url}/find")
    status = page.evaluate(
        """async (body) => (await fetch('/session', {method: 'POST', body: JSON.stringify(body),
            headers: {'Content-Type': 'application/json'}})).status""",
        {"email": person.email, "password": person.password},
    )
    assert status == 200


def write_tweet(page: Page, text: str) -> None:
    page.get_by_label("Your tweet").fill(text)
    page.locator("form.composer").get_by_role("button", name="Tweet").click()
    expect(page.locator("article.tweet .text").first).to_have_text(text)


def tweet_of(page: Page, text: str):
    return page.locator("article.tweet").filter(has_text=text)
