"""The view layer: the endpoints."""

import functools

from flask import Flask, Response, g, jsonify, request

from .service import TweetService, UserService


def add_endpoints(app: Flask, users: UserService, tweets: TweetService):
    def log_in_required(endpoint):
        @functools.wraps(endpoint)
        def checked(*arguments, **named):
            user_id = users.user_of(request.headers.get("Authorization", ""))
            if user_id is None:
                return Response(status=401)
            g.user_id = user_id
            return endpoint(*arguments, **named)

        return checked

    @app.get("/ping")
    def ping():
        return "some some pong"

    @app.post("/sign-up")
    def sign_up():
        new = request.json
        user_id = users.sign_up(new["email"], new["name"], new["password"], new["profile"])
        return jsonify(id=user_id, email=new["email"], name=new["name"], profile=new["profile"])

    @app.post("/login")
    def log_in():
        user_id = users.log_in(request.json["email"], request.json["password"])
        if user_id is None:
            return Response(status=401)
        return jsonify(user_id=user_id, access_token=users.access_token(user_id))

    @app.post("/tweet")
    @log_in_required
    def tweet():
        if not tweets.tweet(g.user_id, request.json["tweet"]):
            return "a tweet has 300 characters at most", 400
        return ""

    @app.post("/like")
    @log_in_required
    def like():
        tweets.like(g.user_id, request.json["like"])
        return ""

    @app.post("/unlike")
    @log_in_required
    def unlike():
        tweets.unlike(g.user_id, request.json["unlike"])
        return ""

    @app.post("/follow")
    @log_in_required
    def follow():
        users.follow(g.user_id, request.json["follow"])
        return ""

    @app.post("/unfollow")
    @log_in_required
    def unfollow():
        users.unfollow(g.user_id, request.json["unfollow"])
        return ""

    @app.get("/timeline")
    @log_in_required
    def timeline():
        limit = request.args.get("limit", type=int)
        if limit is None:
            return jsonify(user_id=g.user_id, timeline=tweets.timeline(g.user_id))
        before = request.args.get("before", default=2**63 - 1, type=int)
        return jsonify(user_id=g.user_id, timeline=tweets.timeline_page(g.user_id, before, limit))
