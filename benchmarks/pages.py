"""The pages of the screens on SQLite, with very many cases beside those that they show.

10 000 active and 100 000 closed cases by default, 1 000 000 closed with `--full`. One unit has
fifty patients, another five hundred, the longest list there is; a kommun has periods of 150
patients in the month. Processor time stands beside the time by the clock: it says the same on a
busy machine.
"""

from __future__ import annotations

import gc
import gzip
import itertools
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from statistics import median
from time import perf_counter, process_time

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from benchmarks.crowd import ACTIVE, CLOSED, PAID, PLANNED, Crowd, gather
from benchmarks.databases import filled_database
from benchmarks.measuring import Plan, percentile
from benchmarks.results import Outcome, Result, at_most
from ledstang.demo import save_demo_organisation
from ledstang.loading import load_agreements, load_rulebook
from ledstang.serving import settle_memory
from planning.desk import Desk
from planning.ports import Stores
from planning_ui import create_ui
from planning_ui.settings import UiSettings
from storage.sql import Database, sql_stores

PAST, PAST_IN_FULL = 100_000, 1_000_000
ASKED_PER_ROUND = 20
MILLISECONDS_MAX, PRINT_MILLISECONDS_MAX = 50, 300
KILOBYTES_MAX = 20
NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
SMALL = ("sundsvall-avd-11", "hc-granlo", "sundsvall-bistand")
LARGE = ("sundsvall-avd-14", "hc-timra", "timra-bistand")
OTHERS = ("annan-avd", "annan-hc", "annan-kommun")
WARD, CLERK = "anna-avd11|anna-avd11-1", "bo-bistand|bo-bistand-1"
BUSY, CENTRAL = "tuva-bistand|tuva-bistand-1", "ceci-central|ceci-central-1"
LOCAL = "lova-lokaladmin|lova-lokaladmin-1"
BY_UNIT = {
    "overview": "/oversikt",
    "closed": "/oversikt?avslutade=ja",
    "inbox": "/inkorg?visa=alla",
    "sent": "/inkorg/skickat",
    "board": "/planeringstavla",
    "plans": "/sip",
    "reminders": "/paminnelser",
    "statistics": "/statistik?fran=2024-04&till=2026-03&gruppera=manad",
}
SPAN = "/statistik?fran=2024-04&till=2026-03"
PAGES = [
    *((f"{name}_50", CLERK, address) for name, address in BY_UNIT.items()),
    *((f"{name}_500", BUSY, address) for name, address in BY_UNIT.items()),
    ("overview_500_grouped", BUSY, "/oversikt?grupp=tillstand&sortera=namn"),
    ("closed_few", BUSY, f"/oversikt?avslutade=ja&avdelning={SMALL[0]}"),
    ("board_500_by_state", BUSY, "/planeringstavla?efter=tillstand"),
    ("sent_by_ward", WARD, "/inkorg/skickat"),
    *((f"patient_{each}", WARD, f"/arende/liten-{each}-3") for each in ACTIVE),
    ("form", WARD, "/arende/liten-planering-3/steg/utskrivningsklar"),
    ("plan_form", CLERK, "/arende/liten-med-sip-3/steg/sip-uppratta"),
    ("payment_150", CLERK, "/betalning?manad=2026-03"),
    ("payment_central", CENTRAL, "/betalning?kommun=sundsvall&manad=2026-03"),
    ("payment_thousands", CENTRAL, "/betalning?kommun=solleftea&manad=2026-03"),
    ("payment_past", CENTRAL, "/betalning?kommun=solleftea&manad=2020-05"),
    ("evidence", CLERK, f"/betalning/arende/manad-{PAID}-3"),
    ("statistics_central", CENTRAL, "/statistik?fran=2024-04&till=2026-03"),
    ("statistics_local", LOCAL, "/statistik?fran=2024-04&till=2026-03"),
    *(
        (f"statistics_by_{each}", CENTRAL, f"{SPAN}&gruppera={each}")
        for each in ("kommun", "avdelning", "manad")
    ),
    ("statistics_chart", CENTRAL, "/statistik/diagram.svg?fran=2024-04&till=2026-03"),
    ("statistics_table", CENTRAL, "/statistik/statistik.csv?fran=2024-04&till=2026-03"),
    ("payment_table", CLERK, "/betalning/underlag.csv?manad=2026-03"),
    ("situation", WARD, "/arende/liten-planering-3/lage.json"),
    ("begin", WARD, "/arende/nytt"),
    ("search", WARD, "/sok"),
    ("understood", WARD, "/tolka-tid?kommando=utskrivningsklar&falt=bedomt&text=i+dag+8"),
    ("prints", WARD, "/utskrifter"),
    ("guides", WARD, "/lathundar"),
    ("assignments", WARD, "/uppdrag"),
    ("start", CENTRAL, "/start"),
    ("amounts", CENTRAL, "/belopp"),
    ("users", CENTRAL, "/administration/anvandare"),
    ("organisation", CENTRAL, "/administration/organisation"),
    ("sign_in", WARD, "/logga-in/demo"),
]
PRINTS = [
    ("case", WARD, "/arende/liten-utskriven-3/utskrift/arende.pdf"),
    ("message", WARD, "/arende/liten-utskriven-3/utskrift/meddelande-4.pdf"),
    ("patient_information", WARD, "/arende/liten-utskriven-3/utskrift/information.pdf"),
    ("plan", CLERK, f"/arende/plan-{PLANNED}-3/utskrift/sip.pdf"),
    ("reserve_list_50", CLERK, "/utskrifter/reservlista.pdf"),
    ("reserve_list_500", BUSY, "/utskrifter/reservlista.pdf"),
    ("payment_150", CLERK, "/betalning/underlag.pdf?manad=2026-03"),
    ("payment_thousands", CENTRAL, "/betalning/underlag.pdf?kommun=solleftea&manad=2026-03"),
    ("blank_forms", WARD, "/utskrifter/reservblanketter.pdf"),
]
TYPED = {"falt": {"lakare": ["Dr Lind"], "bedomt": ["i dag 8"]}}
SENT = [
    (name, WARD, f"/arende/liten-planering-3/{name}/utskrivningsklar")
    for name in ("utkast", "prova")
]
"""What the page of a form sends while somebody types: the draft, and what to be warned of."""
WALKED = [
    f"/betalning?kommun=solleftea&manad={year}-{month:02}"
    for year in range(2025, 2009, -1)
    for month in range(1, 13)
]
"""One month after the other of a kommun with thousands of periods: none was asked for before."""
PERSON = "R-2026-0000"
"""The reserve number of a person whose case the clerk's unit is in."""
TABLE = "/betalning/underlag.csv?kommun=solleftea&manad=2026-03"
"""Every day of thousands of periods: a file of megabytes, so no page, and told without a goal."""
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


def run(plan: Plan) -> Iterator[Outcome]:
    """Fill the database, ask for each page and each print, and send what is typed."""
    closed = plan.count(PAST_IN_FULL if plan.full else PAST)
    kept = plan.keep and plan.keep / f"pages-{closed}.db"
    with filled_database(kept, lambda empty: fill(empty, plan, closed)) as database:
        app = _screens(sql_stores(database))
        yield from _measured(app, plan)


def _measured(app: Flask, plan: Plan) -> Iterator[Outcome]:
    """Every page as a worker answers it, with its memory settled as at the start of one."""
    usual = gc.get_threshold()
    settle_memory()
    try:
        for name, person, address in PAGES:
            yield from _page(f"pages.{name}", _signed_in(app, person), address, plan)
        for name, person, address in SENT:
            yield from _sent(f"pages.{name}", _signed_in(app, person), address, plan)
        yield from _others(app, plan)
        for name, person, address in PRINTS:
            yield from _print(f"prints.{name}", _signed_in(app, person), address, plan)
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _others(app: Flask, plan: Plan) -> Iterator[Outcome]:
    """The search for a person, months that nobody has looked at, and the largest file."""
    clerk, central = _signed_in(app, CLERK), _signed_in(app, CENTRAL)
    typed = {"token": _token(clerk.get("/sok").text), "personnummer": PERSON}
    yield from _asked("pages.found", lambda: clerk.post("/sok", data=typed, headers=OWN_PAGE), plan)
    months = itertools.cycle(WALKED)
    yield from _asked("pages.payment_months", lambda: central.get(next(months)), plan)
    whole = [_times(lambda: central.get(TABLE), 1)[0] for _ in range(plan.rounds)]
    for name, place in (("", 0), ("_processor", 1)):
        yield Result(f"files.payment_table_thousands{name}", "ms", [each[place] for each in whole])


def fill(database: Database, plan: Plan, closed: int) -> None:
    """10 000 active cases, those of the month's payment, and the closed ones of twenty years."""
    save_demo_organisation(sql_stores(database).directory)
    crowd = gather(database)
    for course in ACTIVE:
        crowd.add("liten", course, max(plan.count(10), 3), SMALL)
        crowd.add("stor", course, plan.count(100), LARGE, "timra")
        crowd.add("ovr", course, plan.count(1_890), OTHERS, "solleftea")
    crowd.add("plan", PLANNED, 3, SMALL)
    crowd.add("manad", PAID, max(plan.count(150), 3), SMALL)
    _fill_past(crowd, closed)
    crowd.settle()


def _fill_past(crowd: Crowd, closed: int) -> None:
    """A twelfth of each unit's closed cases had days to pay for."""
    for units, kommun in ((SMALL, "sundsvall"), (LARGE, "timra"), (OTHERS, "solleftea")):
        for course, share in ((CLOSED, 11), (PAID, 1)):
            count = max(closed * share // 36, 1)
            crowd.add(f"dal-{kommun}", course, count, units, kommun, history=False, spread=True)


def _screens(stores: Stores) -> Flask:
    agreements, numbers = load_agreements(), itertools.count(1)
    desk = Desk(
        stores, load_rulebook(), agreements, agreements["vasternorrland"],
        lambda: f"matt-{next(numbers)}",
    )  # fmt: skip
    settings = UiSettings(demo_sign_in=True)
    return create_ui(desk, stores.directory, stores.sessions, stores.drafts, lambda: NOW, settings)


def _signed_in(app: Flask, person: str) -> FlaskClient:
    browser = app.test_client()
    form = {"token": _token(browser.get("/logga-in/demo").text), "person": person}
    answer = browser.post("/logga-in/demo", data=form, headers=OWN_PAGE)
    assert answer.status_code == 302, answer.text
    return browser


def _token(page: str) -> str:
    found = _TOKEN.search(page)
    return found.group(1) if found else ""


def _page(figure: str, browser: FlaskClient, address: str, plan: Plan) -> Iterator[Outcome]:
    packed = gzip.compress(browser.get(address).data)
    yield from _asked(figure, lambda: browser.get(address), plan)
    yield Result(f"{figure}_weight", "kB", [len(packed) / 1000], goal=at_most(KILOBYTES_MAX))


def _sent(figure: str, browser: FlaskClient, address: str, plan: Plan) -> Iterator[Outcome]:
    token = _token(browser.get("/arende/liten-planering-3/steg/utskrivningsklar").text)
    headers = OWN_PAGE | {"X-Ledstang-Token": token}
    yield from _asked(figure, lambda: browser.post(address, json=TYPED, headers=headers), plan)


def _asked(figure: str, ask: Callable[[], TestResponse], plan: Plan) -> Iterator[Outcome]:
    """The median and the 95th percentile of each round, after one question to warm up."""
    ask()
    rounds = [_times(ask, plan.count(ASKED_PER_ROUND)) for _ in range(plan.rounds)]
    for name, place in (("", 0), ("_processor", 1)):
        usual = [median(each[place] for each in times) for times in rounds]
        yield Result(f"{figure}_p50{name}", "ms", usual)
        worst = [percentile([each[place] for each in times], 0.95) for times in rounds]
        yield Result(f"{figure}_p95{name}", "ms", worst, goal=at_most(MILLISECONDS_MAX))


def _print(figure: str, browser: FlaskClient, address: str, plan: Plan) -> Iterator[Outcome]:
    browser.get(address)
    often = plan.count(ASKED_PER_ROUND)
    rounds = [_times(lambda: browser.get(address), often) for _ in range(plan.rounds)]
    for name, place in (("", 0), ("_processor", 1)):
        taken = [median(each[place] for each in times) for times in rounds]
        yield Result(f"{figure}{name}", "ms", taken, goal=at_most(PRINT_MILLISECONDS_MAX))


def _times(ask: Callable[[], TestResponse], often: int) -> list[tuple[float, float]]:
    """By the clock and by the processor, in milliseconds."""
    times = []
    for _ in range(often):
        start, used = perf_counter(), process_time()
        answer = ask()
        taken = (process_time() - used) * 1000
        times.append(((perf_counter() - start) * 1000, taken))
        assert answer.status_code == 200, (answer.request.path, answer.status_code)
    return times
