"""Clients as they should be: they repeat what failed, under the same Idempotency-Key, and give up in the end."""

import collections
import http.client
import json
import random
import secrets
import struct
import threading
import time
import uuid
import zlib

Person = collections.namedtuple("Person", "id token")
Answer = collections.namedtuple("Answer", "status body")

CLIENTS = 10
PEOPLE = 200
# Seconds between two calls of a client, about: some 300 calls a second leave room on two cores.
PAUSE = 0.02
# Seconds that an attempt may take, and that a call is tried again for.
ATTEMPT, PATIENCE, PICTURE_PATIENCE = 20, 60, 3
# Answers after which the same may be sent again; None: there was none.
REPEATABLE = {None, 408, 429, 502, 503, 504}


class Caller:
    """One kept-alive connection, made again after an error."""

    def __init__(self, port):
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=ATTEMPT)

    def attempt(self, method, path, body=None, headers=None):
        try:
            self.http.request(method, path, body, headers or {})
            response = self.http.getresponse()
            return Answer(response.status, response.read())
        except (OSError, http.client.HTTPException) as error:
            self.http.close()
            return Answer(None, type(error).__name__.encode())

    def call(self, record, kind, method, path, body=None, headers=None, patience=PATIENCE):
        """The last attempt's answer."""
        begun, attempts = time.monotonic(), 0
        while True:
            answer = self.attempt(method, path, body, headers)
            attempts += 1
            is_good = answer.status == 200
            record.note_attempt(kind, None if is_good else str(answer.status or answer.body.decode()))
            is_over = time.monotonic() - begun > patience
            if is_good or is_over or answer.status not in REPEATABLE:
                break
            # Longer each time, and not all clients at once.
            time.sleep(min(1, 0.1 * 2 ** (attempts - 1)) * random.uniform(0.7, 1.3))
        if not is_good and answer.status not in REPEATABLE:
            record.note_mistake(f"{method} {path}: {answer.status} {answer.body[:300]!r}")
        record.note_call(kind, attempts, is_good)
        return answer

    def send(self, record, kind, method, path, value=None, token=None, **options):
        """JSON there and back; None when it failed. A write carries a key."""
        headers = {"Authorization": token} if token else {}
        if method != "GET":
            headers |= {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        body = json.dumps(value) if value is not None else None
        answer = self.call(record, kind, method, path, body, headers, **options)
        return json.loads(answer.body) if answer.status == 200 else None


class Worker(threading.Thread):
    """Works until it is told to stop."""

    def __init__(self, name, port, world, record, stop):
        super().__init__(name=name, daemon=True)
        self.caller, self.world, self.record, self.stop = Caller(port), world, record, stop

    def run(self):
        try:
            while not self.stop.is_set():
                self.work()
                time.sleep(PAUSE * random.uniform(0.5, 1.5))
        except Exception as error:  # noqa: BLE001: a client that ends silently would make every drill easier
            self.record.note_mistake(f"{self.name} ended: {error!r}")


class Writer(Worker):
    """Half of its calls write, half read."""

    tweets = 0

    def work(self):
        kind = random.choices((self.tweet, self.like, self.follow, self.read), (25, 15, 10, 50))[0]
        kind(random.choice(self.world.people))

    def tweet(self, person):
        self.tweets += 1
        text = f"{self.record.name} {self.name} {self.tweets} 안녕"
        stored = self.write(("tweet", person.id, text), "/tweet", {"tweet": text}, person)
        if stored:
            self.world.note_tweet(stored["id"])

    def like(self, person):
        if tweet := self.world.recent_tweet():
            self.write(("like", person.id, tweet), "/like", {"like": tweet}, person)

    def follow(self, person):
        other = random.choice(self.world.people)
        if other.id != person.id:
            self.write(("follow", person.id, other.id), "/follow", {"follow": other.id}, person)

    def write(self, write, path, value, person):
        if not self.world.is_new(write):
            return None
        answer = self.caller.send(self.record, "calls", "POST", path, value, person.token)
        if answer:
            self.record.note_write(write)
        return answer

    def read(self, person):
        path = random.choice(("/timeline", f"/users/{person.id}", f"/users/{person.id}/tweets"))
        self.caller.send(self.record, "calls", "GET", path, token=person.token)


class Photographer(Worker):
    """Uploads pictures of its own person, every second one so large that the server keeps it in a file meanwhile."""

    def __init__(self, person, *arguments):
        super().__init__(*arguments)
        self.person = person
        self.turn = 0

    def work(self):
        self.turn += 1
        boundary = secrets.token_hex(16)
        body = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="profile-pic"; filename="p.png"\r\n'
            "Content-Type: image/png\r\n\r\n".encode()
            + png(400 if self.turn % 2 else 64) + f"\r\n--{boundary}--\r\n".encode())  # fmt: skip
        headers = {"Authorization": self.person.token, "Content-Type": f"multipart/form-data; boundary={boundary}"}
        answer = self.picture_call("POST", "/profile-picture", body, headers)
        if answer.status == 200:
            path = "/pictures/" + json.loads(answer.body)["img_url"].partition("/pictures/")[2]
            self.world.pictures[self.person.id] = path
        if path := self.world.pictures.get(self.person.id):
            self.picture_call("GET", path)
        time.sleep(0.2)

    def picture_call(self, *arguments):
        return self.caller.call(self.record, "pictures", *arguments, patience=PICTURE_PATIENCE)


def png(side):
    """Of noise, so that it can't be packed: 3 bytes a pixel."""
    lines = b"".join(b"\0" + random.randbytes(side * 3) for _ in range(side))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines, 1)) + chunk(b"IEND", b"")


class Load:
    """All clients at work; `with Load(…):`"""

    def __init__(self, port, world, record):
        self.stop = threading.Event()
        arguments = (port, world, record, self.stop)
        self.workers = [Writer(f"client {number}", *arguments) for number in range(CLIENTS)]
        self.workers += [
            Photographer(person, f"photographer {person.id}", *arguments) for person in world.photographers]
        self.record = record

    def __enter__(self):
        self.record.begin = time.monotonic()
        for worker in self.workers:
            worker.start()
        return self

    def __exit__(self, *_):
        self.record.end = time.monotonic()
        self.stop.set()
        for worker in self.workers:
            worker.join(PATIENCE + ATTEMPT)
            if worker.is_alive():
                self.record.note_mistake(f"{worker.name} does not end")


def sign_up(port, world, record):
    """The people of all drills."""
    def work(number):
        caller = Caller(port)
        for each in range(number, PEOPLE, CLIENTS):
            account = {"email": f"p{each}@example.com", "password": f"password {each}"}
            caller.send(record, "calls", "POST", "/sign-up", account | {"name": f"Person {each}", "profile": ""})
            if answer := caller.send(record, "calls", "POST", "/login", account):
                world.people.append(Person(answer["user_id"], answer["access_token"]))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(world.people) != PEOPLE:
        raise RuntimeError(f"only {len(world.people)} of {PEOPLE} people could sign up: {record.mistakes[:3]}")
    world.photographers = world.people[:2]
