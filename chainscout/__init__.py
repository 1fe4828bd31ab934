"""The roof: command line, ingest, settings."""
