"""How far are we? Shown on stderr for anything that takes longer than two seconds."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_S = 2.0


class Steps:
    """What is being done, step by step."""

    def __init__(self, total: int | None) -> None:
        self.total = total
        self.done = 0
        self.text = ""
        self.begun = time.monotonic()

    def to(self, text: str) -> None:
        """Say what is being done now; the step before is done."""
        self.done += bool(self.text)
        self.text = text

    def line(self) -> str:
        """Where it stands, in one line."""
        share = f"{self.done + 1} of {self.total}, " if self.total and self.total > 1 else ""
        return f"{share}{self.text}, {time.monotonic() - self.begun:.0f} s"


@contextmanager
def steps(total: int | None = None) -> Iterator[Steps]:
    """Tell the person at the screen what is being done, once two seconds have gone by."""
    state, ended = Steps(total), threading.Event()
    thread = threading.Thread(target=_tell, args=(state, ended), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        ended.set()
        thread.join(timeout=1)


def _tell(state: Steps, ended: threading.Event) -> None:
    """A line that moves on a terminal; elsewhere one line now and then."""
    terminal = sys.stderr.isatty()
    wait = PATIENCE_S
    shown = False
    while not ended.wait(wait):
        line = state.line()
        sys.stderr.write(f"\r\x1b[2K{line[:120]}" if terminal else f"{line}\n")
        sys.stderr.flush()
        shown, wait = True, 0.2 if terminal else 10.0
    if shown and terminal:
        sys.stderr.write("\r\x1b[2K")
        sys.stderr.flush()
