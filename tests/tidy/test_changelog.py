"""The newest entry of the changelog, the package and the program name one version."""

from __future__ import annotations

import re

import ledstang
from tests.tidy.source import ROOT, pyproject

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
VERSION = re.compile(r"^## \[(.+?)\](.*)$", re.MULTILINE)
GROUP = re.compile(r"^### (.+)$", re.MULTILINE)
GROUPS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
WHEN = re.compile(r" – \d{4}-\d{2}-\d{2}( \(Unreleased\))?")


def test_the_newest_entry_is_the_version_of_the_package() -> None:
    newest = VERSION.search(CHANGELOG)
    assert newest
    assert newest[1] == pyproject()["project"]["version"] == ledstang.__version__


def test_every_entry_has_a_date() -> None:
    assert all(WHEN.fullmatch(rest) for _, rest in VERSION.findall(CHANGELOG))


def test_only_the_groups_of_keep_a_changelog_are_used() -> None:
    assert set(GROUP.findall(CHANGELOG)) <= GROUPS
