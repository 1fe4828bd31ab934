"""Graph databases: one write, one read."""
