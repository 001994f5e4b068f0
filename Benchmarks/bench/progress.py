"""What the terminal shows meanwhile, on standard error."""

import sys
import time


def say(text: str):
    print(text, file=sys.stderr, flush=True)


class Bar:
    """A line that fills up. Where there is no terminal it is written once, at the end."""

    WIDTH = 24

    def __init__(self, label: str, total: int):
        self.label, self.total, self.done = label, total, 0
        self.begun = self.drawn = time.monotonic()
        self.live = sys.stderr.isatty()
        self._draw()

    def advance(self, count: int):
        self.done += count
        if time.monotonic() - self.drawn > 0.2:
            self._draw()

    def note(self, text: str):
        """Says what goes on after the last item."""
        self._draw(text)

    def finish(self):
        self._draw()
        if not self.live:
            sys.stderr.write(self._line("").rstrip())
        sys.stderr.write("\n")

    def _draw(self, note: str = ""):
        self.drawn = time.monotonic()
        if self.live:
            sys.stderr.write("\r" + self._line(note))
            sys.stderr.flush()

    def _line(self, note: str) -> str:
        filled = self.WIDTH * self.done // max(self.total, 1)
        bar = "#" * filled + "." * (self.WIDTH - filled)
        return f"  {self.label:<42} [{bar}] {self.done:>10,} {self.drawn - self.begun:6.1f} s {note:<18}"
