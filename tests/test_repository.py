"""The repository keeps its own promises: pins, links, licences, commands."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
MADE = {"_build", "mutants", "htmlcov", "__pycache__", "node_modules"}
KINDS = {".py", ".md", ".ipynb", ".toml", ".txt", ".yml", ".yaml", ".cfg"}
KINDS |= {".cff", ".css", ".js", ".mjs", ".html", ".json", ".svg", ".bib", ""}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))[
    "project"
]
PINS = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
DOCUMENTS = sorted(ROOT.glob("*.md"))


def written_files():
    """Yield the text files of the repository, not what was made from them."""
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        made = MADE.intersection(parts) or any(
            part.endswith(".egg-info")
            or (part.startswith(".") and part not in {".ci", ".github"})
            for part in parts
        )
        if path.is_file() and path.suffix in KINDS and not made:
            yield path


def direct_dependencies():
    extras = PROJECT["optional-dependencies"].values()
    return [
        *PROJECT["dependencies"],
        *(line for part in extras for line in part),
    ]


def pinned():
    pins = [Requirement(line) for line in PINS[:-1]]
    return {canonicalize_name(pin.name): pin for pin in pins}


def test_every_requirement_is_one_exact_version():
    assert PINS[-1] == "-e ."
    for line in PINS[:-1]:
        pin = Requirement(line)
        assert re.fullmatch(r"==[^*,]+", str(pin.specifier)), line
        assert pin.url is None


@pytest.mark.parametrize("line", direct_dependencies())
def test_pins_lie_in_the_tested_ranges(line):
    wanted = Requirement(line)
    (version,) = pinned()[canonicalize_name(wanted.name)].specifier
    assert wanted.specifier.contains(version.version)


def test_nothing_written_names_this_machine():
    # A folder right under the root has too common a name to search for.
    places = [place for place in (ROOT, Path.home()) if len(place.parts) > 2]
    somebody = re.compile(r"/(?:home|Users)/\w|[A-Z]:\\+Users\\+\w")
    for path in written_files():
        text = path.read_text("utf-8")
        named = [place for place in places if str(place) in text]
        assert not named, path
        assert not somebody.search(text), path


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document):
    text = document.read_text("utf-8")
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    links += re.findall(r'(?:src|href)="([^"]+)"', text)
    near = [link.partition("#")[0] for link in links if "://" not in link]
    missing = [link for link in near if not (document.parent / link).exists()]
    assert not missing


def test_commands_in_the_documents_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        # As a command: in a code span or at the start of a line of code.
        named = set(re.findall(r"(?:`|^ *)make ([a-z]+)", text, re.MULTILINE))
        assert named <= targets, document.name
        tools = re.findall(r"\btools[/\\](\w+\.py)", text)
        assert all((ROOT / "tools" / name).is_file() for name in tools)


def test_the_version_is_the_same_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## (\S+)", changes, re.MULTILINE)[1]
    assert citation["version"] == newest == PROJECT["version"]


def test_continuous_integration_runs_the_same_command_as_people():
    script = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert script[-1] == "make test"
    workflow = yaml.safe_load(
        (ROOT / ".github" / "workflows" / "test.yml").read_text("utf-8")
    )
    job = workflow["jobs"]["test"]
    assert "make test" in [step.get("run") for step in job["steps"]]
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert job["strategy"]["matrix"]["python"][0] == oldest
