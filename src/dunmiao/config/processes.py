"""How the web server and the worker run: gunicorn threads, and the queue in our own database."""

from __future__ import annotations

import os
import signal
import threading
import time
from datetime import date
from types import FrameType
from typing import Any

from gunicorn.app.base import BaseApplication

STOP_WITHIN_SECONDS = 8  # both must be gone within ten (cli.md)
MORNING = 8  # the hour from which the day's prompts go out
LOOK_EVERY_SECONDS = 300


class Server(BaseApplication):
    """Gunicorn with our settings; `run()` returns only by leaving the process."""

    def __init__(self, **options: Any) -> None:
        """Keep the options; see gunicorn's own names for them."""
        self.given = {
            "worker_class": "gthread",
            "threads": 4,
            "timeout": 60,
            "graceful_timeout": STOP_WITHIN_SECONDS - 2,
            "keepalive": 5,
            "control_socket_disable": True,
            "loglevel": "warning",
            **options,
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn; the GUNICORN_CMD_ARGS variable is not read."""
        for name, value in self.given.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Give the WSGI application."""
        from dunmiao.config.wsgi import application

        return application


def from_environment() -> dict[str, Any]:
    """Read the options of a production server from the environment.

    DUNMIAO_BIND (127.0.0.1:8000), DUNMIAO_WORKERS (2), DUNMIAO_THREADS (4) and DUNMIAO_PROXIES,
    the addresses whose forwarding headers are believed (127.0.0.1). Raises ValueError on a
    number that is none.
    """
    return {
        "bind": os.environ.get("DUNMIAO_BIND", "127.0.0.1:8000"),
        "workers": _number("DUNMIAO_WORKERS", 2),
        "threads": _number("DUNMIAO_THREADS", 4),
        "forwarded_allow_ips": os.environ.get("DUNMIAO_PROXIES", "127.0.0.1"),
    }


def _number(name: str, default: int) -> int:
    given = os.environ.get(name, str(default))
    if not given.isdecimal() or not 1 <= int(given) <= 256:
        raise ValueError(f"{name} is {given!r}: give a whole number from 1 to 256")
    return int(given)


def make_worker(interval: float = 1.0) -> Any:
    """Make a worker for every queue; Django must have started."""
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=["*"],
        interval=interval,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def run_worker() -> None:
    """Work the queue until told to stop: an idle worker at once, a busy one within eight seconds.

    A task that does not end in that time is broken off and recorded as failed, so that it is seen
    and can be asked for again; it is never left as "running".
    """
    worker = make_worker()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        worker.running = False
        if not worker.running_task:
            raise SystemExit(0)
        signal.alarm(STOP_WITHIN_SECONDS)

    def break_off(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit("the worker was told to stop before this task ended")

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGALRM, break_off)
    start_mornings()
    worker.run()


def start_mornings() -> threading.Thread:
    """Ask for the day's prompts once each morning, in a thread of its own.

    Several workers may ask for the same day: a second run finds nothing to send.
    """
    thread = threading.Thread(target=_mornings, name="mornings", daemon=True)
    thread.start()
    return thread


def _mornings(done_on: date | None = None) -> None:
    while True:
        done_on = ask_in_the_morning(done_on)
        time.sleep(LOOK_EVERY_SECONDS)


def ask_in_the_morning(done_on: date | None) -> date | None:
    """Queue the day's run when the morning has come and it was not queued; give the last day."""
    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from dunmiao.stages.common.clock import now, today
    from dunmiao.stages.supervision.prompting import daily_prompts

    day = today()
    if day == done_on or timezone.localtime(now()).hour < MORNING:
        return done_on
    try:
        daily_prompts.enqueue()
    except DatabaseError:  # the next look asks again
        return done_on
    finally:
        close_old_connections()
    return day


def start_worker_thread() -> threading.Thread:
    """Work the queue inside this process: the embedded default, one machine and no service."""
    worker = make_worker()
    thread = threading.Thread(target=worker.run, name="worker", daemon=True)
    thread.start()
    start_mornings()
    return thread
