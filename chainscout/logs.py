"""The log file of a home, and warnings for the person at the screen."""

import logging
import os
import sys
import tempfile
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG = logging.getLogger("chainscout")


class _Plain(logging.Formatter):
    """A warning as one line, without a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return f"warning: {record.getMessage()}"


class _Late(logging.Handler):
    """The file is chosen at the first record: a command may make the home it logs into."""

    def __init__(self, home: Path) -> None:
        super().__init__()
        self.home = home
        self.file: logging.Handler | None = None

    @property
    def path(self) -> Path:
        """Where the log is, or will be."""
        folder = self.home / "log" if os.access(self.home, os.W_OK) else Path(tempfile.gettempdir())
        return folder / "chainscout.log"

    def emit(self, record: logging.LogRecord) -> None:
        if self.file is None:
            self.file = _opened(self.path)
            self.file.setFormatter(self.formatter)
        self.file.handle(record)

    def close(self) -> None:
        if self.file:
            self.file.close()
        super().close()


def _opened(path: Path) -> logging.Handler:
    try:
        path.parent.mkdir(exist_ok=True)
        return RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    except OSError:
        return logging.NullHandler()


_own: list[logging.Handler] = []
"""What this module added to the root logger, so that a second start in one process replaces it."""


def start(home: Path) -> None:
    """Log into the home (beside the temporary files where there is none), and warn on stderr."""
    root = logging.getLogger()
    while _own:
        old = _own.pop()
        root.removeHandler(old)
        old.close()
    late = _Late(home)
    late.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    screen = logging.StreamHandler(sys.stderr)
    screen.setLevel(logging.WARNING)
    screen.setFormatter(_Plain())
    _own.extend((late, screen))
    for handler in _own:
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
    logging.raiseExceptions = False


def unexpected(error: BaseException) -> Path | None:
    """Keep where it happened, without the message: names and passwords stay out of the file. Returns the file."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    record = LOG.makeRecord(LOG.name, logging.ERROR, "", 0, "unexpected %s\n%s", (type(error).__name__, frames), None)
    for handler in _own:
        if isinstance(handler, _Late):
            handler.handle(record)
            return handler.path
    return None
