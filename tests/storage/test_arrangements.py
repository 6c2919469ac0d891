"""People arrange their lists: saved filters, messages asked of a colleague, messages put aside."""

from __future__ import annotations

from datetime import date

from planning.ports import Assigned, RowQuery, SavedFilter, Stores
from tests.storage.records import KOMMUN, MORNING, WARD, message, record

CASES = frozenset({"c1", "c2"})


def asked(to: str, number: int = 1, case_id: str = "c1") -> Assigned:
    return Assigned(KOMMUN, case_id, number, to, "bo-bistand", MORNING)


def test_a_person_finds_the_saved_filters_by_swedish_name(stores: Stores) -> None:
    for name in ("Överflyttade", "Ånge", "Timrå"):
        stores.arrangements.save_filter(SavedFilter("bo", name, "kommun=ange"))
    stores.arrangements.save_filter(SavedFilter("anna", "Annas", ""))
    assert [each.name for each in stores.arrangements.filters("bo")] == [
        "Timrå",
        "Ånge",
        "Överflyttade",
    ]


def test_a_filter_of_the_same_name_is_replaced_and_can_be_forgotten(stores: Stores) -> None:
    stores.arrangements.save_filter(SavedFilter("bo", "Mina", "kommun=ange"))
    stores.arrangements.save_filter(SavedFilter("bo", "Mina", "kommun=timra"))
    assert [each.query for each in stores.arrangements.filters("bo")] == ["kommun=timra"]
    stores.arrangements.delete_filter("bo", "Mina")
    stores.arrangements.delete_filter("bo", "Mina")
    assert list(stores.arrangements.filters("bo")) == []


def test_a_message_has_one_who_takes_care_of_it_at_a_time(stores: Stores) -> None:
    stores.arrangements.assign(asked("bo-bistand"))
    stores.arrangements.assign(asked("tuva-bistand"))
    stores.arrangements.assign(asked("bo-bistand", number=4))
    stores.arrangements.assign(asked("bo-bistand", case_id="c9"))
    found = stores.arrangements.assigned(KOMMUN, CASES)
    assert [(each.number, each.to, each.at) for each in found] == [
        (1, "tuva-bistand", MORNING),
        (4, "bo-bistand", MORNING),
    ]
    assert list(stores.arrangements.assigned(WARD, CASES)) == []
    stores.arrangements.unassign(KOMMUN, "c1", 1)
    assert [each.number for each in stores.arrangements.assigned(KOMMUN, CASES)] == [4]


def test_what_one_person_hides_the_others_still_see(stores: Stores) -> None:
    for _ in range(2):
        stores.arrangements.hide("bo", KOMMUN, "c1", 1)
    assert stores.arrangements.hidden("bo", KOMMUN, CASES) == {("c1", 1)}
    assert stores.arrangements.hidden("tuva", KOMMUN, CASES) == frozenset()
    assert stores.arrangements.hidden("bo", KOMMUN, frozenset({"c2"})) == frozenset()
    stores.arrangements.show_again("bo", KOMMUN, "c1", 1)
    assert stores.arrangements.hidden("bo", KOMMUN, CASES) == frozenset()


def test_sent_messages_are_listed_newest_first_with_each_receiver(stores: Stores) -> None:
    record(stores, messages=(message(1), message(1, WARD, sender=KOMMUN), message(2)))
    ours = stores.cases.sent(frozenset({WARD}))
    assert [(each.number, each.unit) for each in ours] == [(2, KOMMUN), (1, KOMMUN)]


def test_a_sender_who_has_left_the_case_lists_its_messages_no_more(stores: Stores) -> None:
    record(stores, messages=(message(1),), units=(KOMMUN,))
    assert list(stores.cases.sent(frozenset({WARD}))) == []


def test_cases_with_a_sip_are_listed_also_when_the_stay_is_over(stores: Stores) -> None:
    record(stores, "c1", active=False, plan=True, follow_up=date(2026, 4, 1))
    record(stores, "c2", active=True, plan=True)
    record(stores, "c3", active=True)
    found = stores.cases.rows(RowQuery(frozenset({KOMMUN}), plans=True))
    assert {each.case_id for each in found} == {"c1", "c2"}
    assert next(each for each in found if each.case_id == "c1").follow_up == date(2026, 4, 1)
