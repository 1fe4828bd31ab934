"""Ask the graph; one module a question."""
