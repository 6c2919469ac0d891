"""The directory, the sessions and the texts that are not sent yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planning.organisation import Assignment, Purpose, Unit, User
from planning.ports import Session, Stores
from planning.vocabulary import Role
from tests.storage.records import MORNING, WARD

AVD_11 = Unit(WARD, "Avdelning 11", Role.WARD, parent="sundsvalls-sjukhus", hospital="Sundsvall")
BISTAND = Unit(
    "timra-bistand", "Bistånd", Role.MUNICIPALITY, "timra", default_receiver=True, live=False
)
ANNA = User("anna-avd11", "Anna Ådahl", "Sjuksköterska")
AT_11 = Assignment("anna-1", ANNA.id, WARD, Role.WARD, Purpose.CARE)
AS_SUPER = Assignment(
    "anna-2",
    ANNA.id,
    WARD,
    Role.SUPERUSER,
    Purpose.ADMINISTRATION,
    frozenset({"redigera", "granskare"}),
)
SESSION = Session("a" * 64, ANNA.id, AT_11.id, "demo", MORNING, MORNING, "csrf")


def test_units_come_back_as_they_were_saved_ordered_by_id(stores: Stores) -> None:
    for unit in (BISTAND, AVD_11):
        stores.directory.save_unit(unit)
    assert list(stores.directory.organisation().units.items()) == [
        (AVD_11.id, AVD_11),
        (BISTAND.id, BISTAND),
    ]


def test_a_unit_that_is_saved_again_is_replaced(stores: Stores) -> None:
    stores.directory.save_unit(BISTAND)
    stores.directory.save_unit(replace(BISTAND, live=True, role=None, kommun=None))
    assert stores.directory.organisation().unit(BISTAND.id) == replace(
        BISTAND, live=True, role=None, kommun=None
    )


def test_each_change_of_a_unit_is_seen_by_who_asked_before(stores: Stores) -> None:
    stores.directory.save_unit(Unit("hc-granlo", "Granlo hälsocentral", Role.OPEN_CARE))
    assert stores.directory.organisation().name("hc-granlo") == "Granlo hälsocentral"
    stores.directory.save_unit(Unit("hc-granlo", "Granlo vårdcentral", Role.OPEN_CARE))
    assert stores.directory.organisation().name("hc-granlo") == "Granlo vårdcentral"
    stores.directory.save_unit(Unit("hc-skonsmon", "Skönsmons hälsocentral", Role.OPEN_CARE))
    assert set(stores.directory.organisation().units) >= {"hc-granlo", "hc-skonsmon"}


def test_a_user_comes_back_with_all_assignments(stores: Stores) -> None:
    stores.directory.save_user(ANNA, [AS_SUPER, AT_11])
    assert stores.directory.user(ANNA.id) == ANNA
    assert list(stores.directory.assignments(ANNA.id)) == [AT_11, AS_SUPER]


def test_saving_a_user_again_replaces_the_assignments(stores: Stores) -> None:
    stores.directory.save_user(ANNA, [AT_11, AS_SUPER])
    stores.directory.save_user(replace(ANNA, active=False), [AT_11])
    assert stores.directory.user(ANNA.id) == replace(ANNA, active=False)
    assert list(stores.directory.assignments(ANNA.id)) == [AT_11]


def test_an_unknown_user_is_nobody(stores: Stores) -> None:
    assert stores.directory.user("okand") is None
    assert list(stores.directory.assignments("okand")) == []


def test_users_are_listed_in_the_order_of_the_swedish_alphabet(stores: Stores) -> None:
    names = ("Östen", "Åsa", "Zara", "Ärla", "anna", "Bo", "André")
    for number, name in enumerate(names):
        stores.directory.save_user(User(f"u{number}", name), [])
    found = [user.name for user in stores.directory.users()]
    assert found == ["André", "anna", "Bo", "Zara", "Åsa", "Ärla", "Östen"]


def test_a_session_is_kept_until_it_ends(stores: Stores) -> None:
    stores.sessions.save(SESSION)
    assert stores.sessions.get(SESSION.token_hash) == SESSION
    stores.sessions.delete(SESSION.token_hash)
    assert stores.sessions.get(SESSION.token_hash) is None


def test_ending_a_session_that_is_not_there_does_nothing(stores: Stores) -> None:
    stores.sessions.delete("0" * 64)
    assert stores.sessions.get("0" * 64) is None


def test_a_session_that_is_saved_again_is_replaced(stores: Stores) -> None:
    stores.sessions.save(SESSION)
    later = replace(SESSION, seen_at=MORNING + timedelta(minutes=5))
    stores.sessions.save(later)
    assert stores.sessions.get(SESSION.token_hash) == later


def test_typed_text_is_kept_per_user_case_and_command(stores: Stores) -> None:
    stores.drafts.save(ANNA.id, "c1", "utskrivningsklar", '{"text": "Åker hem"}', MORNING)
    assert stores.drafts.get(ANNA.id, "c1", "utskrivningsklar") == '{"text": "Åker hem"}'
    assert stores.drafts.get(ANNA.id, "c2", "utskrivningsklar") is None
    assert stores.drafts.get("bo-bistand", "c1", "utskrivningsklar") is None


def test_newer_typed_text_replaces_the_older_until_it_is_forgotten(stores: Stores) -> None:
    for text in ("{}", '{"text": "nyare"}'):
        stores.drafts.save(ANNA.id, "c1", "kvittera", text, MORNING)
    assert stores.drafts.get(ANNA.id, "c1", "kvittera") == '{"text": "nyare"}'
    stores.drafts.delete(ANNA.id, "c1", "kvittera")
    assert stores.drafts.get(ANNA.id, "c1", "kvittera") is None
