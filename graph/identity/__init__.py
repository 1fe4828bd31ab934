"""Same firm or not? Judgements, reversible."""
