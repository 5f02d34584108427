"""`init`: the first run; brings the database up to date and gives the one-use address."""

from __future__ import annotations

import argparse
from datetime import datetime

from dunmiao.commands.output import Stop, say, write, write_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only the form of the answer."""
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(args: argparse.Namespace) -> int:
    """Migrate, fill an empty holiday table, and print the token; 1 where somebody is in charge."""
    from dunmiao.commands.database import start_django

    start_django()
    from django.core.management import call_command

    from dunmiao.config.catalogues import compile_all

    compile_all()
    call_command("migrate", interactive=False, verbosity=0)
    days = _fill_holidays()
    token, expires_at = _token()
    address = _address(token)
    if args.json:
        write_json({"token": token, "address": address, "expires_at": expires_at.isoformat(),
                    "holidays": days})
        return 0
    write(f"token    {token}")
    write(f"address  {address}")
    say(f"Open the address once before {expires_at:%H:%M}: it names the three administrators.")
    say("Start the server with ./dunmiao serve if it does not run yet.")
    return 0


def _fill_holidays() -> int:
    """Fill the table where it is empty; give how many days were put in."""
    from dunmiao.engine.holidays import holiday_rows, known_years
    from dunmiao.stages.common.actions import seed_holidays
    from dunmiao.stages.common.clock import today
    from dunmiao.stages.common.reading import has_holidays

    if has_holidays():
        return 0
    years = known_years()
    return int(seed_holidays(holiday_rows(years[0], years[-1]), by=None, today=today()))


def _token() -> tuple[str, datetime]:
    from django.utils import timezone, translation

    from dunmiao.stages.common.clock import now, today
    from dunmiao.stages.common.refusal import Refusal
    from dunmiao.stages.organisations.actions.setup import LASTS, begin_setup

    at = now()
    try:
        with translation.override("en"):
            token: str = begin_setup(by=None, today=today(), at=at)
    except Refusal as refusal:
        raise Stop(f"the database is up to date. {refusal}") from None
    return token, timezone.localtime(at + LASTS).replace(microsecond=0)


def _address(token: str) -> str:
    """Give the page's address, at the first origin named or else on this machine."""
    from django.conf import settings
    from django.urls import reverse

    origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")
    return f"{origin.rstrip('/')}{reverse('home:setup', args=[token])}"
