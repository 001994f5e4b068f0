"""What schemathesis can't learn from openapi.json: how to log in, what a picture looks like, and the few rules that a
schema can't say."""

import functools
import itertools
import os
import re
import struct
import zlib

import requests
import schemathesis
from hypothesis import strategies as st

BASE_URL = os.environ["MINITTER_TEST_URL"]
# The account of the contract's first example, which script/test-api has made.
CALLER = {"email": os.environ["MINITTER_TEST_EMAIL"], "password": os.environ["MINITTER_TEST_PASSWORD"]}
# These end the token that they are called with or change what the caller logs in with; and nobody can follow
# themselves, which a schema can't say.
NEED_A_NEW_ACCOUNT = {"logOut", "changePassword", "deleteAccount", "editAccount", "follow"}
# As the contract's pattern.
KEY = re.compile(r"[!#-\[\]-~]{1,255}|\"[!#-\[\]-~]{1,255}\"")


def operation_id(operation):
    return operation.definition.raw["operationId"]


def post(path, body):
    response = requests.post(BASE_URL + path, json=body, timeout=20)
    response.raise_for_status()
    return response.json()


def log_in(email):
    return post("/login", {"email": email, "password": CALLER["password"]})["access_token"]


@functools.cache
def callers_token():
    return log_in(CALLER["email"])


numbers = itertools.count(1)


def new_email():
    return f"passer-by-{next(numbers)}@example.com"


def token_of_a_new_account():
    email = new_email()
    post("/sign-up", {"email": email, "name": "Passer-by", "password": CALLER["password"], "profile": ""})
    return log_in(email)


@schemathesis.auth(refresh_interval=None)
class Token:
    """Where the usual account won't do, each call has one of its own, so that no operation is left out."""

    def get(self, case, context):
        if operation_id(context.operation) in NEED_A_NEW_ACCOUNT:
            return token_of_a_new_account()
        return callers_token()

    def set(self, case, data, context):
        case.headers["Authorization"] = data


def png(color):
    """A picture of one pixel (https://www.w3.org/TR/png-3/)."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" + color)) + chunk(b"IEND", b"")


# Only pictures are binary here.
schemathesis.openapi.format("binary", st.binary(min_size=3, max_size=3).map(png))

# A schema counts characters, the server (bcrypt) bytes.
schemathesis.openapi.format(
    "password", st.text(min_size=8, max_size=72).filter(lambda password: len(password.encode()) <= 72)
)


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """The example of a form stands for a file, which JSON can't hold."""
    del raw_schema["components"]["requestBodies"]["Picture"]["content"]["multipart/form-data"]["examples"]


@schemathesis.hook
def before_call(context, case, kwargs):
    """The people of the examples have signed up already, so who signs up like them gets another e-mail. And a key that is
    good names one request: the example's, which comes with many bodies, is made another each time."""
    if KEY.fullmatch((case.headers or {}).get("Idempotency-Key", "")):
        case.headers["Idempotency-Key"] = f"key-{next(numbers)}"
    if operation_id(case.operation) == "signUp" and isinstance(case.body, dict):
        if str(case.body.get("email")).endswith("@example.com"):
            case.body = {**case.body, "email": new_email()}


@schemathesis.hook
def filter_case(context, case):
    """Other fields of a form are ignored, but some names can't be written in one."""
    names = case.body if case.media_type == "multipart/form-data" and isinstance(case.body, dict) else []
    return all(name.isprintable() and not name.endswith("\\") for name in names)
