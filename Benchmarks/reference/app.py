"""Joins the layers. The environment holds the settings: REFERENCE_DATABASE_URL, REFERENCE_JWT_SECRET."""

import os

from flask import Flask
from sqlalchemy import create_engine

from .model import TweetModel, UserModel
from .service import TweetService, UserService
from .view import add_endpoints


def create_app() -> Flask:
    app = Flask(__name__)
    # A connection for each of a worker's threads at the most.
    engine = create_engine(os.environ["REFERENCE_DATABASE_URL"], pool_size=8)
    users = UserService(UserModel(engine), os.environ["REFERENCE_JWT_SECRET"])
    add_endpoints(app, users, TweetService(TweetModel(engine)))
    return app
