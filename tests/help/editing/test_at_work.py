"""While somebody writes: nothing typed is lost, others are told, notes stay in their house."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from help_service.editing import Conflict, Reason, Refused

from .conftest import GRETA, LOVA, SARA, SHIPPED, Office, edited

NOTE = "Ring [biståndsenheten](kvittera.md) efter klockan 16."


def refusal(act: Callable[[], object]) -> Reason:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.reasons[0]


def test_what_is_typed_is_kept_until_it_is_saved(office: Office) -> None:
    at_work = office.editing.at_work
    at_work.keep_typed(SARA, "kvittera", "halv mening", 0, office.tick())
    at_work.keep_typed(SARA, "kvittera", "hel mening", 0, office.tick())
    kept = at_work.typed(SARA, "kvittera")
    assert kept is not None
    assert kept.text == "hel mening"
    assert at_work.typed(GRETA, "kvittera") is None
    office.save(SARA, edited("Hel mening."))
    assert at_work.typed(SARA, "kvittera") is None


def test_a_refused_save_keeps_what_was_typed(office: Office) -> None:
    office.editing.at_work.keep_typed(GRETA, "kvittera", "min text", 0, office.tick())
    office.save(SARA, edited("Läst."))
    with pytest.raises(Conflict):
        office.save(GRETA, edited("Min text."), base=0)
    assert office.editing.at_work.typed(GRETA, "kvittera") is not None


def test_the_second_is_told_who_has_the_topic_open(office: Office) -> None:
    at_work = office.editing.at_work
    at_work.is_here(SARA, "kvittera", office.tick())
    at_work.is_here(GRETA, "kvittera", office.now)
    ago = office.now - timedelta(seconds=30)
    assert [each.name for each in at_work.others_here(GRETA, "kvittera", ago)] == ["Sara"]
    assert at_work.others_here(GRETA, "kvittera", office.now) == []


def test_a_picture_is_named_by_its_content(office: Office) -> None:
    add = office.editing.at_work.add_picture
    path = add(SARA, b"bild", "png", office.tick())
    assert path == add(GRETA, b"bild", "png", office.tick())
    assert path.startswith("bilder/")
    assert office.store.picture(path.removeprefix("bilder/")) == b"bild"


@pytest.mark.parametrize("ending", ["gif", "../png", "svg\n", ""])
def test_other_files_are_no_pictures(office: Office, ending: str) -> None:
    add = office.editing.at_work.add_picture
    assert refusal(lambda: add(SARA, b"bild", ending, office.tick())) is Reason.BAD_PICTURE


def test_a_local_note_leaves_the_common_text_alone(office: Office) -> None:
    note = office.editing.notes.write(LOVA, "kvittera", NOTE, 0, office.tick())
    assert note.heading == "I Sundsvalls kommun"
    assert office.shown() == SHIPPED
    assert office.store.overlay().notes == (note,)
    assert office.went_live == 1


def test_an_empty_note_takes_it_away_and_the_old_one_stays_in_the_history(office: Office) -> None:
    notes = office.editing.notes
    notes.write(LOVA, "kvittera", NOTE, 0, office.tick())
    notes.write(LOVA, "kvittera", "", 1, office.tick())
    assert office.store.overlay().notes == ()
    assert [note.text for note in notes.own(LOVA, "kvittera")] == [NOTE, ""]


def test_only_a_local_superuser_writes_notes_and_only_for_the_own_house(office: Office) -> None:
    write = office.editing.notes.write
    assert refusal(lambda: write(SARA, "kvittera", NOTE, 0, office.tick())) is Reason.NOT_LOCAL
    lost = replace(LOVA, organisation="")
    assert refusal(lambda: write(lost, "kvittera", NOTE, 0, office.tick())) is Reason.NOT_LOCAL
    other = replace(LOVA, id="tim", organisation="kommun-timra", organisation_name="Timrå kommun")
    write(LOVA, "kvittera", NOTE, 0, office.tick())
    write(other, "kvittera", "Ring växeln.", 0, office.tick())
    assert {note.organisation for note in office.store.overlay().notes} == {
        "kommun-sundsvall",
        "kommun-timra",
    }


def test_two_notes_at_once_are_told(office: Office) -> None:
    write = office.editing.notes.write
    write(LOVA, "kvittera", NOTE, 0, office.tick())
    with pytest.raises(Conflict) as conflict:
        write(replace(LOVA, id="lars", name="Lars"), "kvittera", "Annat.", 0, office.tick())
    assert (conflict.value.mine, conflict.value.newest) == ("Annat.", NOTE)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# Rubrik", Reason.NOT_A_NOTE),
        ("Gäller 18900202-9800.", Reason.PERSONAL),
        ("a" * 1001, Reason.TOO_LONG),
    ],
)
def test_a_note_is_short_and_plain(office: Office, text: str, reason: Reason) -> None:
    write = office.editing.notes.write
    assert refusal(lambda: write(LOVA, "kvittera", text, 0, office.tick())) is reason


def test_a_note_may_hold_a_telephone_number(office: Office) -> None:
    note = "Ring 070-174 06 05."
    assert office.editing.notes.write(LOVA, "kvittera", note, 0, office.tick()).text == note


def test_a_note_on_a_topic_that_is_not_there_is_refused(office: Office) -> None:
    write = office.editing.notes.write
    assert refusal(lambda: write(LOVA, "nix", NOTE, 0, office.tick())) is Reason.UNKNOWN_TOPIC
