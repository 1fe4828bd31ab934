"""Cypher that people type: read into words, let through if it only reads, written out anew for the engine."""
