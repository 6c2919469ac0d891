"""Who gets in, how long, and what is refused at the door."""

from __future__ import annotations

import pytest
from flask import Flask

from planning.ports import Stores
from planning_ui.application import create_ui
from planning_ui.parts import KEY
from planning_ui.policy import routes_without_policy
from planning_ui.settings import UiSettings
from planning_ui.signin.doorway import own_path
from planning_ui.signin.sessions import hash_of
from tests.ui.conftest import ANNA, BO, NUMBER, SAME_ORIGIN, TUVA, Clock, Person, admit, token_in

CARE_PAGES = ("/oversikt", "/inkorg", "/sok", "/arende/nytt", "/arende/arende-1")
OFFICE = ("lova-lokaladmin|lova-lokaladmin-1", "ceci-central|ceci-central-1")


def test_every_route_has_a_policy(app: Flask) -> None:
    assert routes_without_policy(app) == []


def test_a_route_without_a_policy_is_refused(app: Flask) -> None:
    app.add_url_rule("/glomd", "glomd", lambda: "hemligt")
    assert app.test_client().get("/glomd").status_code == 403


@pytest.mark.parametrize("path", [*CARE_PAGES, "/start", "/administration/anvandare"])
def test_nobody_sees_a_page_without_signing_in(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)
    assert answer.status_code == 302
    assert answer.location.startswith("/logga-in")


def test_after_signing_in_one_comes_where_one_was_going(app: Flask) -> None:
    person = Person(app)
    door = token_in(person.client.get("/logga-in/demo"))
    answer = person.post("/logga-in/demo", token=door, person=ANNA, till="/inkorg")
    assert answer.location == "/inkorg"


ELSEWHERE = (
    "https://ond.example/",
    "//ond.example",
    "///ond.example",
    "/\\ond.example",
    "/\t/ond.example",
    "javascript:x",
    "//[",
    "http://[",
    "",
)


@pytest.mark.parametrize("where", ELSEWHERE)
def test_nobody_is_sent_elsewhere_after_signing_in(app: Flask, where: str) -> None:
    assert own_path(where) == ""
    person = Person(app)
    door = token_in(person.client.get("/logga-in/demo", query_string={"till": where}))
    answer = person.post("/logga-in/demo", token=door, person=ANNA, till=where)
    assert (answer.status_code, answer.location) == (302, "/")


def test_every_page_for_signing_in_leads_to_the_accessibility_statement(app: Flask) -> None:
    page = app.test_client().get("/logga-in/demo").text
    assert 'href="/help/visa?vy=tillganglighet"' in page
    assert 'href="/help/visa?vy=inloggning"' in page


def test_demo_sign_in_is_closed_unless_switched_on(stores: Stores, app: Flask) -> None:
    closed = _with(app, stores, UiSettings())
    assert closed.test_client().get("/logga-in/demo").status_code == 404


@pytest.mark.parametrize(
    ("address", "headers"),
    [("10.0.0.7", {}), ("127.0.0.1", {"X-Forwarded-For": "10.0.0.7"}), ("2001:db8::1", {})],
)
def test_demo_sign_in_is_only_for_this_machine(
    app: Flask, address: str, headers: dict[str, str]
) -> None:
    client = app.test_client()
    asked = {"REMOTE_ADDR": address}
    answer = client.get("/logga-in/demo", environ_base=asked, headers=headers)
    assert answer.status_code == 404


def test_a_foreign_host_name_is_refused(app: Flask) -> None:
    answer = app.test_client().get("/logga-in/demo", headers={"Host": "ond.example"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://ond.example"},
        {"Origin": "null"},
        {},
    ],
)
def test_a_form_from_elsewhere_is_refused(anna: Person, case: str, headers: dict[str, str]) -> None:
    fields = {"token": anna.token, "varde": "ja"}
    answer = anna.client.post(f"{case}/samtycke", data=fields, headers=headers)
    assert answer.status_code == 403
    assert "Samtycke sparat" not in anna.get(case)


@pytest.mark.parametrize("token", ["", "fel", "å"])
def test_a_form_without_the_right_token_is_refused(anna: Person, case: str, token: str) -> None:
    answer = anna.post(f"{case}/samtycke", token=token, varde="ja")
    assert answer.status_code == 403


def test_an_older_browser_is_known_by_its_origin(anna: Person, case: str) -> None:
    answer = anna.client.post(
        f"{case}/samtycke",
        data={"token": anna.token, "varde": "ja"},
        headers={"Origin": "http://localhost"},
    )
    assert answer.status_code == 303


def test_signing_in_needs_the_key_of_its_own_page(app: Flask) -> None:
    answer = Person(app).post("/logga-in/demo", token="gissad", person=ANNA)
    assert answer.status_code == 403


def test_only_the_hash_of_the_token_is_stored(app: Flask, anna: Person, stores: Stores) -> None:
    cookie = anna.client.get_cookie("ledstang")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert len(cookie.value) >= 43
    assert stores.sessions.get(cookie.value) is None
    assert stores.sessions.get(hash_of(cookie.value)) is not None


def test_over_tls_the_cookie_is_bound_to_the_host(stores: Stores, app: Flask) -> None:
    safe = _with(app, stores, UiSettings(demo_sign_in=True, tls=True))
    client = safe.test_client()
    door = token_in(client.get("/logga-in/demo", base_url="https://localhost"))
    answer = client.post(
        "/logga-in/demo",
        data={"token": door, "person": ANNA},
        headers=SAME_ORIGIN,
        base_url="https://localhost",
    )
    cookies = " ".join(answer.headers.getlist("Set-Cookie"))
    assert "__Host-ledstang=" in cookies
    assert "Secure" in cookies
    assert "Domain" not in cookies
    assert "Strict-Transport-Security" in answer.headers


def test_a_session_ends_when_nothing_has_been_done_for_half_an_hour(
    anna: Person, clock: Clock
) -> None:
    clock.turn(minutes=29)
    anna.get("/oversikt")
    clock.turn(minutes=29)
    anna.get("/oversikt")
    clock.turn(minutes=31)
    anna.get("/oversikt", status=302)


def test_a_session_ends_after_twelve_hours_whatever_is_done(anna: Person, clock: Clock) -> None:
    for _ in range(36):
        anna.get("/oversikt")
        clock.turn(minutes=20)
    clock.turn(minutes=1)
    anna.get("/oversikt", status=302)


def test_signing_out_ends_the_session_on_the_server(anna: Person, stores: Stores) -> None:
    cookie = anna.client.get_cookie("ledstang")
    assert cookie is not None
    assert "Du är utloggad" in anna.send("/logga-ut").text
    assert stores.sessions.get(hash_of(cookie.value)) is None


def test_signing_in_anew_ends_the_session_that_was_there(anna: Person, stores: Stores) -> None:
    before = anna.client.get_cookie("ledstang")
    assert before is not None
    anna.sign_in(BO)
    assert stores.sessions.get(hash_of(before.value)) is None


def test_another_assignment_means_another_unit_and_a_new_session(anna: Person, case: str) -> None:
    before = anna.client.get_cookie("ledstang")
    assert anna.send("/uppdrag", uppdrag="anna-avd11-2").status_code == 302
    after = anna.client.get_cookie("ledstang")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert "Avdelning 14 Kirurgi" in anna.get("/oversikt")
    anna.get(case, status=404)


def test_nobody_can_choose_an_assignment_of_somebody_else(anna: Person) -> None:
    anna.send("/uppdrag", uppdrag="bo-bistand-1")
    assert "Avdelning 11 Medicin" in anna.get("/oversikt")


def test_a_case_of_another_unit_is_answered_as_one_that_does_not_exist(
    app: Flask, anna: Person, case: str
) -> None:
    tuva = Person(app).sign_in(TUVA)
    hidden, missing = tuva.get(case, 404), tuva.get("/arende/finns-inte", 404)
    assert _without_number(hidden) == _without_number(missing)
    for command in ("samtycke", "kvittera", "generellt-meddelande"):
        answer = tuva.send(f"{case}/{command}", varde="ja", meddelande="1", amne="x", text="y",
                           mottagare="hc-granlo")  # fmt: skip
        assert answer.status_code == 404, command


def _without_number(page: str) -> str:
    before, _, rest = page.partition('class="nummer">')
    return before + rest.partition("<")[2]


@pytest.mark.parametrize("who", OFFICE)
@pytest.mark.parametrize("path", CARE_PAGES)
def test_roles_without_patients_meet_no_patient_pages(app: Flask, who: str, path: str) -> None:
    Person(app).sign_in(who).get(path, status=403)


@pytest.mark.parametrize("who", OFFICE)
def test_management_sees_organisation_and_users(app: Flask, who: str) -> None:
    person = Person(app).sign_in(who)
    assert "Biståndsenheten Sundsvall" in person.get("/administration/organisation")
    assert "Bo Lindgren" in person.get("/administration/anvandare")


def test_local_management_sees_its_own_part_of_the_tree(app: Flask) -> None:
    lova = Person(app).sign_in(OFFICE[0])
    assert "Avdelning 11" not in lova.get("/administration/organisation")
    assert "Anna Ådahl" not in lova.get("/administration/anvandare")


def test_patient_pages_are_never_kept_by_the_browser(anna: Person, case: str) -> None:
    for path in (case, "/oversikt", "/inkorg"):
        assert anna.client.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/logga-in/demo", "/oversikt", "/finns-inte", "/arende/x"])
def test_every_answer_bears_the_strict_headers(anna: Person, path: str) -> None:
    headers = anna.client.get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_personal_number_stands_in_any_address_or_title(anna: Person) -> None:
    case = admit(anna)
    answer = anna.send("/sok", personnummer=NUMBER)
    assert "Test Testsson" in answer.text
    bare = NUMBER.replace("-", "")
    for page in (answer.text, anna.get(case), anna.get("/oversikt")):
        title = page.partition("<title>")[2].partition("</title>")[0]
        assert NUMBER not in title
        assert "Testsson" not in title
        addresses = [each.partition('"')[0] for each in page.split('href="')[1:]]
        addresses += [each.partition('"')[0] for each in page.split('action="')[1:]]
        assert not [each for each in addresses if NUMBER in each or bare in each]


def _with(app: Flask, stores: Stores, settings: UiSettings) -> Flask:
    parts = app.extensions[KEY]
    made = create_ui(
        parts.desk, stores.directory, stores.sessions, stores.drafts, parts.clock, settings
    )
    made.testing = True
    return made
