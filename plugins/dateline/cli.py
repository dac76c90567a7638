"""The command line: arguments, one call, the report. What a command does stands in the rooms."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import settings as settings_module
from dateline import stopping
from dateline.messages import DatelineError, Message, Report, Severity, to_json
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.site.engine.config import Config

CONFIG = "pelican.conf.py"
INTERRUPTED = 130


def parser() -> argparse.ArgumentParser:
    """All commands with their options; docs/commands.md is written from it."""
    top = argparse.ArgumentParser(
        prog="dateline",
        description="Turns raw article dumps into a curated, citable, offline news archive.",
        epilog="The exit status is 0 only if nothing was lost and nothing is wrong.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="store_true", help="show the version and exit")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    ingest = _command(commands, "ingest", _ingest, "Take new and changed dumps into the library.", library=True)
    ingest.add_argument(
        "paths",
        nargs="*",
        type=_place,
        metavar="PATH",
        help="files, folders, or addresses that fsspec opens (default: all of content/dumps)",
    )
    _workers(ingest)
    ingest.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="read the dumps on a Dask cluster (docs/cluster.md)"
    )
    ingest.add_argument(
        "--to", default="", metavar="ADDRESS", help="keep a copy of the library's files there (docs/cluster.md)"
    )
    ingest.add_argument("--again", action="store_true", help="extract unchanged dumps again too")
    ingest.add_argument("--restore", action="store_true", help="write articles again whose file was deleted")
    _json(ingest, "print the ledger and all messages as one JSON object")

    extract = _command(commands, "extract", _extract, "Show what is in dumps; nothing is written.")
    extract.add_argument("files", nargs="+", type=Path, metavar="FILE", help="dumps of any supported format")
    _workers(extract)
    _json(extract, "one JSON object per article, one per line")
    extract.add_argument(
        "--explain", action="store_true", help="show why: each line's role, score and reason, evidence and doubts"
    )

    annotate = _command(
        commands, "annotate", _annotate, "Find places, conflicts and topics in clean texts: JSON lines in and out."
    )
    _workers(annotate)
    _json(annotate, "one JSON object per text, one per line (the only form there is)")

    build = _command(commands, "build", _build, "Publish what changed in the library.", library=True)
    build.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="the site (default: as the settings say)")
    build.add_argument(
        "--preview", action="store_true", help="for the team: with the page of what is in doubt, in preview/"
    )

    serve = _command(
        commands,
        "serve",
        _serve,
        "Show the site on this machine; on every save, take in dumps, build, and reload the open pages.",
        library=True,
    )
    serve.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="the site (default: as the settings say)")
    serve.add_argument("--port", type=_port, default=8000, metavar="N", help="default: 8000; 0: any that is free")
    serve.add_argument(
        "--poll",
        action="store_true",
        help="look for saves every second, for folders of which the system tells none",
    )

    check = _command(
        commands, "check", _check, "Front matter, authorities, links, slugs, duplicates: all problems at once.",
        library=True,
    )  # fmt: skip
    _json(check, "print all messages as one JSON object")

    review = _command(
        commands, "review", _review, "The inbox: what the program doubts, worst first, with the evidence.", library=True
    )
    review.add_argument(
        "--claims", action="store_true", help="not the doubts, but sentences that may be claims to note"
    )
    review.add_argument("--list", action="store_true", help="list them and ask nothing")
    _json(review, "print them as one JSON object per line and ask nothing")

    verify = _command(
        commands, "verify", _verify, "Compare every dump, record and published file with its SHA-256.", library=True
    )
    verify.add_argument("--site", type=Path, metavar="FOLDER", help="also the published site in this folder")
    verify.add_argument("--bundle", type=Path, metavar="FILE", help="also a bundle: the zip, or the folder of one")
    _json(verify, "print all messages as one JSON object")

    bundle = _command(commands, "bundle", _bundle, "Write the site as one zip that works from a folder.", library=True)
    bundle.add_argument(
        "--site", type=Path, metavar="FOLDER", default=Path("output"), help="the site (default: output)"
    )
    bundle.add_argument("-o", "--output", type=Path, metavar="FILE", help="the file (default: archive.zip)")
    forms = bundle.add_mutually_exclusive_group()
    forms.add_argument("--bag", action="store_true", help="as a BagIt bag")
    forms.add_argument("--zim", action="store_true", help="as a ZIM file for Kiwix (default: archive.zim)")
    forms.add_argument(
        "--epub", metavar="CONFLICT", help="not the site, but one conflict as an EPUB (default: its key)"
    )

    take = _command(
        commands,
        "import",
        _import,
        "Take in Markdown of Pelican, Hugo or Jekyll, a CSV, JSON lines, or a library that was exported.",
        library=True,
    )
    take.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
    take.add_argument("--source", default="", metavar="NAME", help="the outlet of articles that name none")
    _json(take, "print the ledger and all messages as one JSON object")

    export = _command(commands, "export", _export, "Write the library as JSON lines, CSV or Markdown.", library=True)
    export.add_argument("--format", choices=("jsonl", "csv", "markdown"), default="jsonl", help="default: jsonl")
    export.add_argument(
        "output", type=Path, metavar="PATH", help="the file (its records and dumps go to FILE.files), or a new folder"
    )
    return top


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    text: str,
    *,
    library: bool = False,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    command.set_defaults(run=run)
    command.add_argument("-s", "--settings", type=Path, metavar="FILE", help=f"the site's settings (default: {CONFIG})")
    if library:
        command.add_argument(
            "-c", "--content", type=Path, metavar="FOLDER", help="the library (default: as the settings say)"
        )
        command.add_argument("-q", "--quiet", action="store_true", help="print errors only")
    return command


def _workers(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--workers", type=_count, default=None, metavar="N", help="processes (default: one per core, 1: none beside)"
    )


def _json(command: argparse.ArgumentParser, text: str) -> None:
    command.add_argument("--json", action="store_true", help=text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port")
    return int(text)


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return number


def understood(given: Sequence[str]) -> argparse.Namespace:
    """What is asked for. Raises SystemExit (2) where it is not understood, with the nearest that there is."""
    top = parser()
    commands = next(action for action in top._actions if isinstance(action, argparse._SubParsersAction)).choices
    if not given:
        top.print_help(sys.stderr)
        raise SystemExit(2)
    if given[0] == "--version":
        from importlib import metadata  # (takes longer to load than many a command to run)

        print(f"dateline {metadata.version('dateline')}")
        raise SystemExit(0)
    if given[0] == "help" and len(given) < 3:
        given = [*given[1:], "--help"]
    first = given[0]
    if not first.startswith("-") and first not in commands:
        top.error(f"{first!r} is no command.{_meant(first, commands)} 'dateline --help' lists them.")
    options, rest = top.parse_known_args(given)
    if rest:
        command = commands[options.command]
        unknown = [text.partition("=")[0] for text in rest if text.startswith("-")]
        if unknown:
            near = _meant(unknown[0], command._option_string_actions)
            command.error(f"there is no option {unknown[0]!r}.{near} '{command.prog} --help' lists them.")
        command.error(f"{rest[0]!r} is one argument too many. '{command.prog} --help' says what it takes.")
    return options


def _meant(text: str, known: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(text, list(known), n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status.

    0: nothing was lost and nothing is wrong; 1: something is; 2: the command is not understood; 130: stopped.
    """
    try:
        with stopping.heard():
            options = understood(sys.argv[1:] if arguments is None else arguments)
            for stream in (sys.stdout, sys.stderr):
                # A title in any script, also on a terminal that knows less; never a failure to print
                getattr(stream, "reconfigure", lambda **_: None)(
                    errors="backslashreplace", **({"encoding": "utf-8"} if not stream.isatty() else {})
                )
            status: int = options.run(options)
            sys.stdout.flush()
        return status
    except DatelineError as error:
        for message in error.messages:
            _say(str(message))
        return 1
    except KeyboardInterrupt:
        _say("Stopped. What was written is whole; run the command again to go on.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has gone ("dateline extract … | head"): nothing is left to say to it
        sys.stdout = open("/dev/null", "w", encoding="utf-8")  # noqa: SIM115, PTH123
        return 1
    except OSError as error:
        # The border of a run: a disk that fails where nothing can be done about it is told like everything else
        _say(str(_failing(error)))
        return 1


def _failing(error: OSError) -> Message:
    text = f"A file cannot be read or written: {(error.strerror or str(error)).rstrip('.')}."
    return Message("DL419", text, str(error.filename or ""))


def _say(text: str) -> None:
    print(_visible(text), file=sys.stderr)


def _visible(text: str) -> str:
    """``text`` without what a terminal would obey: a dump's name or title may hold escape sequences."""
    return "".join(c if c.isprintable() or c in "\n\t" else f"\\x{ord(c):02x}" for c in text)


def _settings(options: argparse.Namespace) -> Settings:
    """The settings of the site, or their defaults where there is no file and none was named."""
    from dataclasses import replace

    content: Path | None = getattr(options, "content", None)
    path: Path = options.settings or Path(CONFIG)
    if options.settings is None and not path.is_file():
        found = Settings(content=content or Path("content"))
    else:
        found = settings_module.load(path, content)
    begins = options.command == "import" or (options.command == "ingest" and options.paths)
    if hasattr(options, "content") and not begins:
        settings_module.need_library(found.content)
    workers = getattr(options, "workers", None)
    return found if workers is None else replace(found, workers=workers)


def _tell(report: Report, options: argparse.Namespace) -> None:
    least = Severity.ERROR if options.quiet else Severity.NOTICE
    # what is wrong stands last, beside the sum, and not somewhere among the notices
    for message in sorted(report.messages, key=lambda message: message.severity >= Severity.ERROR):
        if message.severity >= least:
            _say(str(message))


# --------------------------------------------------------------------------- one function per command


def _place(given: str) -> Path | str:
    """A path, or an address as it was given."""
    from dateline.library import remote

    return given if remote.is_address(given) else Path(given)


def _ingest(options: argparse.Namespace) -> int:
    from dateline import library
    from dateline.library.progress import Progress

    report = Report()
    settings = _settings(options)
    with Progress("dumps", silent=options.quiet or options.json) as progress:
        summary = library.ingest(
            settings,
            options.paths,
            report,
            again=options.again,
            restore=options.restore,
            progress=progress,
            scheduler=options.scheduler,
        )
    if options.to:
        from dateline.library import remote

        try:
            remote.send(settings.content, options.to)
        except DatelineError as error:  # the library itself is complete
            report.extend(error.messages)
    if options.json:
        print(report.as_json())
        return report.exit_status
    _tell(report, options)
    if not options.quiet:
        if report.inbox:
            print(f"Waiting in the inbox for your decision: {report.inbox} (make review, or dateline review)")
        print(
            f"{_ledger(report)} ({summary.new} new, {summary.updated} updated, {summary.unchanged} unchanged,"
            f" {summary.deleted} deleted by the curator)"
        )
    return report.exit_status


def _extract(options: argparse.Namespace) -> int:
    from dateline.library import streams

    return streams.extract(options.files, sys.stdout, _settings(options), as_json=options.json, explain=options.explain)


def _annotate(options: argparse.Namespace) -> int:
    from dateline.library import streams

    return streams.annotate(sys.stdin.buffer, sys.stdout, _settings(options))


def _build(options: argparse.Namespace) -> int:
    from dateline.site import asked
    from dateline.site.engine import config, quick

    path: Path = options.settings or Path(CONFIG)
    made = config.read(path, options.content, options.output, preview=options.preview)
    report = Report()
    if made.fits:
        asked.tell_idle(made.values, report, str(path))
    looks = quick.changed(made) if made.alone else None
    if not made.alone or (looks is not None and made.templates_ask()):
        _tell(report, options)
        return _pelican(path, made, quiet=options.quiet)
    if looks is None:
        done = None
    else:
        from dateline.search import signals as search
        from dateline.site.announce import announce
        from dateline.site.engine.build import build

        search.connect()
        done = build(made, report, announce, looks)
    _tell(report, options)
    if not options.quiet:
        print(done.line if done else "Nothing changed.")
        if done and done.whole and not report.exit_status:
            print(_visible(f"Open {_near(made.output)}/index.html in a browser."))
    return report.exit_status


def _near(folder: Path) -> Path:
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder


def _serve(options: argparse.Namespace) -> int:
    from dateline.site.engine import config, serving

    path: Path = options.settings or Path(CONFIG)
    made = config.read(path, options.content, options.output)
    options.preview, options.paths, options.json = False, [], False
    options.workers, options.again, options.restore, options.scheduler, options.to = None, False, False, "", ""
    dumps = made.settings.dumps
    try:
        server = serving.Preview(made.output, options.port)  # before a build that may take long
    except OSError as error:
        text = f"Port {options.port} cannot be used: {error.strerror or error}."
        raise DatelineError(Message("DL523", text)) from error

    def update(saved: set[Path]) -> bool:
        before = _published(made.output)
        for step in (_ingest, _build) if any(file.is_relative_to(dumps) for file in saved) else (_build,):
            try:
                if path.resolve() in saved and config.read(path, options.content, options.output).places != made.places:
                    _say("The settings now name other folders: stop this preview and start it again.")
                    return False
                step(options)
            except DatelineError as error:  # it is to be put right while this goes on
                for message in error.messages:
                    _say(str(message))
                break
            except OSError as error:
                _say(str(_failing(error)))
                break
        return _published(made.output) != before

    update({dumps})
    watched = (made.settings.content, *made.places[1:], path.resolve())
    serving.serve(server, watched, update, lambda address: print(address, flush=True), poll=options.poll)
    return 0


def _published(output: Path) -> tuple[int, int] | None:
    """What tells one state of the site from another."""
    from dateline.library import manifest

    try:
        found = (output / manifest.MANIFEST).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _pelican(path: Path, config: Config, *, quiet: bool) -> int:
    """The site by Pelican itself. Raises DatelineError (DL524)."""
    import contextlib
    import logging

    import pelican
    from pelican.log import FatalLogger

    from dateline.site import plainly

    def briefly(record: logging.LogRecord) -> bool:
        record.exc_info = None  # the message says what is wrong; where in Pelican's code is nothing to a curator
        return True

    arguments = [str(config.settings.content), "-s", str(path), "-o", str(config.output), "--fatal", "errors"]
    if config.settings.preview:
        arguments += ["-e", f"DATELINE={json.dumps(config.values['DATELINE'])}"]
    logger, fatal = logging.getLogger("pelican"), FatalLogger.fatal_lvl
    plainly.speak_plainly(str(path))  # before ``briefly``, which leaves nothing to tell a template's line by
    logger.addFilter(briefly)
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said) if quiet else contextlib.nullcontext():
            pelican.main(arguments)
    except SystemExit as error:
        if error.code:
            if quiet:
                _say(said.getvalue().rstrip())  # (among it what is wrong: Pelican writes both to one place)
            raise DatelineError(Message("DL524", "The site was not built, or not in full.", str(path))) from error
    finally:
        FatalLogger.fatal_lvl = fatal  # Pelican sets it for every logger of the process, also other libraries' own
        logger.removeFilter(briefly)
    return 0


def _check(options: argparse.Namespace) -> int:
    from dateline import library

    report = Report()
    library.check(_settings(options), report)
    if options.json:
        print(report.as_json())
    else:
        _tell(report, options)
        if not options.quiet:
            errors = sum(message.severity >= Severity.ERROR for message in report.messages)
            print(f"{errors} problems, {len(report.messages) - errors} notices")
    return report.exit_status


def _verify(options: argparse.Namespace) -> int:
    from dateline.library import fixity

    report = Report()
    looked = fixity.verify(_settings(options), report, options.site, options.bundle)
    if options.json:
        print(report.as_json())
        return report.exit_status
    _tell(report, options)
    if not options.quiet:
        codes = ("DL431", "DL432", "DL433", "DL453")
        counts = {code: sum(m.code == code for m in report.messages) for code in codes}
        damaged = sum(m.severity >= Severity.ERROR and m.code not in codes for m in report.messages)
        print(
            f"{looked} files looked at: {counts['DL431']} changed, {counts['DL432']} missing,"
            f" {counts['DL433'] + counts['DL453']} unexpected, {damaged} damaged or unreadable"
        )
    return report.exit_status


def _bundle(options: argparse.Namespace) -> int:
    from dateline.library import bundle, carrying

    settings, report = _settings(options), Report()
    target = options.output or Path(
        f"{options.epub}.epub" if options.epub else f"archive.{'zim' if options.zim else 'zip'}"
    )
    carrying.need_outside(target, settings)
    if options.epub:
        said = _epub(options, report, target)
    elif options.zim:
        said = _zim(options, target)
    else:
        said = f"{bundle.write(settings, options.site, target, report, bag=options.bag)} files"
    _tell(report, options)
    if not options.quiet:
        print(_visible(f"{target}: {said}"))
    return report.exit_status


def _zim(options: argparse.Namespace, target: Path) -> str:
    from dateline.library import zim
    from dateline.site.engine import config
    from dateline.site.identity import identity

    made = config.read(options.settings or Path(CONFIG), options.content)
    site = identity(made.values, made.settings)
    about = {"title": site.name, "description": site.subtitle, "holder": site.holder}
    return f"{zim.write(made.settings, options.site, target, about)} files"


def _epub(options: argparse.Namespace, report: Report, target: Path) -> str:
    from dateline.site import edition, epub
    from dateline.site.engine import config

    made = config.read(options.settings or Path(CONFIG), options.content)
    values = {**made.values, "PATH": str(made.settings.content), "THEME": str(made.theme)}
    return _articles(epub.write(edition.read(values, report), options.epub, target))


def _review(options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from dateline import catalogue
    from dateline.library import review

    settings, report = _settings(options), Report()
    if options.claims:
        found = review.claim_items(settings, report)
    else:
        authorities = catalogue.load(settings.authority if settings.authority.is_dir() else None)
        found = review.items(settings, report, review.names_of(authorities))
    _tell(report, options)
    if options.json:
        for entry in review.as_json(found):
            print(to_json(entry))
        return report.exit_status
    if options.list or not found:
        for number, item in enumerate(found, 1):
            print(_visible(review.describe(item, number, len(found))) + "\n")
        waiting = len({item.article for item in found if item.waits})
        print(f"{len(found)} candidates" if options.claims else f"{len(found)} doubts, {waiting} articles in the inbox")
        return report.exit_status
    session = review.Session(settings, review.curator(), lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    decided = review.run(session, found, input, lambda text: print(_visible(text)))
    print(f"{decided} decisions; git diff shows them")
    return report.exit_status


def _import(options: argparse.Namespace) -> int:
    from dateline.library import importing

    report = Report()
    files = importing.take(_settings(options), options.paths, report, source=options.source)
    if options.json:
        print(report.as_json())
        return report.exit_status
    _tell(report, options)
    if not options.quiet:
        print(_ledger(report) + (f" ({files} files with them)" if files else ""))
    return report.exit_status


def _articles(count: int) -> str:
    return f"{count} article{'s' if count != 1 else ''}"


def _export(options: argparse.Namespace) -> int:
    from dateline.library import exporting

    report = Report()
    count = exporting.export(_settings(options), options.output, options.format, report)
    _tell(report, options)
    if not options.quiet:
        print(_visible(f"{options.output}: {_articles(count)}"))
    return report.exit_status


def _ledger(report: Report) -> str:
    return f"{report.received} in = {report.published} published + {report.inbox} inbox + {report.refused} refused"
