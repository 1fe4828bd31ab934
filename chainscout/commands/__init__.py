"""The commands: one file each, found by its place; the docstring is the help.

A command has `options(parser)` and `run(args, settings) -> Outcome`; what it needs it imports inside `run`, so that
`--help` stays quick.
"""
