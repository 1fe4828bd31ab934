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


def start(home: Path) -> Path:
    """Log into the home, or beside the temporary files where there is none; returns the file's path."""
    root = logging.getLogger()
    for handler in [h for h in root.handlers if getattr(h, "chainscout", False)]:
        root.removeHandler(handler)
        handler.close()
    folder = home / "log" if os.access(home, os.W_OK) else Path(tempfile.gettempdir())
    path = folder / "chainscout.log"
    try:
        folder.mkdir(exist_ok=True)
        file: logging.Handler = RotatingFileHandler(
            path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        file = logging.NullHandler()
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    screen = logging.StreamHandler(sys.stderr)
    screen.setLevel(logging.WARNING)
    screen.setFormatter(_Plain())
    for handler in (file, screen):
        handler.chainscout = True  # type: ignore[attr-defined]  # so that a second start in one process replaces it
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
    logging.raiseExceptions = False
    return path


def unexpected(error: BaseException) -> None:
    """Where it happened, without the message: names and passwords stay out of the file."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    record = LOG.makeRecord(LOG.name, logging.ERROR, "", 0, "unexpected %s\n%s", (type(error).__name__, frames), None)
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.FileHandler):
            handler.handle(record)
