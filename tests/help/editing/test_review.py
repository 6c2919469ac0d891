"""From draft to what readers see: who may do what, and that every version stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from help_service.editing import (
    BASELINE,
    BrokenText,
    Conflict,
    Editor,
    NewTopic,
    Reason,
    Refused,
    State,
    Tie,
    Written,
)
from help_service.editing.errors import REASONS

from .conftest import GRETA, LOVA, NURSE, RITA, SAFETY, SARA, SHIPPED, Office, edited

NEW = edited("Kvittera betyder läst.")
NEWER = edited("Kvittera betyder läst, inget mer.")


def refusal(act: Callable[[], object]) -> Reason:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.reasons[0]


def test_every_reason_has_its_sentence() -> None:
    assert set(REASONS) == set(Reason)
    assert all(sentence.endswith(".") for sentence in REASONS.values())


def test_readers_see_a_text_when_another_person_has_published_it(office: Office) -> None:
    assert office.publish(SARA, GRETA, NEW).state is State.PUBLISHED
    assert office.shown() == NEW
    assert office.store.overlay().pages[0].body.text == NEW
    assert office.went_live == 1


def test_readers_see_nothing_of_a_draft_or_a_text_in_review(office: Office) -> None:
    office.submit(SARA, NEW)
    assert office.shown() == SHIPPED
    assert office.store.overlay().pages == ()
    assert office.store.revision() == 0


@pytest.mark.parametrize("stranger", [NURSE, LOVA])
def test_only_superusers_write(office: Office, stranger: Editor) -> None:
    assert refusal(lambda: office.save(stranger, NEW)) is Reason.NOT_SUPERUSER
    assert office.editing.shelf.history("kvittera").events == ()


def test_a_superuser_who_is_no_reviewer_publishes_nothing(office: Office) -> None:
    number = office.submit(GRETA, NEW).number
    approve = office.editing.judging.approve
    assert refusal(lambda: approve(SARA, "kvittera", number, office.tick())) is Reason.NOT_REVIEWER


def test_nobody_publishes_own_words(office: Office) -> None:
    number = office.submit(GRETA, NEW).number
    approve = office.editing.judging.approve
    assert refusal(lambda: approve(GRETA, "kvittera", number, office.tick())) is Reason.OWN_TEXT


def test_nobody_publishes_own_words_that_another_built_on(office: Office) -> None:
    office.save(GRETA, NEW)
    number = office.submit(SARA, NEWER).number
    approve = office.editing.judging.approve
    assert refusal(lambda: approve(GRETA, "kvittera", number, office.tick())) is Reason.OWN_TEXT
    assert approve(RITA, "kvittera", number, office.tick()).state is State.PUBLISHED


def test_words_that_were_published_once_are_nobodys_own_any_more(office: Office) -> None:
    office.publish(GRETA, RITA, NEW)
    assert office.publish(SARA, GRETA, NEWER).state is State.PUBLISHED


def test_a_safety_topic_needs_a_reviewer_with_that_right(safety: Office) -> None:
    number = safety.submit(SARA, edited("Läst.", SAFETY)).number
    approve = safety.editing.judging.approve
    reason = refusal(lambda: approve(GRETA, "kvittera", number, safety.tick()))
    assert reason is Reason.NOT_SAFETY_REVIEWER
    assert approve(RITA, "kvittera", number, safety.tick()).state is State.PUBLISHED


def test_taking_the_mark_away_does_not_get_around_it(safety: Office) -> None:
    number = safety.submit(SARA, NEW).number
    approve = safety.editing.judging.approve
    reason = refusal(lambda: approve(GRETA, "kvittera", number, safety.tick()))
    assert reason is Reason.NOT_SAFETY_REVIEWER


def test_a_refusal_says_why_and_the_text_can_be_sent_again(office: Office) -> None:
    number = office.submit(SARA, NEW).number
    refuse = office.editing.judging.refuse
    assert refusal(lambda: refuse(GRETA, "kvittera", number, " ", office.tick())) is Reason.NO_WHY
    refused = refuse(GRETA, "kvittera", number, "Skriv vad det inte betyder.", office.tick())
    assert (refused.state, refused.decision) == (State.REFUSED, "Skriv vad det inte betyder.")
    assert office.publish(SARA, GRETA, NEWER).number == 2


def test_a_text_that_breaks_the_guidance_stops_before_review(office: Office) -> None:
    number = office.save(SARA, edited("<b>Läst</b>")).number
    submit = office.editing.writing.submit
    with pytest.raises(BrokenText) as broken:
        submit(SARA, "kvittera", number, office.tick())
    assert broken.value.findings[0].line == 11


def fault_in(act: Callable[[], object]) -> Reason:
    with pytest.raises(BrokenText) as broken:
        act()
    return broken.value.reasons[0]


def test_a_fault_in_the_text_stops_it_before_review(office: Office) -> None:
    number = office.save(SARA, edited("Gäller 189002029800.")).number
    submit = office.editing.writing.submit
    reason = fault_in(lambda: submit(SARA, "kvittera", number, office.tick()))
    assert reason is Reason.HAS_FAULTS


@pytest.mark.parametrize("hours", [None, 2])
def test_a_fault_in_the_text_stops_the_reviewer_too(office: Office, hours: int | None) -> None:
    number = office.submit(SARA, NEW).number
    office.trial.faulty.add("betyder läst")
    approve, now = office.editing.judging.approve, office.tick()
    due = now + timedelta(hours=hours) if hours else None
    assert fault_in(lambda: approve(GRETA, "kvittera", number, now, due)) is Reason.HAS_FAULTS
    assert office.shown() == SHIPPED


def test_a_text_that_has_got_a_fault_before_its_time_goes_back_with_the_reason(
    office: Office,
) -> None:
    number = office.submit(SARA, NEW).number
    due = office.now + timedelta(hours=2)
    office.editing.judging.approve(GRETA, "kvittera", number, office.tick(), due)
    office.trial.faulty.add("betyder läst")
    assert office.editing.judging.publish_due(due) == 0
    sent_back = office.editing.shelf.history("kvittera").version(number)
    assert sent_back is not None
    assert sent_back.state is State.REFUSED
    assert "”betyder läst” är fel" in sent_back.decision
    assert office.shown() == SHIPPED


def test_an_earlier_text_that_has_got_a_fault_is_not_shown_again(office: Office) -> None:
    first = office.publish(SARA, GRETA, NEW).number
    office.publish(SARA, GRETA, edited("Kvittera är att läsa."))
    office.trial.faulty.add("betyder läst")
    roll_back = office.editing.judging.roll_back
    reason = fault_in(lambda: roll_back(GRETA, "kvittera", first, office.tick()))
    assert reason is Reason.HAS_FAULTS
    assert "är att läsa" in office.shown()


def test_saving_over_a_newer_version_shows_all_three_texts(office: Office) -> None:
    office.save(SARA, NEW)
    with pytest.raises(Conflict) as conflict:
        office.save(GRETA, NEWER, base=BASELINE)
    told = conflict.value
    assert (told.base, told.mine, told.newest) == (SHIPPED, NEWER, NEW)
    assert (told.number, told.by) == (1, "Sara")
    assert office.save(GRETA, NEWER, base=told.number).number == 2


def test_a_version_older_than_the_live_one_is_not_published(office: Office) -> None:
    older = office.submit(SARA, NEW).number
    office.publish(RITA, GRETA, NEWER)
    approve = office.editing.judging.approve
    reason = refusal(lambda: approve(GRETA, "kvittera", older, office.tick()))
    assert reason is Reason.OWN_TEXT or reason is Reason.NEWER_IS_LIVE
    assert office.shown() == NEWER


def test_rolling_back_is_a_new_version_with_the_old_text(office: Office) -> None:
    first = office.publish(SARA, GRETA, NEW).number
    office.publish(SARA, GRETA, NEWER)
    back = office.editing.judging.roll_back(GRETA, "kvittera", first, office.tick())
    assert (back.number, back.text, back.state) == (3, NEW, State.PUBLISHED)
    history = office.editing.shelf.history("kvittera")
    assert [each.state for each in history.versions] == [
        State.REPLACED,
        State.REPLACED,
        State.PUBLISHED,
    ]


def test_rolling_back_to_the_shipped_text(office: Office) -> None:
    office.publish(SARA, GRETA, NEW)
    office.editing.judging.roll_back(RITA, "kvittera", BASELINE, office.tick())
    assert office.shown() == SHIPPED


def test_a_text_that_was_never_published_cannot_be_rolled_back_to(office: Office) -> None:
    draft = office.save(SARA, NEW).number
    roll_back = office.editing.judging.roll_back
    assert refusal(lambda: roll_back(GRETA, "kvittera", draft, office.tick())) is Reason.NEVER_LIVE
    assert refusal(lambda: roll_back(SARA, "kvittera", draft, office.tick())) is Reason.NOT_REVIEWER


def test_a_text_goes_live_at_its_time_and_not_before(office: Office) -> None:
    number = office.submit(SARA, NEW).number
    due = office.now + timedelta(hours=2)
    judging = office.editing.judging
    assert judging.approve(GRETA, "kvittera", number, office.tick(), due).state is State.SCHEDULED
    assert judging.publish_due(due - timedelta(seconds=1)) == 0
    assert office.shown() == SHIPPED
    assert judging.publish_due(due) == 1
    assert judging.publish_due(due) == 0
    assert office.shown() == NEW


def test_a_time_that_has_passed_is_refused(office: Office) -> None:
    number = office.submit(SARA, NEW).number
    approve = office.editing.judging.approve
    reason = refusal(lambda: approve(GRETA, "kvittera", number, office.now, office.now))
    assert reason is Reason.IN_THE_PAST


def test_what_waits_can_be_taken_back_by_its_author(office: Office) -> None:
    number = office.submit(SARA, NEW).number
    take_back = office.editing.writing.take_back
    assert take_back(SARA, "kvittera", number, office.tick()).state is State.DRAFT
    assert refusal(lambda: take_back(SARA, "kvittera", number, office.tick())) is Reason.NOT_WAITING


def test_a_scheduled_text_that_no_longer_fits_goes_back_with_the_reason(office: Office) -> None:
    number = office.submit(SARA, NEW).number
    due = office.now + timedelta(hours=2)
    office.editing.judging.approve(GRETA, "kvittera", number, office.tick(), due)
    office.publish(RITA, GRETA, NEWER)
    assert office.editing.judging.publish_due(due) == 0
    sent_back = office.editing.shelf.history("kvittera").version(number)
    assert sent_back is not None
    assert sent_back.state is State.REFUSED
    assert "nyare version" in sent_back.decision
    assert office.shown() == NEWER


def test_comments_stay_with_their_version(office: Office) -> None:
    number = office.submit(SARA, NEW).number
    office.editing.writing.comment(GRETA, "kvittera", number, "Bra!", office.tick())
    said = office.editing.shelf.history("kvittera").comments(number)
    assert [(each.by_name, each.text) for each in said] == [("Greta", "Bra!")]


def test_a_new_topic_belongs_to_the_places_that_lacked_it(office: Office) -> None:
    text = SHIPPED.replace("kvittera", "ny-kod")
    new = NewTopic("ny-kod", "hinder", text, (Tie("hinder", "ny-kod"),))
    first = office.editing.writing.new_topic(SARA, new, office.tick())
    assert (first.body.path, first.state) == ("hinder/ny-kod.md", State.DRAFT)
    second = office.submit(SARA, edited("En spärr.", text), "ny-kod")
    assert second.body.ties == (Tie("hinder", "ny-kod"),)


@pytest.mark.parametrize("tie", [Tie("vag", "x"), Tie("hinder", "x: y"), Tie("steg", "")])
def test_a_new_topic_belongs_only_where_the_map_has_places(office: Office, tie: Tie) -> None:
    new = NewTopic("ny-kod", "hinder", SHIPPED, (tie,))
    add = office.editing.writing.new_topic
    assert refusal(lambda: add(SARA, new, office.tick())) is Reason.BAD_ID


@pytest.mark.parametrize(
    ("topic", "room", "reason"),
    [
        ("kvittera", "steg", Reason.TOPIC_EXISTS),
        ("../etc", "steg", Reason.BAD_ID),
        ("ny", "../steg", Reason.BAD_ROOM),
    ],
)
def test_a_new_topic_needs_a_free_name(
    office: Office, topic: str, room: str, reason: Reason
) -> None:
    new = NewTopic(topic, room, SHIPPED)
    assert refusal(lambda: office.editing.writing.new_topic(SARA, new, office.tick())) is reason


def test_a_new_release_under_a_local_edit_is_told_until_it_is_settled(office: Office) -> None:
    office.publish(SARA, GRETA, NEW)
    released = edited("Kvittera betyder att enheten har läst.")
    office.shipment.texts["kvittera"] = released
    opened = office.editing.shelf.open_topic("kvittera")
    assert (opened.shipped_before, opened.shown) == (SHIPPED, NEW)
    assert [line.shipped_changed for line in office.editing.shelf.topics()] == [True]
    settle(office, NEW)
    assert not office.editing.shelf.open_topic("kvittera").shipped_changed


def settle(office: Office, text: str) -> None:
    """Keep a text on purpose, having seen the new release."""
    shipped = office.shipment.page("kvittera")
    assert shipped is not None
    written = Written("kvittera", text, 1, "Behåller vår text.", shipped.mark)
    office.editing.writing.save_draft(SARA, written, office.tick())


def test_text_from_a_browser_is_saved_with_plain_line_ends(office: Office) -> None:
    assert office.save(SARA, NEW.replace("\n", "\r\n")).text == NEW


def test_nothing_changed_is_not_a_version(office: Office) -> None:
    assert refusal(lambda: office.save(SARA, SHIPPED)) is Reason.NOTHING_CHANGED


def test_ten_megabytes_are_refused_with_a_clear_line(office: Office) -> None:
    assert refusal(lambda: office.save(SARA, SHIPPED + "å" * 10_000_000)) is Reason.TOO_LONG
