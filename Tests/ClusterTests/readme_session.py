"""The README's session, pasted as it stands against another address."""

import json
import pathlib
import re
import subprocess

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"
STEPS = 13


def block():
    """What the fence after <!-- session --> holds."""
    return re.search(r"<!-- session -->\n```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.S)[1]


def run(address, folder):
    """What speaks against it, in words; empty when two people came through all of it."""
    script = pathlib.Path(folder, "session.sh")
    script.write_text(block().replace("http://localhost:5000", address), encoding="utf-8")
    done = subprocess.run(
        ["bash", "-eu", str(script)], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    if done.returncode:
        return [f"it ended with {done.returncode}: {done.stdout}{done.stderr}"]
    lines = [line for line in done.stdout.splitlines() if line]
    if len(lines) != STEPS:
        return [f"{len(lines)} lines instead of {STEPS}: {done.stdout}"]
    pong, *answers, listing = lines
    minji, jo, _, _, first, second, liked, followed, timeline, uploaded, shown = map(json.loads, answers)
    picture = pathlib.Path(folder, "minji.webp").read_bytes()
    claims = {
        "pong": pong == "some some pong",
        "accounts": (minji["name"], jo["name"]) == ("민지", "Jo"),
        "tweets": (first["user_id"], second["user_id"]) == (minji["id"], jo["id"]),
        "like": liked["id"] == second["id"] and liked["like_count"] == 1,
        "follow": followed["id"] == jo["id"] and followed["followed"],
        "timeline": [tweet["id"] for tweet in timeline["timeline"]] == [second["id"], first["id"]],
        "picture's address": uploaded == shown and uploaded["img_url"].startswith(f"{address}/pictures/"),
        "picture": listing.endswith("minji.webp") and picture[:4] == b"RIFF" and picture[8:12] == b"WEBP",
    }
    return [f"{claim} is not as it should be: {done.stdout}" for claim, holds in claims.items() if not holds]
