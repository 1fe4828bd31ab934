"""Formulas, pure, with their references."""
