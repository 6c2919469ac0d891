"""The pages of the screens on SQLite, with very many cases beside those that they show.

10 000 active and 100 000 closed cases by default, 1 000 000 closed with `--full`. One unit has
fifty patients, another five hundred, the longest list there is.
"""

from __future__ import annotations

import gzip
import itertools
import re
from collections.abc import Iterator
from statistics import median
from time import perf_counter

from flask import Flask
from flask.testing import FlaskClient

from benchmarks import lists
from benchmarks.databases import sqlite_database
from benchmarks.measuring import Plan, percentile
from benchmarks.results import Outcome, Result, at_most
from ledstang import clock
from ledstang.demo import save_demo_organisation
from ledstang.loading import load_agreements, load_rulebook
from planning.desk import Desk
from planning.ports import Stores
from planning_ui import create_ui
from planning_ui.settings import UiSettings
from storage.sql import Database, sql_stores

CLOSED, CLOSED_IN_FULL = 100_000, 1_000_000
ASKED_PER_ROUND = 20
MILLISECONDS_MAX = 50
KILOBYTES_MAX = 20
SMALL = ("sundsvall-avd-11", "hc-granlo", "sundsvall-bistand")
LARGE = ("sundsvall-avd-14", "hc-timra", "timra-bistand")
OTHERS = ("annan-avd", "annan-hc", "annan-kommun")
PEOPLE = {"50": "bo-bistand|bo-bistand-1", "500": "tuva-bistand|tuva-bistand-1"}
PAGES = {
    "overview": "/oversikt",
    "inbox": "/inkorg",
    "sent": "/inkorg/skickat",
    "board": "/planeringstavla",
    "plans": "/sip",
}
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


def run(plan: Plan) -> Iterator[Outcome]:
    """Fill the database and ask for each page as two people, one after the other."""
    with sqlite_database() as database:
        _fill(database, plan)
        app = _screens(sql_stores(database))
        for patients, person in PEOPLE.items():
            browser = _signed_in(app, person)
            for name, address in PAGES.items():
                yield from _page(f"pages.{name}_{patients}", browser, address, plan)


def _fill(database: Database, plan: Plan) -> None:
    closed = plan.count(CLOSED_IN_FULL if plan.full else CLOSED)
    lists.fill(database, "stangt", closed, active=False)
    for kind, units, count in (("liten", SMALL, 50), ("stor", LARGE, 500), ("ovr", OTHERS, 9_450)):
        lists.fill(database, kind, plan.count(count), active=True, units=units)


def _screens(stores: Stores) -> Flask:
    save_demo_organisation(stores.directory)
    agreements, numbers = load_agreements(), itertools.count(1)
    desk = Desk(
        stores, load_rulebook(), agreements, agreements["vasternorrland"],
        lambda: f"matt-{next(numbers)}",
    )  # fmt: skip
    settings = UiSettings(demo_sign_in=True)
    return create_ui(desk, stores.directory, stores.sessions, stores.drafts, clock.now, settings)


def _signed_in(app: Flask, person: str) -> FlaskClient:
    browser = app.test_client()
    found = _TOKEN.search(browser.get("/logga-in/demo").text)
    token = found.group(1) if found else ""
    form = {"token": token, "person": person}
    answer = browser.post("/logga-in/demo", data=form, headers=OWN_PAGE)
    assert answer.status_code == 302, answer.text
    return browser


def _page(figure: str, browser: FlaskClient, address: str, plan: Plan) -> Iterator[Outcome]:
    browser.get(address)
    rounds = [_times(browser, address, plan) for _ in range(plan.rounds)]
    packed = gzip.compress(browser.get(address).data)
    yield Result(figure, "ms", [median(times) for times in rounds])
    worst = [percentile(times, 0.95) for times in rounds]
    yield Result(f"{figure}_p95", "ms", worst, goal=at_most(MILLISECONDS_MAX))
    yield Result(f"{figure}_weight", "kB", [len(packed) / 1000], goal=at_most(KILOBYTES_MAX))


def _times(browser: FlaskClient, address: str, plan: Plan) -> list[float]:
    times = []
    for _ in range(plan.count(ASKED_PER_ROUND)):
        start = perf_counter()
        answer = browser.get(address)
        times.append((perf_counter() - start) * 1000)
        assert answer.status_code == 200
    return times
