"""One module per command: `add_arguments(parser)` says how it is called, `run(args)` does it.

`run` returns the exit code (None is 0); a refusal is a `Stop` with a sentence. A module is imported
only when its command is called, so that `charter check` never loads Django.
"""
