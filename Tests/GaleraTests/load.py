"""Clients that write through one server and read what they wrote through the other."""

import collections
import http.client
import json
import random
import threading
import time

Person = collections.namedtuple("Person", "id token")


class Answer:
    def __init__(self, status, body, link=None):
        self.status, self.body, self.link = status, body, link

    @property
    def is_good(self):
        return self.status == 200

    @property
    def failure(self):
        """None for a good answer."""
        if self.is_good:
            return None
        kind = self.body.get("type", "").rpartition(":")[2]
        return f"{self.status} {kind}".strip()


class Connection:
    """Kept alive; made again after an error."""

    def __init__(self, port):
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=40)

    def call(self, method, path, body=None, token=None):
        headers = {"Authorization": token} if token else {}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            self.http.request(method, path, json.dumps(body) if body is not None else None, headers)
            response = self.http.getresponse()
            return Answer(response.status, json.loads(response.read()), response.headers.get("Link"))
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.http.close()
            return Answer("no answer", {"type": type(error).__name__})


class Client(threading.Thread):
    """Writes until it is told to stop. Of its requests one in four looks, or goes on, through the other server."""

    def __init__(self, number, servers, ledger, people, stop):
        super().__init__(name=f"client-{number}", daemon=True)
        self.own = number % 2
        self.connections = [Connection(server.port) for server in servers]
        self.ledger, self.people, self.stop = ledger, people, stop
        self.random = random.Random(number)
        self.tweets = 0
        self.last_good = time.monotonic()
        self.stalled_in = None

    def run(self):
        try:
            while not self.stop.is_set():
                self.write_something()
        except Exception as error:  # noqa: BLE001: a client that ends silently would make every check easier
            self.ledger.note_mistake(f"{self.name} ended: {error!r}")
            raise

    def write_something(self):
        kind = self.random.choices(("tweet", "like", "follow"), (50, 30, 20))[0]
        person = self.random.choice(self.people)
        if kind == "tweet":
            self.tweet(person)
        elif kind == "like" and (tweet := self.ledger.recent_tweet()):
            self.like(person, tweet)
        elif kind == "follow" and (other := self.random.choice(self.people)) is not person:
            self.follow(person, other)

    def tweet(self, person, server=None):
        self.tweets += 1
        text = f"{self.name} {self.tweets} 안녕"
        answer = self.write(("tweet", person.id, text), "/tweet", {"tweet": text}, person, server)
        if not answer.is_good or not self.is_to_look():
            return
        if self.random.random() < 0.5:
            self.look(f"/tweet/{answer.body['id']}", person, "tweet", text)
        else:
            # A write that rests on the one before, through the other server.
            self.like(person, answer.body["id"], server=1 - self.own)

    def like(self, person, tweet, server=None):
        answer = self.write(("like", person.id, tweet), "/like", {"like": tweet}, person, server)
        if answer and answer.is_good and self.is_to_look():
            self.look(f"/tweet/{tweet}", person, "liked", True, server)

    def follow(self, person, other):
        answer = self.write(("follow", person.id, other.id), "/follow", {"follow": other.id}, person)
        if answer and answer.is_good and self.is_to_look():
            self.look(f"/users/{other.id}", person, "followed", True)

    def is_to_look(self):
        return self.random.random() < 0.25

    def write(self, write, path, body, person, server=None):
        """None when it has been tried before."""
        server = self.own if server is None else server
        if not self.ledger.is_new(write):
            return None
        phase = self.ledger.phase
        answer = self.request(server, "POST", path, body, person.token)
        self.ledger.note_write(phase, write, answer, server)
        return answer

    def look(self, path, person, member, expected, written_through=None):
        """Reads through the server that the write did not go through."""
        server = 1 - (self.own if written_through is None else written_through)
        answer = self.request(server, "GET", path, None, person.token, may_be_missing=True)
        if answer.status in (200, 404):
            shown = answer.body.get(member)
            told = f"GET {path} through server {server + 1}: {answer.status} {shown!r}"
            problem = None if shown == expected else told
            self.ledger.note_read_elsewhere(problem)

    def request(self, server, method, path, body=None, token=None, may_be_missing=False):
        phase = self.ledger.phase
        self.stalled_in = self.stalled_in or phase
        answer = self.connections[server].call(method, path, body, token)
        self.ledger.note_request(phase, answer.failure, self.stalled_in, time.monotonic() - self.last_good)
        if answer.is_good:
            self.last_good, self.stalled_in = time.monotonic(), None
            return answer
        if answer.status != 503 and not (may_be_missing and answer.status == 404):
            self.ledger.note_mistake(f"{method} {path} through server {server + 1}: {answer.failure} {answer.body}")
        # Less than the answer asks for, so that as many as possible meet the failure.
        time.sleep(0.1)
        return answer


def sign_up(numbers, client):
    """Each person signs up and logs in through the client's own server, and writes first through the other."""
    people = []
    for number in numbers:
        account = {"email": f"p{number}@example.com", "password": f"password {number}"}
        answers = [
            client.request(client.own, "POST", "/sign-up", {**account, "name": f"Person {number}", "profile": ""}),
            client.request(client.own, "POST", "/login", account),
        ]
        if all(answer.is_good for answer in answers):
            people.append(Person(answers[1].body["user_id"], answers[1].body["access_token"]))
            client.tweet(people[-1], server=1 - client.own)
    return people
