"""The documents stay true: rooms, commands, settings and links are what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from settings import ROOT, Settings

CODE = {".py", ".yml"}
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
ENV_EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
RUNNING = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("evaluation/*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
OUR_PYTHON = re.compile(r"(?:\.venv|\.venv-rasa)/bin/python -m ([a-z_.]+)")
SETTINGS = sorted(name.upper() for name in Settings.model_fields)


def rooms() -> list[str]:
    """Return the top-level folders that hold code."""
    folders = [path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "_"))]
    return sorted(folder.name for folder in folders if any(path.suffix in CODE for path in folder.rglob("*")))


def targets() -> list[str]:
    """Return what `make` can be asked for."""
    return re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE)


def described_by_help() -> set[str]:
    """Return the targets that `make help` lists."""
    return set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))


def anchors(document: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def named(document: Path) -> str:
    """Return a document's path as test reports show it."""
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("room", rooms())
def test_every_room_has_a_line_in_the_readme(room: str):
    assert f"| `{room}/` |" in README


def test_readme_names_no_room_that_is_gone():
    in_table = re.findall(r"^\| `(\w+)/` \|", README, re.MULTILINE)

    assert [room for room in in_table if not (ROOT / room).is_dir()] == []


@pytest.mark.parametrize("target", targets())
def test_every_make_target_is_described(target: str):
    assert target in described_by_help() or f"`make {target}`" in README


def test_every_target_in_the_documents_exists():
    texts = [document.read_text(encoding="utf-8") for document in DOCUMENTS]
    # In code only: in a sentence "make" is a word like any other.
    code = [part for text in texts for part in re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)]
    wanted = {target for part in code for target in re.findall(r"(?:^|`)make ([a-z]+)", part, re.MULTILINE)}

    assert wanted - set(targets()) == set()


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_described_in_the_example(setting: str):
    lines = ENV_EXAMPLE.splitlines()
    place = next((i for i, line in enumerate(lines) if re.match(rf"#?{setting}=", line)), None)

    assert place is not None, f"{setting} is missing in .env.example"
    # Settings that belong together stand below one description.
    block = "\n".join(lines[:place]).split("\n\n")[-1]
    assert re.search(r"^# \w", block, re.MULTILINE), f"{setting} has no description above it"


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_explained_in_the_running_guide(setting: str):
    assert f"| `{setting}` |" in RUNNING


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_links_lead_to_something_that_exists(document: Path):
    broken = []
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        if link.startswith(("https://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = document if not name else (document.parent / name).resolve()
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert broken == []


def test_documents_named_in_code_exist():
    sources = [ROOT / "config.yml", *(path for room in rooms() for path in (ROOT / room).rglob("*.py"))]
    texts = [source.read_text(encoding="utf-8") for source in sources]
    documents = {name for text in texts for name in re.findall(r"docs/[\w/-]+\.md", text)}

    assert sorted(name for name in documents if not (ROOT / name).exists()) == []


def test_modules_in_the_documents_exist():
    texts = [document.read_text(encoding="utf-8") for document in DOCUMENTS]
    modules = {module for text in texts for module in OUR_PYTHON.findall(text)}
    missing = [module for module in modules if not list(ROOT.glob(f"{module.replace('.', '/')}*"))]

    assert sorted(missing) == []
