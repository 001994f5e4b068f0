"""Clients that hold connections and do nothing good, in a process of their own.

    attackers.py loris|idle PORT COUNT    until SIGTERM; then prints what became of them, as JSON

loris: the head of a request, a byte a second; whoever is cut off comes again. idle: one good request, then nothing.
"""

import asyncio
import json
import os
import resource
import signal
import sys
import time


class Attack:
    def __init__(self, kind, port):
        self.hold = {"loris": self.drip, "idle": self.rest}[kind]
        self.port = port
        self.numbers = {"held at once": 0, "opened": 0, "cut off": 0, "refused": 0}
        self.longest = 0
        self.held = 0

    async def one(self):
        while True:
            begun = time.monotonic()
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                self.numbers["refused"] += 1
                await asyncio.sleep(1)
                continue
            self.numbers["opened"] += 1
            self.held += 1
            try:
                await self.hold(reader, writer)
            except (OSError, asyncio.IncompleteReadError):
                pass
            finally:
                self.held -= 1
                self.numbers["cut off"] += 1
                self.longest = max(self.longest, time.monotonic() - begun)
                writer.close()
            await asyncio.sleep(1)

    async def drip(self, reader, writer):
        end = asyncio.create_task(reader.read(1))
        text = b"GET /ping HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"a" * 10_000
        for byte in text:
            writer.write(bytes((byte,)))
            if (await asyncio.wait((end,), timeout=1))[0]:
                return

    async def rest(self, reader, writer):
        writer.write(b"GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n")
        while await reader.read(4096):
            self.numbers["held at once"] = max(self.numbers["held at once"], self.held)

    async def watch(self):
        while True:
            self.numbers["held at once"] = max(self.numbers["held at once"], self.held)
            await asyncio.sleep(0.2)

    async def run(self, count):
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        tasks = [asyncio.create_task(self.watch())]
        for _ in range(count):
            tasks.append(asyncio.create_task(self.one()))
            # A thousand or two a second: a flood of new connections is another matter.
            await asyncio.sleep(0.0005)
        await stop.wait()
        print(json.dumps({"numbers": self.numbers, "longest": self.longest}), flush=True)


def main(kind, port, count):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if hard < int(count) + 100:
        sys.exit(f"{count} connections need as many open files, and ulimit -n -H is {hard}")
    attack = Attack(kind, int(port))

    async def run():
        await attack.run(int(count))
        # Without ending thousands of tasks one by one: their connections end with the process.
        os._exit(0)

    asyncio.run(run())


if __name__ == "__main__":
    main(*sys.argv[1:])
