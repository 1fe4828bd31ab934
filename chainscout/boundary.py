"""Where every error ends: a message for a person and an exit status, never a traceback."""

import errno
import os
import sys
from types import TracebackType
from typing import Self

from chainscout import logs
from graph.errors import ChainscoutError

REFUSED, USAGE, UNEXPECTED, INTERRUPTED, CLOSED_PIPE = 1, 2, 70, 130, 141

FULL = "nothing half-done counts; free room and run the same command again"
WAYS = {
    errno.ENOSPC: f"the disk is full; {FULL}",
    errno.EDQUOT: f"the quota is used up; {FULL}",
    errno.EFBIG: f"a file may not grow further; {FULL}",
    errno.ENOENT: "not found; check the path",
    errno.EACCES: "permission denied; check who owns it, or name another --home",
    errno.EROFS: "read-only; name another --home",
    errno.EISDIR: "is a folder; name a file",
    errno.ENOTDIR: "is no folder; name a folder",
}


class Boundary:
    """`with Boundary() as b:` runs a command; afterwards `b.code` is its exit status."""

    def __init__(self) -> None:
        self.code = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Every error but SystemExit ends here."""
        if error is None or isinstance(error, SystemExit | GeneratorExit):
            return False
        self.code = self._told(error)
        return True

    def _told(self, error: BaseException) -> int:
        if isinstance(error, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return CLOSED_PIPE
        if isinstance(error, KeyboardInterrupt):
            return say("stopped; what was acknowledged stands, run the same command again for the rest", INTERRUPTED)
        if isinstance(error, ChainscoutError):
            return say(str(error), REFUSED)
        if isinstance(error, OSError):
            return say(in_words(error), REFUSED)
        log = logs.unexpected(error)
        where = f"where it happened stands in {log}; " if log else ""
        return say(f"unexpected {type(error).__name__}: {error}; {where}please report it", UNEXPECTED)


def in_words(fault: OSError) -> str:
    """What the system refused: the place first, the way out last.

    >>> in_words(FileNotFoundError(2, "No such file", "a.csv"))
    'a.csv: not found; check the path'
    """
    place = fault.filename or "this machine"
    way = WAYS.get(fault.errno or 0, f"{fault.strerror or fault}; check it and run the command again")
    return f"{place}: {way}"


def say(message: str, code: int) -> int:
    """One message on stderr; the exit status is handed back."""
    try:
        sys.stderr.write(message.rstrip() + "\n")
        sys.stderr.flush()
    except OSError:
        pass
    return code
