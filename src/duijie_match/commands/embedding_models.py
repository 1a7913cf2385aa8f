"""``duijie models list``, ``add``, ``use`` and ``remove``: the embedding models."""

import argparse
import shlex
from pathlib import Path

from duijie_match.commands.screen import Screen
from duijie_match.commands.wrong_use import WrongUse
from duijie_match.embedding.adding import PUBLISHED, add_endpoint, add_folder, add_published
from duijie_match.embedding.addresses import Endpoint
from duijie_match.embedding.lengths import FEWEST_TOKENS, MOST_TOKENS
from duijie_match.embedding.names import DEFAULT, EMBEDDERS, check_embedder, find_embedder
from duijie_match.embedding.shelf import ANY, HTTP, changing, check_name, read_shelf, remove_models, tidy, write_shelf
from duijie_match.folders import data_folder
from duijie_match.wording import Message, msg

LANGUAGE_NAMES = {"zh": msg("Chinese"), "en": msg("English"), ANY: msg("any language, and across")}


def run_models(options: argparse.Namespace, screen: Screen) -> int:
    """Do what ``options.action`` says; 0. Raises ``WrongUse`` or ``DuijieError``."""
    folder = data_folder() / "models"
    ACTIONS[options.action](options, screen, folder)
    return 0


def _list(options: argparse.Namespace, screen: Screen, folder: Path) -> None:
    """A line for each model that is there or can be fetched: name, language, where it is from, what reads it."""
    if options.names:
        raise WrongUse(msg("“list” takes no names."))
    tidy(folder)
    shelf = read_shelf(folder)
    used = {ANY: DEFAULT, **shelf.used}
    rows = [(name, ANY, msg("shipped")) for name in EMBEDDERS]
    rows += [(name, entry.language, Message("{source}", {"source": entry.source})) for name, entry in
             shelf.entries.items()]  # fmt: skip
    rows += [
        (name, told.language, msg("not here yet: duijie models add {name}", name=name))
        for name, told in PUBLISHED.items()
        if name not in shelf.entries
    ]
    for name, language, source in rows:
        reads = [screen.text(LANGUAGE_NAMES[code]) for code, reader in used.items() if reader == name]
        mark = msg("in use for {languages}", languages=" · ".join(reads)) if reads else Message("")
        lost = Message("")
        if name in shelf.entries and find_embedder(name, folder) is None:
            again = name if name in PUBLISHED else f"{name} --from {shlex.quote(shelf.entries[name].source)}"
            lost = msg("its files are missing or damaged: duijie models add {name}", name=again)
        parts = (f"{name:<18}", *map(screen.text, (LANGUAGE_NAMES[language], source, mark, lost)))
        screen.say("  ".join(part for part in parts if part))


def _add(options: argparse.Namespace, screen: Screen, folder: Path) -> None:
    names = options.names
    if not names:
        raise WrongUse(msg("Name the model to add."))
    own = options.source or options.url
    if len(names) > 1 and own:
        raise WrongUse(msg("With --from or --url one model is added at a time."))
    if options.source and options.url:
        raise WrongUse(msg("Either --from or --url."))
    if options.url and options.pooling:
        raise WrongUse(msg("--pooling is for a folder: behind an address the server decides that. Leave it out."))
    if options.tokens is not None and not FEWEST_TOKENS <= options.tokens <= MOST_TOKENS:
        raise WrongUse(msg("--tokens takes {least} to {most}.", least=FEWEST_TOKENS, most=MOST_TOKENS))
    for name in names:
        check_name(name, list(EMBEDDERS))
        if not own and name not in PUBLISHED:
            raise WrongUse(
                msg("“{name}” is not one that can be fetched ({names}); say where it is with --from FOLDER or --url.",
                    name=name, names=", ".join(PUBLISHED))
            )  # fmt: skip
    _check_belongs(names[0], options)
    for name in names:
        _add_one(name, options, screen, folder)
        screen.say(msg("Added: {name}. “duijie models use {name}” makes it the one that is used.", name=name))


def _check_belongs(name: str, options: argparse.Namespace) -> None:
    """Raise ``WrongUse`` for options that would be ignored."""
    if not options.url and (given := _given(options, "--model-name", "--key-variable")):
        raise WrongUse(msg("{options}: only for a model behind an address, with --url. Leave it out.", options=given))
    fetched = not options.url and not (options.source and options.source.is_dir()) and name in PUBLISHED
    if fetched and (given := _given(options, "--language", "--pooling", "--prefix", "--tokens")):
        message = msg("{options}: “{name}” brings that with it. Leave it out; to read the model in another way, add "
                      "its folder with --from under a name of your own.", options=given, name=name)  # fmt: skip
        raise WrongUse(message)


def _given(options: argparse.Namespace, *names: str) -> str:
    return ", ".join(one for one in names if getattr(options, one[2:].replace("-", "_")) is not None)


def _add_one(name: str, options: argparse.Namespace, screen: Screen, folder: Path) -> None:
    if options.url:
        endpoint = Endpoint(
            options.url, options.model_name or name, key_variable=options.key_variable or "", timeout=options.timeout,
            prefix=options.prefix or "", tokens=options.tokens or 0,
        )  # fmt: skip
        add_endpoint(folder, name, endpoint, language=options.language or ANY)
    elif options.source and options.source.is_dir():
        add_folder(
            folder,
            name,
            options.source,
            language=options.language or (PUBLISHED[name].language if name in PUBLISHED else ANY),
            pooling=options.pooling or (PUBLISHED[name].pooling if name in PUBLISHED else ""),
            prefix=options.prefix or "",
            limit=options.tokens or 0,
        )
    elif options.source and name not in PUBLISHED:
        raise WrongUse(msg("--from names a folder with model.onnx and tokenizer.json; “{file}” is none.",
                           file=str(options.source)))  # fmt: skip
    else:
        add_published(folder, name, jar=options.source, progress=screen)


def _use(options: argparse.Namespace, screen: Screen, folder: Path) -> None:
    if not options.names:
        raise WrongUse(msg("Name the model to use."))
    with changing(folder):
        shelf = read_shelf(folder)
        for name in options.names:
            check_embedder(name, folder)
            shelf = shelf.with_use(shelf.entries[name].language if name in shelf.entries else ANY, name)
        write_shelf(folder, shelf)
    for language, name in {ANY: DEFAULT, **shelf.used}.items():
        screen.say(msg("{language}: {name}", language=LANGUAGE_NAMES[language], name=name))
    remote = [name for name in shelf.used.values() if name in shelf.entries and shelf.entries[name].kind == HTTP]
    for name in dict.fromkeys(remote):
        screen.warn(msg("Texts of your lists are sent to {url} whenever {name} is used.",
                        url=shelf.entries[name].source, name=name))  # fmt: skip


def _remove(options: argparse.Namespace, screen: Screen, folder: Path) -> None:
    if not options.names:
        raise WrongUse(msg("Name the model to remove."))
    names = list(dict.fromkeys(options.names))
    remove_models(folder, *names)
    for name in names:
        screen.say(msg("Removed: {name}.", name=name))


ACTIONS = {"list": _list, "add": _add, "use": _use, "remove": _remove}
