"""The command line. Each command is a function in `ledstang.commands`; this only reads words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ledstang.loading import BrokenFile

EPILOG = """The help icon, the lathund and the manual come from the same pages in docs/.
Exit codes: 0 done, 1 something was found or failed, 2 the input cannot be used."""

OWN_NOTES = "id of a unit whose local notes are to be in it"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    asked = _parser().parse_args(arguments)
    try:
        return _run(asked)
    except BrokenFile as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ledstang",
        description="Samverkan vid utskrivning och SIP, where the process explains itself.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_servers(commands)
    _add_texts(commands)
    _add_tools(commands)
    return parser


def _add_servers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser("serve", help="start the whole system")
    serve.add_argument("--port", type=int, default=8080, help="port on 127.0.0.1 (8080)")
    serve.add_argument("--data", type=Path, default=Path("var"), help="data folder (var)")
    serve.add_argument("--workers", type=int, default=1, help="worker processes (1)")
    alone = commands.add_parser("help-serve", help="start help alone: no planning, no database")
    alone.add_argument("--port", type=int, default=8081, help="port on 127.0.0.1 (8081)")
    demo = commands.add_parser("demo", help="fill the data folder with the demo region")
    demo.add_argument("--data", type=Path, default=Path("var"), help="data folder (var)")
    demo.add_argument("--again", action="store_true", help="throw the old demo data away first")


def _add_texts(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    commands.add_parser("check", help="name every gap and fault in the guidance")
    guide = commands.add_parser("lathund", help="make the guide as one accessible PDF")
    guide.add_argument("--roll", help="slutenvard, oppenvard or kommun; all roles if left out")
    guide.add_argument("-o", "--out", type=Path, required=True, help="file to write")
    guide.add_argument("--enhet", default="", help=OWN_NOTES)
    build = commands.add_parser("build", help="build lathund and manual into the data folder")
    build.add_argument("--data", type=Path, default=Path("var"), help="data folder (var)")
    site = commands.add_parser("site", help="build the manual site")
    site.add_argument(
        "-o", "--out", type=Path, default=Path("build/manual"), help="folder to write"
    )
    for each in (guide, site):
        each.add_argument("--data", type=Path, help="print what is published in this data folder")
    copy = commands.add_parser("export-help", help="write help as files that need no server")
    copy.add_argument("out", type=Path, metavar="DIR", help="folder to write, such as a USB stick")
    copy.add_argument("--data", type=Path, default=Path("var"), help="data folder (var)")
    copy.add_argument("--enhet", default="", help=OWN_NOTES)
    _add_docs(commands)


def _add_docs(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    docs = commands.add_parser("docs", help="what superusers have published, and the files")
    actions = docs.add_subparsers(dest="action", required=True, metavar="ACTION")
    export = actions.add_parser("export", help="write published edits back to docs/, for git")
    export.add_argument("-o", "--out", type=Path, metavar="DIR", help="another folder than docs/")
    status = actions.add_parser("status", help="list edits, and shipped texts changed under them")
    for each in (export, status):
        each.add_argument("--data", type=Path, default=Path("var"), help="data folder (var)")


def _add_tools(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    replay = commands.add_parser("replay", help="try out a written course of events, as JSON")
    replay.add_argument("file", type=Path, help="scenario file (YAML)")
    log = commands.add_parser("log", help="the access log")
    actions = log.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser(
        "verify", help="prove the chain whole, or name the first broken row"
    )
    verify.add_argument("--data", type=Path, default=Path("var"), help="data folder (var)")
    _add_extract(actions)
    anew = commands.add_parser("rebuild", help="write the lists anew from the events")
    anew.add_argument("--data", type=Path, default=Path("var"), help="data folder (var)")
    people = commands.add_parser("register", help="take units and people from a file")
    people.add_argument("file", type=Path, help="the whole register (YAML)")
    people.add_argument("--data", type=Path, default=Path("var"), help="data folder (var)")
    agreement = commands.add_parser("avtal", help="the agreements")
    shown = agreement.add_subparsers(dest="action", required=True, metavar="ACTION")
    show = shown.add_parser("visa", help="list every value with its mark and what is assumed")
    show.add_argument("id", nargs="?", default="vasternorrland", help="agreement (vasternorrland)")
    show.add_argument("--data", type=Path, default=Path("var"), help="data folder (var)")


def _add_extract(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    extract = actions.add_parser("utdrag", help="write who saw what between two days to a CSV file")
    extract.add_argument("-o", "--out", type=Path, required=True, help="file to write")
    extract.add_argument("--fran", required=True, help="first day, as 2026-03-01")
    extract.add_argument("--till", required=True, help="last day")
    extract.add_argument("--person", default="", help="id of a user; all users if left out")
    extract.add_argument("--patient", type=Path, help="file that holds a personal number")
    extract.add_argument("--data", type=Path, default=Path("var"), help="data folder (var)")


def _run(asked: argparse.Namespace) -> int:
    """Import only what the command needs, so that each starts fast."""
    return RUN[asked.command](asked)


def _serve(asked: argparse.Namespace) -> int:
    from ledstang.commands.serving import serve

    return serve(asked.port, asked.data, asked.workers)


def _help_serve(asked: argparse.Namespace) -> int:
    from ledstang.commands.help_serving import serve_help

    return serve_help(asked.port)


def _demo(asked: argparse.Namespace) -> int:
    from ledstang.commands.demo import fill

    return fill(asked.data, asked.again)


def _check(asked: argparse.Namespace) -> int:
    from ledstang.commands.check import check

    return check()


def _guide(asked: argparse.Namespace) -> int:
    from ledstang.commands.texts import write_guide

    return write_guide(asked.roll, asked.out, asked.data, asked.enhet)


def _site(asked: argparse.Namespace) -> int:
    from ledstang.commands.texts import write_site

    return write_site(asked.out, asked.data)


def _export_help(asked: argparse.Namespace) -> int:
    from ledstang.commands.export_help import export_help

    return export_help(asked.out, asked.data, asked.enhet)


def _docs(asked: argparse.Namespace) -> int:
    from ledstang.commands.docs import export, status

    return status(asked.data) if asked.action == "status" else export(asked.data, asked.out)


def _build(asked: argparse.Namespace) -> int:
    from ledstang.commands.building import build

    return build(asked.data)


def _register(asked: argparse.Namespace) -> int:
    from ledstang.commands.register import register

    return register(asked.file, asked.data)


def _replay(asked: argparse.Namespace) -> int:
    from ledstang.commands.replay import replay

    return replay(asked.file)


def _log(asked: argparse.Namespace) -> int:
    from ledstang.commands.log import extract, verify

    if asked.action == "verify":
        return verify(asked.data)
    return extract(asked.out, (asked.fran, asked.till), asked.person, asked.patient, asked.data)


def _rebuild(asked: argparse.Namespace) -> int:
    from ledstang.commands.rebuild import rebuild

    return rebuild(asked.data)


def _agreement(asked: argparse.Namespace) -> int:
    from ledstang.commands.agreement import show

    return show(asked.id, asked.data)


RUN = {
    "serve": _serve,
    "help-serve": _help_serve,
    "demo": _demo,
    "check": _check,
    "lathund": _guide,
    "build": _build,
    "export-help": _export_help,
    "docs": _docs,
    "site": _site,
    "register": _register,
    "replay": _replay,
    "log": _log,
    "rebuild": _rebuild,
    "avtal": _agreement,
}


if __name__ == "__main__":
    sys.exit(main())
