"""Who sends the requests: tokens as Minitter and the reference sign them, with the secret that both are given."""

import pathlib
import time

import jwt
import numpy

from .network import LOG_INS, Network


class Callers:
    def __init__(self, folder: pathlib.Path, secret: str):
        self.folder, self.secret = folder, secret
        folder.mkdir()

    def tokens(self, name: str, users: list[int]) -> pathlib.Path:
        now = int(time.time())
        lines = []
        for user in users:
            # `gen` is users.token_generation, and `iat` is asked for by Minitter alone.
            claims = {"user_id": user, "gen": 1, "iat": now, "exp": now + 86_400}
            lines.append(jwt.encode(claims, self.secret, "HS256"))
        return self._write(name, lines)

    def emails(self, name: str, network: Network) -> pathlib.Path:
        return self._write(name, [network.email(user) for user in range(1, LOG_INS + 1)])

    def numbers(self, name: str, users: list[int]) -> pathlib.Path:
        return self._write(name, list(map(str, users)))

    def _write(self, name: str, lines: list[str]) -> pathlib.Path:
        file = self.folder / name
        file.write_text("".join(f"{line}\n" for line in lines))
        return file


def some_people(network: Network, count: int = 1_000) -> list[int]:
    """People like most."""
    chosen = numpy.random.default_rng(2).choice(network.ordinary, min(count, network.ordinary), replace=False) + 1
    return chosen.tolist()
