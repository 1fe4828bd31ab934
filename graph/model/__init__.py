"""The vocabulary: what there is to say about chains, firms and places. One noun a file, its ties beside it."""
