"""From what stands to what is published: derive, compare with the last one, write the difference."""
