"""What stands? The claims that count at two dates, one row a node and a tie, evidence apart."""

from graph.standing.build import Standing, standing

__all__ = ["Standing", "standing"]
