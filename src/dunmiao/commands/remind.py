"""`remind`: prompts whoever owes something today, once each, and delivers the messages."""

from __future__ import annotations

import argparse

from dunmiao.commands.output import write, write_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing but the form of the answer."""
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(args: argparse.Namespace) -> int:
    """Do what the worker does each morning; 1 when a message did not go out."""
    from dunmiao.commands.database import ready_database

    ready_database()
    from dunmiao.stages.common.clock import today
    from dunmiao.stages.supervision.prompting import prompt_everybody

    ran = prompt_everybody(today())
    if args.json:
        write_json({"prompts": ran.prompts, "sent": ran.sent, "failed": ran.failed})
    else:
        write(f"{ran.prompts} prompts; {ran.sent} messages sent, {ran.failed} not")
    return 1 if ran.failed else 0
