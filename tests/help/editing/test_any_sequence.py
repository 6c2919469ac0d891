"""Whatever three people do, in any order: every version is kept, only reviewed text is live."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from help_service.editing import (
    BASELINE,
    BrokenText,
    Conflict,
    Deed,
    Editing,
    Editor,
    Refused,
    Version,
    Written,
    make_editing,
)
from help_service.editing.memory import MemoryEditing

from .conftest import GRETA, LOVA, MONDAY, RITA, SAFETY, SARA, SHIPPED, Parses, Shipment, edited

PEOPLE = {each.id: each for each in (SARA, GRETA, RITA)}
TOPICS = ("kvittera", "fast-vardkontakt")
people = st.sampled_from([SARA, GRETA, RITA])
noters = st.sampled_from([LOVA, LOVA, SARA])
topics = st.sampled_from(TOPICS)
back = st.sampled_from([0, 0, 0, 1, 2])
"""How far before the newest version: most often the newest itself."""
FAULT = "Gäller 189002029800."
words = st.integers(1, 500).map("Kvittera betyder {}.".format) | st.sampled_from(
    ["<b>fel</b>", "", FAULT]
)
stopped = (Refused, Conflict, BrokenText)


class ThreePeople(RuleBasedStateMachine):
    """Saves, sends, judges, rolls back and notes, with right and without."""

    def __init__(self) -> None:
        super().__init__()
        ours = SAFETY.replace("kvittera", "fast-vardkontakt")
        shipment = Shipment({"kvittera": SHIPPED, "fast-vardkontakt": ours})
        self.store = MemoryEditing()
        self.editing: Editing = make_editing(self.store, shipment, Parses())
        self.now = MONDAY
        self.saved: dict[tuple[str, int], str] = {}
        self.noted: list[str] = []

    def tick(self) -> None:
        self.now += timedelta(minutes=1)

    def keep(self, version: Version) -> None:
        self.saved[version.topic, version.number] = version.text

    def number(self, topic: str, steps: int) -> int:
        return max(0, self.editing.shelf.history(topic).head - steps)

    def text(self, topic: str, said: str) -> str:
        shipped = self.editing.shelf.baseline.page(topic)
        assert shipped is not None
        return edited(said, shipped.text)

    @rule(who=people, topic=topics, said=words, behind=back)
    def save(self, who: Editor, topic: str, said: str, behind: int) -> None:
        self.tick()
        base = max(0, self.editing.shelf.history(topic).head - behind)
        written = Written(topic, self.text(topic, said), base, "Ändrat.")
        with suppress(*stopped):
            self.keep(self.editing.writing.save_draft(who, written, self.now))

    @rule(who=people, topic=topics, steps=back)
    def submit(self, who: Editor, topic: str, steps: int) -> None:
        self.tick()
        with suppress(*stopped):
            self.editing.writing.submit(who, topic, self.number(topic, steps), self.now)

    @rule(who=people, topic=topics, steps=back, later=st.booleans())
    def approve(self, who: Editor, topic: str, steps: int, later: bool) -> None:
        self.tick()
        due = self.now + timedelta(minutes=5) if later else None
        with suppress(*stopped):
            self.editing.judging.approve(who, topic, self.number(topic, steps), self.now, due)

    @rule(writer=people, reader=people, topic=topics, said=words)
    def save_submit_and_approve(
        self, writer: Editor, reader: Editor, topic: str, said: str
    ) -> None:
        self.save(writer, topic, said, 0)
        self.submit(writer, topic, 0)
        self.approve(reader, topic, 0, False)

    @rule(who=people, topic=topics, steps=back)
    def refuse(self, who: Editor, topic: str, steps: int) -> None:
        self.tick()
        with suppress(*stopped):
            self.editing.judging.refuse(
                who, topic, self.number(topic, steps), "Skriv kortare.", self.now
            )

    @rule(who=people, topic=topics, steps=back)
    def take_back(self, who: Editor, topic: str, steps: int) -> None:
        self.tick()
        with suppress(*stopped):
            self.editing.writing.take_back(who, topic, self.number(topic, steps), self.now)

    @rule(who=people, topic=topics, steps=back)
    def roll_back(self, who: Editor, topic: str, steps: int) -> None:
        self.tick()
        with suppress(*stopped):
            self.keep(
                self.editing.judging.roll_back(who, topic, self.number(topic, steps), self.now)
            )

    @rule(who=noters, topic=topics, said=words)
    def note(self, who: Editor, topic: str, said: str) -> None:
        self.tick()
        with suppress(*stopped):
            base = len(self.editing.notes.own(who, topic))
            self.noted.append(self.editing.notes.write(who, topic, said, base, self.now).text)

    @precondition(lambda self: self.saved)
    @rule()
    def wait(self) -> None:
        self.now += timedelta(minutes=6)
        self.editing.judging.publish_due(self.now)

    @invariant()
    def every_version_is_kept(self) -> None:
        kept = {
            (topic, version.number): version.text
            for topic in TOPICS
            for version in self.editing.shelf.history(topic).versions
        }
        assert kept == self.saved

    @invariant()
    def every_note_is_kept(self) -> None:
        kept = [
            note.text for topic in TOPICS for note in self.store.notes(topic, "kommun-sundsvall")
        ]
        assert sorted(kept) == sorted(self.noted)

    @invariant()
    def what_is_live_was_read_by_a_second_person(self) -> None:
        for page in self.store.overlay().pages:
            assert page.body.text in self._reviewed(page.topic)

    @invariant()
    def nothing_with_a_fault_is_live(self) -> None:
        assert all(FAULT not in page.body.text for page in self.store.overlay().pages)

    @invariant()
    def a_safety_topic_was_read_by_somebody_with_that_right(self) -> None:
        events = self.editing.shelf.history("fast-vardkontakt").events
        judged = (Deed.PUBLISHED, Deed.SCHEDULED)
        assert {event.by for event in events if event.deed in judged} <= {RITA.id, ""}

    @invariant()
    def the_overlay_is_what_the_histories_say(self) -> None:
        for topic in TOPICS:
            history = self.editing.shelf.history(topic)
            shown = [page.version for page in self.store.overlay().pages if page.topic == topic]
            assert shown == ([history.live] if history.live != BASELINE else [])

    def _reviewed(self, topic: str) -> set[str]:
        """Texts that came along, or that a reviewer let through who had not written in them."""
        history = self.editing.shelf.history(topic)
        shipped = self.editing.shelf.baseline.page(topic)
        found = {shipped.text} if shipped else set()
        live: list[int] = []
        for event in history.events:
            if event.deed not in (Deed.PUBLISHED, Deed.SCHEDULED):
                continue
            before = max((number for number in live if number < event.version), default=0)
            unread = range(before + 1, event.version + 1)
            hands = {each.author for each in history.versions if each.number in unread}
            if event.by in PEOPLE and event.by not in hands:
                found.add(history.versions[event.version - 1].text)
            if event.deed is Deed.PUBLISHED:
                live.append(event.version)
        return found


TestThreePeople = ThreePeople.TestCase
TestThreePeople.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
