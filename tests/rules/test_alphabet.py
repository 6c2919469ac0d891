"""Names stand where Swedes look for them."""

from __future__ import annotations

from planning.alphabet import by_name, numbered, swedish


def test_the_last_letters_of_the_alphabet_come_last_and_in_their_order() -> None:
    names = ["Örnsköldsvik", "Timrå", "Ängel", "Ånge", "Zeta", "Ek", "Édith"]
    wanted = ["Édith", "Ek", "Timrå", "Zeta", "Ånge", "Ängel", "Örnsköldsvik"]
    assert sorted(names, key=swedish) == wanted


def test_a_number_in_a_name_counts_by_what_it_is_worth() -> None:
    wards = ["Avdelning 11 Medicin", "Avdelning 2 Medicin", "2 trappor", "Avdelning"]
    assert sorted(wards, key=numbered) == ["2 trappor", "Avdelning", *reversed(wards[:2])]


def test_ids_come_in_the_order_of_their_names() -> None:
    assert by_name({"a": "Ånge", "z": "Bo"}) == [("z", "Bo"), ("a", "Ånge")]
