"""What no client library sends and schemathesis does not: the answers are problems of the contract all the same.

Requests are written byte by byte. script/test-api runs this after schemathesis, on the same server.
"""

import http.client
import json
import os
import socket
from urllib.parse import urlsplit

import jsonschema_rs
import pytest
import requests
from hooks import png

BASE_URL = os.environ["MINITTER_TEST_URL"]
SERVER = urlsplit(BASE_URL)
CONTRACT = requests.get(BASE_URL + "/openapi.json", timeout=20).json()
PROBLEM = jsonschema_rs.validator_for(
    {"$ref": "#/components/schemas/Problem", "components": CONTRACT["components"]}, validate_formats=True
)
FORM = b"multipart/form-data; boundary=b"
PICTURE_PART = b'--b\r\nContent-Disposition: form-data; name="profile-pic"\r\n\r\n'
# The largest JSON body that is taken.
LIMIT = 64 * 1024


@pytest.fixture(scope="module")
def token():
    credentials = {"email": os.environ["MINITTER_TEST_EMAIL"], "password": os.environ["MINITTER_TEST_PASSWORD"]}
    return requests.post(BASE_URL + "/login", json=credentials, timeout=20).json()["access_token"].encode()


def send(method, path, body=b"", **headers):
    lines = [method + b" " + path + b" HTTP/1.1", b"Host: localhost", b"Connection: close"]
    lines += [name.replace("_", "-").encode() + b": " + value for name, value in headers.items() if value is not None]
    if body:
        lines.append(b"Content-Length: %d" % len(body))
    return send_raw(b"\r\n".join(lines) + b"\r\n\r\n" + body, method.decode())


def send_raw(request, method=None):
    with socket.create_connection((SERVER.hostname, SERVER.port), timeout=20) as connection:
        try:
            connection.sendall(request)
        except ConnectionError:
            # The server may answer and close before it has read all.
            pass
        response = http.client.HTTPResponse(connection, method=method)
        response.begin()
        return response, response.read()


def post_tweet(body, token):
    return send(b"POST", b"/tweet", body, Content_Type=b"application/json", Authorization=token)


def check_problem(answer, kind, status):
    response, body = answer
    problem = json.loads(body)
    PROBLEM.validate(problem)
    assert (problem["type"], problem["status"], response.status) == (f"urn:minitter:problem:{kind}", status, status)
    assert response.headers["Content-Type"].startswith("application/problem+json")
    assert response.headers["X-Request-Id"] == problem["request_id"]
    return problem


@pytest.mark.parametrize("path", [
    b"/nope", b"/nope%ff", b"/%00", b"/tweet/1/2", b"/users/1/nope", b"/..%2f..%2fetc%2fpasswd", b"/PING",
])  # fmt: skip
def test_an_unknown_path_is_not_found(path):
    check_problem(send(b"GET", path), "not-found", 404)


@pytest.mark.parametrize("id", [
    b"0", b"-1", b"+1", b"01", b"1.0", b"x", b"%00", b"%ff", b"9223372036854775808", b"9" * 99,
])  # fmt: skip
@pytest.mark.parametrize("path", [b"/tweet/%s", b"/users/%s", b"/timeline/%s", b"/profile-picture/%s"])
def test_an_id_in_the_path_is_a_whole_number_from_1(path, id):
    assert "field" in check_problem(send(b"GET", path % id), "invalid", 400)


@pytest.mark.parametrize("query", [
    b"limit=0", b"limit=101", b"limit=-1", b"limit=abc", b"limit=1.5", b"limit=", b"limit", b"limit=05", b"limit=%ff",
    b"limit=%00", b"limit=99999999999999999999", b"before=0", b"before=-1", b"before=x", b"before=9223372036854775808",
])  # fmt: skip
def test_a_parameter_out_of_bounds_is_named(query):
    problem = check_problem(send(b"GET", b"/users/1/tweets?" + query), "invalid", 400)
    assert problem["field"] == query.partition(b"=")[0].decode()


@pytest.mark.parametrize("query", [b"", b"&&&", b"=", b"limit=%31", b"Limit=0", b"what=ever", b"%ff=%ff", b"limit[]=0"])
def test_what_is_no_parameter_is_ignored(query):
    assert send(b"GET", b"/users/1/tweets?" + query)[0].status == 200


@pytest.mark.parametrize("body", [
    b"", b" ", b"null", b"[]", b'"x"', b"1", b"{", b"{}{}", b'{"tweet": }', b"\xff\xfe\xfd", b'{"tweet": "\xff"}',
    b'{"tweet": "\xed\xa0\x80"}', b'{"tweet": "\\ud800"}', b'{"tweet": "\\udc00\\ud800"}', b"\0", b"[" * 20_000,
    b'{"tweet":' * 5_000, b"tweet=x",
])  # fmt: skip
def test_a_body_that_is_no_json_object_is_malformed(body, token):
    check_problem(post_tweet(body, token), "malformed", 400)


@pytest.mark.parametrize("body", [
    b"{}", b'{"tweet": null}', b'{"tweet": 1}', b'{"tweet": 1e999}', b'{"tweet": ["x"]}', b'{"tweet": ""}',
    b'{"tweet": " \\n"}', b'{"tweet": "\\u0000"}', b'{"tweet": "a\\u0000b"}', b'{"tweet": "\\u0085"}',
    b'{"tweet": "\\u001b[2J"}', b'{"Tweet": "x"}',
    json.dumps({"tweet": "x" * 301}).encode(), json.dumps({"tweet": "🌸" * 301}, ensure_ascii=False).encode(),
])  # fmt: skip
def test_a_value_out_of_bounds_is_named(body, token):
    assert check_problem(post_tweet(body, token), "invalid", 400)["field"] == "tweet"


@pytest.mark.parametrize("id", [
    b"0", b"-1", b"1.5", b"1e400", b"1" * 5_000, b"9223372036854775808", b"true", b"null", b"[2]", b"{}", b'""',
    b'"+2"',    b'"02"', b'" 2"', b'"2\\u0000"', b'"\\uff12"', b'"9999999999999999999"',
])  # fmt: skip
def test_an_id_in_a_body_is_a_whole_number_from_1(id, token):
    answer = send(b"POST", b"/like", b'{"like": %s}' % id, Content_Type=b"application/json", Authorization=token)
    assert check_problem(answer, "invalid", 400)["field"] == "like"


@pytest.mark.parametrize("size", [LIMIT + 1, 4 * LIMIT])
def test_a_body_too_large_is_refused(size, token):
    body = b'{"tweet": "%s"}' % (b"x" * size)
    check_problem(post_tweet(body, token), "too-large", 413)


@pytest.mark.parametrize("type", [
    None, b"", b"json", b"text/plain", b"application/x-www-form-urlencoded", b"application/jsonp", b"application/xml",
    b"multipart/form-data; boundary=b", b"\xff", b"application/octet-stream, application/json",
])  # fmt: skip
def test_a_body_of_another_type_is_refused(type, token):
    answer = send(b"POST", b"/tweet", b'{"tweet": "x"}', Content_Type=type, Authorization=token)
    check_problem(answer, "unsupported-type", 415)


@pytest.mark.parametrize("key", [
    b"", b" ", b'""', b'"', b'"a', b"a b", b"\xff", b"\xea\xb9\x80", b"a\tb", b'"a"; p=1', b"x" * 256,
    b"a\r\nIdempotency-Key: b",
])  # fmt: skip
def test_an_idempotency_key_that_is_none_is_refused(key, token):
    answer = send(
        b"POST", b"/tweet", b'{"tweet": "x"}', Content_Type=b"application/json", Authorization=token, Idempotency_Key=key
    )
    assert check_problem(answer, "invalid", 400)["field"] == "Idempotency-Key"


@pytest.mark.parametrize("authorization", [
    b"", b" ", b"Bearer", b"Bearer ", b"Bearer a b", b"Basic YTpi", b"\xff\xfe", b"a.b.c", b"...", b"x" * 8_000,
    b"eyJhbGciOiJub25lIn0.eyJ1c2VyX2lkIjoxLCJleHAiOjk5OTk5OTk5OTl9.", b"Bearer \xea\xb9\x80",
])  # fmt: skip
@pytest.mark.parametrize("path", [b"/timeline", b"/users/1"])
def test_a_token_that_is_none_is_refused(authorization, path):
    answer = send(b"GET", path, Authorization=authorization)
    check_problem(answer, "token-invalid", 401)
    assert answer[0].headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", CONTRACT["paths"])
def test_other_methods_are_refused_with_those_that_are_taken(path):
    methods = {method.upper() for method in CONTRACT["paths"][path]}
    allowed = methods | ({"HEAD"} if "GET" in methods else set())
    concrete = path.replace("{file}", "x").replace("{id}", "1").replace("{user_id}", "1").encode()
    for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} - allowed:
        answer = send(method.encode(), concrete)
        assert answer[0].status == 405
        assert set(answer[0].headers["Allow"].split(", ")) == allowed
        if method != "HEAD":
            check_problem(answer, "method-not-allowed", 405)


@pytest.mark.parametrize("path", [path for path in CONTRACT["paths"] if "get" in CONTRACT["paths"][path]])
def test_head_answers_as_get_without_a_body(path, token):
    concrete = path.replace("{file}", "x").replace("{id}", "1").replace("{user_id}", "1").encode()
    (get, _), (head, body) = (send(method, concrete, Authorization=token) for method in (b"GET", b"HEAD"))
    assert (head.status, head.headers["Content-Type"]) == (get.status, get.headers["Content-Type"])
    assert body == b""


@pytest.mark.parametrize("type, body, kind, status", [
    (b"multipart/form-data", b"--b\r\n", "malformed", 400),
    (b"multipart/form-data; boundary=", b"--b\r\n", "malformed", 400),
    (FORM, b"", "malformed", 400),
    (FORM, b"\0" * 100, "malformed", 400),
    (FORM, PICTURE_PART + b"GIF89a", "malformed", 400),
    (FORM, b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n", "malformed", 400),
    (FORM, b'--b\r\nContent-Disposition: form-data; name="other"\r\n\r\nx\r\n--b--\r\n', "invalid", 400),
    (FORM, PICTURE_PART + b"\r\n--b--\r\n", "unsupported-type", 415),
    (FORM, PICTURE_PART + b"<svg/>\r\n--b--\r\n", "unsupported-type", 415),
    (b"image/png", b"\x89PNG\r\n\x1a\n", "unsupported-type", 415),
    (None, b"", "unsupported-type", 415),
])  # fmt: skip
def test_a_form_without_a_picture_is_refused(type, body, kind, status, token):
    check_problem(send(b"POST", b"/profile-picture", body, Content_Type=type, Authorization=token), kind, status)


@pytest.mark.parametrize("field", [b"profile-pic", b"profile_pic"])
def test_a_picture_is_taken_in_both_of_the_seeds_fields(field, token):
    body = PICTURE_PART.replace(b"profile-pic", field) + png(b"\x20\x60\xa0") + b"\r\n--b--\r\n"
    assert send(b"POST", b"/profile-picture", body, Content_Type=FORM, Authorization=token)[0].status == 200


@pytest.mark.parametrize("request_", [
    b"\r\n\r\n\0\0", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /ping HTTP/1.1\r\nHost : x\r\n\r\n",
    b"GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /ping HTTP/1.1\r\nHost: x\r\nX: \0\r\n\r\n",
    b"POST /tweet HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST /tweet HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"POST /tweet HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    b"GET /ping HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
])  # fmt: skip
def test_what_is_not_http_is_refused(request_):
    assert send_raw(request_)[0].status == 400
