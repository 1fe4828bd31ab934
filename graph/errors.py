"""Every error this project raises on purpose; the class is the advice.

* ChainscoutError          what every command catches at the roof
  - SourceError            stop reading this source; repair it and load again
  - VocabularyError        a kind, field or value the vocabulary does not know
  - LedgerError            the ledger cannot be used as asked
    - BusyError            another process holds the writer lock; wait or stop it
    - NewerHomeError       the home was written by a newer version; upgrade
    - FullDiskError        nothing was acknowledged; free room and run again
  - StoreError             the graph cannot be used; build it again
  - CypherError            a person's Cypher is not run, or was stopped; say it otherwise
  - QuestionError          the question names something that is not there; nearest names are offered
  - SettingsError          chainscout.toml, a flag or the environment holds a wrong value
"""


class ChainscoutError(Exception):
    """An error with a message for a person: the place first, the way out last."""


class SourceError(ChainscoutError):
    """A source that cannot be read."""


class VocabularyError(ChainscoutError):
    """A kind, field or value the vocabulary does not know."""


class LedgerError(ChainscoutError):
    """The ledger cannot be used as asked."""


class BusyError(LedgerError):
    """Another process holds the writer lock."""


class NewerHomeError(LedgerError):
    """The home was written by a newer version."""


class FullDiskError(LedgerError):
    """The disk is full; nothing was acknowledged."""


class StoreError(ChainscoutError):
    """The graph cannot be used."""


class CypherError(ChainscoutError):
    """A person's Cypher that is not run, or was stopped."""


class QuestionError(ChainscoutError):
    """The question names something that is not there."""


class SettingsError(ChainscoutError):
    """A setting holds a wrong value."""
