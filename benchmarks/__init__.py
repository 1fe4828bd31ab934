"""Timed runs with generated firms; see README.md. Never part of the tests."""
