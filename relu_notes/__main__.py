"""The command line, `python -m relu_notes COMMAND`: lessons run, checked and published; `--help` lists the commands."""

import argparse
import glob
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

# What one command alone needs is imported there: pages and figures take a second that `refresh` need not wait.
from relu_notes.hygiene import flaws
from relu_notes.publish import NotebookError, parse, read_text, refresh, write_atomically

if TYPE_CHECKING:
    from relu_notes.live import LiveFigure


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` (default: those of the process) name; return the exit status.

    0: done, and `--check` found nothing to change. 1: something is wrong, in one line on stderr. 2: wrong arguments.
    130: interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console of Windows may lack a character of a file's name
    commands = parser()
    options, others = commands.parse_known_args(arguments)
    if others and options.command is not figure_command:
        commands.error(f"unrecognized arguments: {' '.join(others)}")
    options.controls = others
    try:
        return options.command(options)
    except NotebookError as error:
        print(f"relu_notes: {error}", file=sys.stderr)
        return 1
    except OSError as error:  # no room, no right, no folder for temporary files
        where = "" if error.filename is None else f"{error.filename}: "
        print(f"relu_notes: {where}{error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("relu_notes: interrupted; no file was left half written", file=sys.stderr)
        return 130


def say(*lines: object) -> None:
    """Print each on its own line and flush it; NotebookError where the disk is full, or the reader has gone."""
    try:
        for line in lines:
            print(line, flush=True)
    except OSError as error:
        with open(os.devnull, "w") as nowhere:  # Python tries to write what is left once more when it ends
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        raise NotebookError(f"standard output: {error.strerror}") from error


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    root = argparse.ArgumentParser(prog="python -m relu_notes", description="Run and publish the ReLU lessons.")
    commands = root.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("refresh", help="run notebooks and store their outputs, without noise")
    command.add_argument("notebooks", nargs="*", type=Path, metavar="NOTEBOOK", help="default: all below notebooks/")
    command.add_argument("--check", action="store_true", help="write nothing; exit with 1 if an output would change")
    command.set_defaults(command=refresh_command)
    command = commands.add_parser("hygiene", help="report what stored notebooks must not contain, without running them")
    command.add_argument("notebooks", nargs="*", type=Path, metavar="NOTEBOOK", help="default: all below notebooks/")
    command.set_defaults(command=hygiene_command)
    for name, slides in (("handout", False), ("slides", True)):
        what = "slides" if slides else "one page"
        command = commands.add_parser(name, help=f"write {what} per notebook, whose sliders move without a kernel")
        command.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
        command.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder of the HTML files")
        command.set_defaults(command=pages_command, slides=slides)
    command = commands.add_parser("site", help="write all lessons as a folder of pages, with an index")
    default = "default: the numbered ones in notebooks/, and questions.md there"
    command.add_argument("notebooks", nargs="*", type=Path, metavar="NOTEBOOK", help=default)
    command.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder of the site")
    command.set_defaults(command=site_command)
    command = commands.add_parser(
        "figure", help="write one live figure as a small page for a frame", allow_abbrev=False
    )
    command.epilog = "A control is set by its name: --x 2"
    command.add_argument("name", nargs="?", metavar="NAME", help="see --list")
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="the HTML file")
    command.add_argument("--list", action="store_true", help="print the figures' names and titles")
    command.set_defaults(command=figure_command)
    command = commands.add_parser("gain", help="what a class learned, from its lines of answers before and after")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="exports of any kind, or folders of them")
    command.add_argument("-o", "--output", type=Path, metavar="REPORT.html", help="the report as a page without codes")
    left_out = "numbers of lessons that were left out"
    command.add_argument("--without", type=int, nargs="+", default=(), metavar="LESSON", help=left_out)
    command.set_defaults(command=gain_command)
    return root


def lessons(named: Sequence[Path]) -> list[Path]:
    """Return the notebooks named, or where none is named all below the folder notebooks/, in order.

    A pattern, as in ``notebooks/0*.ipynb``, stands for the files that match: the shells of Windows leave it as it is.
    """
    found = [path for name in named for path in matching(name)] or sorted(
        p for p in Path("notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts
    )
    if not found:
        raise NotebookError("no notebook named, and none in the folder notebooks/ here")
    return found


def matching(name: Path) -> list[Path]:
    """The files that match, or the name itself if it exists or is not a pattern."""
    if name.exists() or not glob.has_magic(str(name)):
        return [name]
    found = sorted(map(Path, glob.glob(str(name), recursive=True)))
    if not found:
        raise NotebookError(f"{name}: no file matches")
    return found


def refresh_command(options: argparse.Namespace) -> int:
    """Refresh or check the notebooks, one line each."""
    stale = 0
    for path in lessons(options.notebooks):
        changed = refresh(path, check=options.check)
        stale += changed
        say(f"{path}: {'unchanged' if not changed else 'would change' if options.check else 'refreshed'}")
    return 1 if options.check and stale else 0


def hygiene_command(options: argparse.Namespace) -> int:
    """Print each flaw of the stored notebooks."""
    found = [f"{path}: {flaw}" for path in lessons(options.notebooks) for flaw in flaws(parse(read_text(path), path))]
    say(*found)
    return 1 if found else 0


def pages_command(options: argparse.Namespace) -> int:
    """Write the handout or the slides, printing one line per page."""
    from relu_notes.handout import write_pages

    for path in write_pages(lessons(options.notebooks), options.output, slides=options.slides):
        say(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
    return 0


def site_command(options: argparse.Namespace) -> int:
    """Write the site, printing one line."""
    from relu_notes.handout.site import write_site

    default = [Path("notebooks", "[0-9]*.ipynb"), *Path("notebooks").glob("questions.md")]
    pages = write_site(lessons(options.notebooks or default), options.output)
    size = sum(path.stat().st_size for path in pages)
    say(f"{options.output}: {len(pages)} pages, {size / 1e6:.1f} MB; open {pages[0]}")
    return 0


def figure_command(options: argparse.Namespace) -> int:
    """Write the page of one figure, or list all."""
    from relu_notes.handout.single import figure_page
    from relu_notes.live.gallery import GALLERY

    if options.list:
        for name, make in GALLERY.items():
            first_line = (make.__doc__ or "").partition("\n")[0]
            say(f"{name:24} {first_line}")
        return 0
    if options.name not in GALLERY:
        raise NotebookError(f"{options.name or 'no name'}: no figure has that name; see `figure --list`")
    if options.output is None:
        raise NotebookError("no file named: add -o FILE.html")
    figure = GALLERY[options.name]()
    try:
        figure.set(**settings(figure, options.controls))
    except (TypeError, ValueError) as error:
        raise NotebookError(str(error)) from error
    write_atomically(options.output, figure_page(figure))
    say(f"{options.output}: {options.output.stat().st_size / 1e6:.1f} MB")
    return 0


def settings(figure: "LiveFigure", words: Sequence[str]) -> dict[str, object]:
    """The values of controls that the words ``--name value …`` give, found by what the control can have."""
    if len(words) % 2 or not all(word.startswith("--") for word in words[::2]):
        raise NotebookError(f"controls are set as `--name value`, not {' '.join(words)!r}")
    values: dict[str, object] = {}
    for word, text in zip(words[::2], words[1::2], strict=True):
        name = word[2:].replace("-", "_")
        control = figure.controls.get(name)
        if control is None:
            raise NotebookError(f"no control is named {name}; there are {', '.join(figure.controls)}")
        named = dict(zip(control.texts, control.positions, strict=True))
        named |= {str(position): position for position in control.positions}
        try:
            values[name] = named[text] if text in named else float(text)
        except ValueError:
            raise NotebookError(f"{name} must be one of {', '.join(control.texts)}, not {text!r}") from None
    return values


def gain_command(options: argparse.Namespace) -> int:
    """Print what a class learned, and write it as a page."""
    from relu_notes.inventory import report

    try:
        found, table, damaged = report.read_class(options.files, options.without)
    except (ValueError, OSError) as error:
        raise NotebookError(str(error)) from error
    say(report.text(found, table, damaged))
    if options.output:
        write_atomically(options.output, report.page(found, table, damaged))
        say(f"\n{options.output}")
    return 0


def told_to_end(*_: object) -> None:
    """Take SIGTERM as an interrupt, which ends the kernel as well."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a shell's script
        raise KeyboardInterrupt
    signal.raise_signal(signal.SIGINT)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, told_to_end)
    sys.exit(main())
