"""The HTTP server: Granian's workers, which are replaced when they end."""

import contextlib
import errno
import gc
import logging
import multiprocessing
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from threading import Thread

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from server.asgi import WsgiAdapter
from server.config import Config
from server.heartbeat import watch_workers
from server.job_process import JobProcess
from server.jobs import RunJob
from server.limits import (
    MAX_HEADER_BYTES,
    MAX_OPEN_FILES,
    MAX_WORKER_RSS_MIB,
    REQUEST_TIMEOUT_S,
    RESERVED_FILES,
    RESPAWN_INTERVAL_S,
    RESTART_PAUSE_S,
    SHUTDOWN_TIMEOUT_S,
)


class EscapingFormatter(logging.Formatter):
    """Writes each message on one line: paths may hold any character."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a message with what cannot be printed escaped."""
        text = super().format(record)
        return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


LOGGING = {
    "formatters": {
        "generic": {"format": "[%(levelname)s] %(message)s"},
        "access": {"()": EscapingFormatter},
    }
}


def check_port_is_free(config: Config) -> None:
    """End the program with one line of text if nothing can listen at the address and port."""
    family = socket.AF_INET6 if ":" in config.address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.address, config.port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                sys.exit(f"{config.address}, port {config.port}: {error.strerror}")
            other_port = config.port % 65535 + 1
            sys.exit(
                f"Port {config.port} is taken: stop what runs there, or choose another, "
                f"as in PORT={other_port} make run"
            )


def serve_app(config: Config, load_adapter: Callable[..., WsgiAdapter], run_job: RunJob) -> None:
    """Serve until a signal ends the program.

    `load_adapter` returns what a worker calls for each request; its first arguments are the pipe
    for heartbeats and the address where jobs are run. Where processes are forked, they share the
    memory of what is loaded by now. `run_job` is called in a process of its own.
    """
    gc.collect()
    gc.freeze()  # or the garbage collector would write into that memory, and so copy it
    reader, writer = multiprocessing.Pipe(duplex=False)
    with JobProcess(run_job, writer) as jobs:
        Thread(target=watch_workers, args=[reader], daemon=True).start()
        while True:
            server = _create_server(config)
            # Granian gives up when one worker ends twice within seconds: then it is started anew.
            with contextlib.suppress(SystemExit):
                server.serve(target_loader=partial(load_adapter, writer, jobs.address))
            time.sleep(RESTART_PAUSE_S)
            if server.interrupt_signal:  # which may also have come in the pause
                return


def _create_server(config: Config) -> MPServer:
    return MPServer(
        "app",
        address=config.address,
        port=config.port,
        workers=config.workers,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=REQUEST_TIMEOUT_S * 1000, max_buffer_size=MAX_HEADER_BYTES
        ),
        backpressure=_raise_file_limit() - RESERVED_FILES,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=RESPAWN_INTERVAL_S,
        workers_max_rss=MAX_WORKER_RSS_MIB,
        rss_sample_interval=5,
        workers_kill_timeout=SHUTDOWN_TIMEOUT_S,
        log_level=LogLevels.error,
        log_access=config.has_access_log,
        log_dictconfig=LOGGING,
    )


def _raise_file_limit() -> int:
    """Let a worker open as many files as the system allows, and return how many that is.

    At most MAX_OPEN_FILES.
    """
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        _, hard_limit = resource.getrlimit(resource.RLIMIT_NOFILE)
        is_unlimited = hard_limit == resource.RLIM_INFINITY
        limit = MAX_OPEN_FILES if is_unlimited else min(hard_limit, MAX_OPEN_FILES)
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
        return limit
    return 512
