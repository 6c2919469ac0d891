"""Nobody can add a page and forget to measure it among very many cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from benchmarks.pages import PAGES, PRINTS
from ledstang.settings import Settings
from ledstang.wiring import make_desk, make_screens
from storage import open_stores

NOT_MEASURED = {
    "/": "only leads on to the start page of the role",
    "/logga-in": "only leads on to a way in",
    "/arende/<case_id>/<command_id>": "only leads on to the form of the step",
    "/betalning/arende/<case_id>/<command_id>": "only leads on to the evidence",
    "/belopp/bekrafta": "the page of amounts with one year alone",
    "/static/<path:filename>": "a file made beforehand",
    "/lathund/<name>": "a file made beforehand",
    "/manual/": "a file made beforehand",
    "/manual/<path:name>": "a file made beforehand",
}


@pytest.fixture(name="screens")
def the_screens(tmp_path: Path) -> Flask:
    settings = Settings(tmp_path, "memory:", demo=True)
    return make_screens(make_desk(open_stores("memory:"), settings), settings)


def readable(screens: Flask) -> set[str]:
    return {each.rule for each in screens.url_map.iter_rules() if "GET" in (each.methods or ())}


def measured(screens: Flask) -> set[str]:
    found = screens.url_map.bind("localhost")
    addresses = {address.partition("?")[0] for _, _, address in (*PAGES, *PRINTS)}
    return {found.match(each, "GET", return_rule=True)[0].rule for each in addresses}


def test_every_page_is_measured_or_says_why_not(screens: Flask) -> None:
    assert readable(screens) - measured(screens) == NOT_MEASURED.keys()


def test_each_figure_has_a_name_of_its_own() -> None:
    for kind in (PAGES, PRINTS):
        names = [name for name, _, _ in kind]
        assert len(set(names)) == len(names)
