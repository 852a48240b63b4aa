"""Try the language room on a file: `python -m language detect FILE.jsonl`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence

from language.detect import LanguageDetector


class BadLine(ValueError):
    """A line is not a JSON object with a text."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    parser = argparse.ArgumentParser(prog="python -m language", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    detect = commands.add_parser("detect", help="name the language of each line")
    detect.add_argument("file", help='lines of JSON with a "text"; - reads the standard input')
    options = parser.parse_args(arguments)
    try:
        texts = read_texts(options.file)
    except (BadLine, OSError) as error:
        print(f"python -m language detect: {error}", file=sys.stderr)
        return 2
    print_languages(texts)
    return 0


def read_texts(file: str) -> list[str]:
    """Read all texts before anything is printed, so that a bad line leaves no half result."""
    if file == "-":
        return parse_lines(sys.stdin.buffer, "standard input")
    with open(file, "rb") as lines:
        return parse_lines(lines, file)


def parse_lines(lines: Iterable[bytes], name: str) -> list[str]:
    """Take the text out of each line; empty lines are bad lines, for in and out must match."""
    texts = []
    for number, line in enumerate(lines, start=1):
        try:
            text = json.loads(line.decode("utf-8-sig"))["text"]
        except (ValueError, TypeError, KeyError) as error:
            # The kind of error only: its message may quote what somebody wrote.
            kind = type(error).__name__
            raise BadLine(f'{name}, line {number}: not a JSON object with a "text" ({kind})') from error
        if not isinstance(text, str):
            raise BadLine(f'{name}, line {number}: "text" is not a string')
        texts.append(text)
    return texts


def print_languages(texts: list[str]) -> None:
    """Print one line of JSON per text, in the same order."""
    detector = LanguageDetector.load()
    for text in texts:
        found = detector.detect(text)
        line = {"text": text, "pred": found.pred, "conf": round(found.confidence, 4), "us": found.us}
        # Not every terminal can show every character; half characters can stand only as \u escapes.
        try:
            print(json.dumps(line, ensure_ascii=False))
        except UnicodeEncodeError:
            print(json.dumps(line))


if __name__ == "__main__":
    sys.exit(main())
