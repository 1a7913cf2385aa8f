"""``duijie demo``: everything from an empty data folder to a page in the browser, in one terminal."""

import argparse
import os
import sys
import time
import traceback
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import segno
from django.db import DatabaseError, connections
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from duijie.common import demonstration, serving
from duijie.common.commands import PlatformCommand
from duijie.common.system_errors import SystemReason
from duijie.common.terminal import Terminal

SECONDS_TO_ANSWER = 60


class Failure(Exception):
    """A sentence that says what happened and what to do; ``values`` fill its places."""

    def __init__(self, text: Any, **values: object) -> None:
        super().__init__(str(text))
        self.text = text
        self.values = values


class Command(PlatformCommand):
    """Prepare the demo where needed, serve it, and end without leaving a process behind."""

    help = gettext_noop("Start the demo: prepare what is missing, serve it, print the address and the accounts.")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=port, default=8000, help=gettext("8000, or the next free one when taken"))
        parser.add_argument(
            "--lan", action="store_true", help=gettext("listen for phones in the same network, with a QR code")
        )
        parser.add_argument(
            "--reset", action="store_true", help=gettext("begin anew; what was entered is put aside, not lost")
        )
        parser.add_argument("--no-browser", action="store_true", help=gettext("do not open a browser"))

    def handle(self, *args: Any, **options: Any) -> None:
        terminal = Terminal()
        try:
            with serving.stopped_by_signals():
                run(terminal, options)
        except serving.Stopped:
            terminal.write("\n")
            terminal.say(_("Stopped. Nothing is running any more; ./run demo starts it again."))
        except Failure as failure:
            terminal.say(failure.text, **failure.values)
            sys.exit(1)


def run(terminal: Terminal, options: dict[str, Any]) -> None:
    began = time.monotonic()
    folder = demonstration.folder()
    with _alone(folder) as tell_url:
        model = serving.Child("model", serving.module("duijie_match.embedding.prepare"), folder / "log" / "model.log")
        with _explained(folder / "log" / "demo.log"), serving.stopping([model]):
            model.start()  # beside everything else, for it takes longest
            accounts = _prepare(terminal, folder, reset=options["reset"])
            connections.close_all()
            with _door(terminal, options) as door:
                tell_url(_url(serving.LOOPBACK, door))
                _serve(terminal, door, options, model, accounts, began)


@contextmanager
def _alone(folder: Path) -> Iterator[Any]:
    """Two demos on one folder would get in each other's way: the second one says where the first is."""
    try:
        with serving.only_one(folder / "demo.lock") as (mine, other, tell):
            if not mine:
                raise Failure(
                    _("The demo in {folder} is already running at {url}: open that, or stop it first."),
                    folder=folder,
                    url=other,
                )
            yield tell
    except PermissionError as error:
        raise Failure(
            _("The data folder {folder} cannot be written: name another with DUIJIE_DATA=PATH, then start again."),
            folder=folder,
        ) from error


@contextmanager
def _explained(log: Path) -> Iterator[None]:
    """What nobody foresaw goes to the log whole, and to the terminal as one sentence."""
    try:
        yield
    except (Failure, serving.Stopped):
        raise
    except demonstration.NotADemo as error:
        raise Failure(
            _(
                "The database of this data folder is not the demo's, so it is left alone: "
                "name another folder with DUIJIE_DATA=PATH, and unset DATABASE_URL, then start again."
            )
        ) from error
    except Exception as error:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8")
        if isinstance(error, DatabaseError):
            text = _("The database cannot be used ({error}): check DATABASE_URL and the free disk space (log: {log}).")
        else:
            text = _("The demo failed ({error}): try ./run demo --reset; the whole story is in {log}.")
        raise Failure(text, error=str(error).strip().partition("\n")[0] or type(error).__name__, log=log) from error


def _prepare(terminal: Terminal, folder: Path, *, reset: bool) -> list[demonstration.Account]:
    if reset or demonstration.is_half_loaded():
        aside = demonstration.put_aside()
        if aside is not None:
            terminal.say(_("The records so far were put aside in {folder}"), folder=aside)
    if demonstration.unapplied_migrations():
        with terminal.step(_("Making the database")):
            demonstration.migrate()
    if demonstration.static_files_changed():
        with terminal.step(_("Collecting static files")):
            demonstration.collect_static()
    accounts = demonstration.accounts()
    if accounts is None:
        with terminal.step(_("Loading the demo records")):
            accounts = demonstration.load(progress=terminal.percent)
    return accounts


def _wait_for(terminal: Terminal, model: serving.Child) -> None:
    """The model is converted beside everything else; what is left of it is waited for here."""
    if not model.ends_within(0.2):
        with terminal.step(_("Preparing the embedding model")):
            model.wait()
    if model.exit_status():
        raise Failure(
            _("The embedding model could not be prepared: {reason} (log: {log})"),
            reason=(serving.last_lines(model.log) or ["?"])[-1],
            log=model.log,
        )


@contextmanager
def _door(terminal: Terminal, options: dict[str, Any]) -> Iterator[Any]:
    host, port = serving.EVERYWHERE if options["lan"] else serving.LOOPBACK, options["port"]
    try:
        door = serving.listen(host, port)
    except PermissionError as error:
        raise Failure(
            _("Port {port} is only for administrators: name one above 1023 with --port."), port=port
        ) from error
    except OSError as error:
        raise Failure(
            _("No port from {port} on is free: name another with --port ({error})."),
            port=port,
            error=SystemReason(error),
        ) from error
    with door:
        chosen = door.getsockname()[1]
        if chosen != port:
            terminal.say(_("Port {port} is taken by another program; using {chosen}."), port=port, chosen=chosen)
        yield door


def _serve(
    terminal: Terminal,
    door: Any,
    options: dict[str, Any],
    model: serving.Child,
    accounts: list[demonstration.Account],
    began: float,
) -> None:
    logs = demonstration.folder() / "log"
    address = serving.local_address() if options["lan"] else None
    hosts = os.environ.get("DUIJIE_HOSTS", "127.0.0.1,localhost,[::1]") + (f",{address}" if address else "")
    server = serving.Child(
        _("server"), serving.server_command(door), logs / "server.log", {"DUIJIE_HOSTS": hosts}, (door.fileno(),)
    )
    worker = serving.Child(_("job worker"), serving.module("duijie", "work"), logs / "worker.log")
    children = [server, worker]
    url = _url(serving.LOOPBACK, door)
    with serving.stopping(children):
        server.start()
        _wait_for(terminal, model)
        with terminal.step(_("Starting the server")):
            _wait_until_answering(url, server)
        worker.start()  # after the first page, which somebody is waiting for
        _introduce(terminal, url, accounts, began)
        if options["lan"]:
            _introduce_to_phones(terminal, _url(address, door) if address else None)
        terminal.say(_("Ctrl-C stops it."))
        if not options["no_browser"]:
            _open_browser(url)
        try:
            serving.keep_running(children, lambda child: _say_restarted(terminal, child))
        except serving.GivenUp as reason:
            raise Failure(
                _("The {name} ends again and again, so everything was stopped; see the last lines of {log}."),
                name=reason.child.name,
                log=reason.child.log,
            ) from reason


def _wait_until_answering(url: str, server: serving.Child) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while not serving.is_answering(url):
        if server.has_ended() or time.monotonic() > deadline:
            raise Failure(_("The server does not start; see the last lines of {log}."), log=server.log)
        time.sleep(0.05)


def _introduce(terminal: Terminal, url: str, accounts: list[demonstration.Account], began: float) -> None:
    terminal.write("\n")
    terminal.say(_("Duijie is running (ready in {seconds} s):"), seconds=f"{time.monotonic() - began:.1f}")
    terminal.write(f"\n    {url}\n\n")
    if accounts:
        terminal.say(
            _("One account for each role; the passwords were made for this copy alone and are kept in {file}:"),
            file=demonstration.folder() / demonstration.ACCOUNTS,
        )
        heads = [" ".join(terminal.words(head)) for head in (_("Role"), _("Sign-in name"), _("Password"))]
        rows = [
            [" ".join(dict.fromkeys(each.role[code] for code in terminal.languages)), each.login, each.password]
            for each in accounts
        ]
        terminal.table([heads, *rows])
        terminal.write("\n")


def _introduce_to_phones(terminal: Terminal, url: str | None) -> None:
    if url is None:
        terminal.say(_("This machine is in no network, so phones cannot reach it: join one and start again."))
        return
    terminal.say(_("Phones in the same network open this address, or scan the code:"))
    terminal.write(f"\n    {url}\n\n")
    picture = StringIO()
    segno.make(url, error="m").terminal(out=picture, compact=True)
    terminal.write(picture.getvalue() + "\n")
    terminal.say(_("Everybody in this network can now open the sign-in page; traffic is not encrypted."))


def _say_restarted(terminal: Terminal, child: serving.Child) -> None:
    terminal.say(_("The {name} had ended and was started again; see {log}."), name=child.name, log=child.log)


def _open_browser(url: str) -> None:
    """Only where there is a screen and somebody looks; a browser in the terminal would take it over."""
    has_screen = sys.platform == "darwin" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if has_screen and sys.stdout.isatty():
        webbrowser.open(url)


def _url(host: str, door: Any) -> str:
    return f"http://{host}:{door.getsockname()[1]}/"


def port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65_535:
        raise ValueError(text)
    return number
