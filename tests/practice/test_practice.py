"""Practice: every script can be played to its end, and nothing of it reaches the real data."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from ledstang.loading import BrokenFile
from ledstang.practice.mount import SHARED, with_prefix
from ledstang.practice.room import CASE
from ledstang.practice.script import FOLDER, ORDER, load_scripts
from planning.access import Request
from planning.organisation import Actor
from planning.vocabulary import DeadlineStatus, Role
from tests.practice.conftest import Whole, begins, follows_the_instruction
from tests.ui.conftest import HANNA, Person

SCRIPTS = tuple(load_scripts().values())
PARTS_MAX = 40


def plays(person: Person, whole: Whole, script_id: str, tasks: int = PARTS_MAX) -> str:
    """Follow the instructions until so many tasks are done, or to the end."""
    script = load_scripts()[script_id]
    base = begins(person, script)
    room = whole.room(script_id)
    for _ in range(PARTS_MAX):
        if room.progress.finished or room.progress.tasks_done >= tasks:
            break
        follows_the_instruction(person, base, room)
    return base


@pytest.mark.parametrize("script", ORDER)
def test_whoever_follows_the_instructions_comes_to_the_end(
    learner: Person, whole: Whole, script: str
) -> None:
    base = plays(learner, whole, script)
    assert whole.room(script).progress.finished
    assert "Övningen är klar." in learner.get(f"{base}/oversikt")
    script_known = load_scripts()[script]
    assert f"{len(script_known.tasks)} av {len(script_known.tasks)} uppgifter klara" in learner.get(
        "/ovning"
    )


def test_there_is_a_script_for_each_role_and_one_for_compulsory_care() -> None:
    played = {path.stem for path in FOLDER.glob("*.yaml")}
    assert played == set(ORDER)
    assert len([s for s in SCRIPTS if len(s.tasks) >= 4]) == len(SCRIPTS)


@pytest.mark.parametrize("played", [name for name in ORDER if name != "kommun"])
def test_no_task_is_late_by_the_clock_of_the_practice(
    learner: Person, whole: Whole, played: str
) -> None:
    # The script of the kommun has a message that is late on purpose: that is what is disputed.
    plays(learner, whole, played)
    room = whole.room(played)
    script = room.script
    opened = room.desk.open_case(
        room.actor(script.person), CASE, room.progress.now, Request("test")
    )
    late = [d.step for d in opened.situation.deadlines if d.status is DeadlineStatus.PASSED]
    assert late == []


def test_practice_leaves_no_trace_in_the_real_data(learner: Person, whole: Whole) -> None:
    entries = len(whole.stores.access_log.entries)  # type: ignore[attr-defined]  # the log in memory
    plays(learner, whole, "slutenvard", tasks=4)
    assert whole.stores.cases.case_ids() == []
    assert len(whole.stores.access_log.entries) == entries  # type: ignore[attr-defined]  # same
    assert "Test Testsson" not in learner.get("/oversikt")
    found = learner.send("/sok", personnummer="189002029800")
    assert "Test Testsson" not in found.text
    assert whole.stores.cases.unread_count(frozenset({"hc-granlo"})) == 0


def test_real_patients_are_not_seen_in_practice(learner: Person, whole: Whole) -> None:
    base = plays(learner, whole, "halsocentral", tasks=1)
    assert learner.client.get(f"{base}/arende/okant").status_code == 404
    assert whole.room("halsocentral").desk.stores.cases is not whole.stores.cases


def test_every_page_bears_the_mark_in_band_and_title(learner: Person, whole: Whole) -> None:
    base = plays(learner, whole, "slutenvard", tasks=4)
    for path in ("/oversikt", "/inkorg", f"/arende/{CASE}", "/arende/nytt", "/utskrifter"):
        page = learner.get(f"{base}{path}")
        assert '<strong class="ovning-marke">ÖVNING</strong>' in page, path
        assert "<title>ÖVNING – " in page, path


def test_the_task_is_told_at_the_foot_of_the_page_where_the_band_is_scrolled_away(
    learner: Person, whole: Whole
) -> None:
    base = plays(learner, whole, "halsocentral", tasks=1)
    foot = learner.get(f"{base}/inkorg").partition('class="ovning-fot"')[2].partition("</p>")[0]
    assert 'href="#ovning"' in foot
    assert "ÖVNING" in foot
    assert "Uppgift 2 av 7" in foot


def test_prints_bear_the_mark_on_every_page(learner: Person, whole: Whole) -> None:
    base = plays(learner, whole, "slutenvard", tasks=4)
    answer = learner.client.get(f"{base}/arende/{CASE}/utskrift/arende.pdf")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages]
    assert [page for page in pages if "ÖVNING" not in page] == []


def test_no_link_or_form_leads_out_of_practice_unseen(learner: Person, whole: Whole) -> None:
    base = plays(learner, whole, "slutenvard", tasks=4)
    for path in ("/oversikt", "/inkorg", f"/arende/{CASE}", "/arende/nytt", "/utskrifter", "/sok"):
        page = learner.get(f"{base}{path}")
        led = set(re.findall(r'(?:href|action|formaction|data-[\w-]+)="(/[^"]*)"', page))
        outside = {each for each in led if not each.startswith(f"{base}/")}
        assert {each for each in outside if each.split("/")[1].split("?")[0] not in SHARED} == set()


def test_a_browser_that_takes_squeezed_pages_gets_the_right_addresses(
    learner: Person, whole: Whole
) -> None:
    base = plays(learner, whole, "slutenvard", tasks=4)
    answer = learner.client.get(f"{base}/inkorg", headers={"Accept-Encoding": "gzip"})
    assert f'href="{base}/oversikt"' in answer.text


def test_a_finished_practice_says_so_and_offers_no_more_to_go_on_with(
    learner: Person, whole: Whole
) -> None:
    plays(learner, whole, "tvangsvard")
    part = learner.get("/ovning").partition('id="ovning-tvangsvard"')[2].partition("</section>")[0]
    assert "Övningen är klar." in part
    assert "Se igen" in part
    assert "Fortsätt" not in part
    assert "Börja om" in part


def test_the_practices_of_the_learners_own_role_stand_first(whole: Whole) -> None:
    hanna = Person(whole).sign_in(HANNA)  # type: ignore[arg-type]  # it has a test_client too
    assert re.findall(r'id="ovning-(\w+)"', hanna.get("/ovning"))[0] == "halsocentral"


def test_the_rows_of_a_plan_are_told_as_they_stand_in_the_form(
    learner: Person, whole: Whole
) -> None:
    base = plays(learner, whole, "sip", tasks=3)
    told = " ".join(learner.get(f"{base}/oversikt").split())
    effort = "Insats: Träna benet två gånger i veckan. Ansvarig: Granlo hälsocentral."
    assert f"<dt>Insats 2</dt><dd>{effort}" in told


def test_starting_over_begins_with_an_empty_room(learner: Person, whole: Whole) -> None:
    plays(learner, whole, "slutenvard", tasks=3)
    assert whole.room("slutenvard").progress.tasks_done == 3
    begins(learner, load_scripts()["slutenvard"])
    assert whole.room("slutenvard").progress.tasks_done == 0
    assert len(list(whole.rooms.folder.rglob("slutenvard-*.db"))) == 1


def test_two_learners_do_not_disturb_each_other(learner: Person, whole: Whole) -> None:
    plays(learner, whole, "slutenvard", tasks=2)
    other = Person(whole).sign_in(HANNA)  # type: ignore[arg-type]  # it has a test_client too
    assert other.client.get("/ovning/slutenvard/oversikt").location == "/ovning"
    begins(other, load_scripts()["slutenvard"])
    assert whole.room("slutenvard").progress.tasks_done == 2
    assert whole.room("slutenvard", "hanna-hc").progress.tasks_done == 0


def test_the_name_of_the_room_does_not_tell_who_practises(learner: Person, whole: Whole) -> None:
    plays(learner, whole, "slutenvard", tasks=1)
    assert [p for p in whole.rooms.folder.rglob("*") if "anna" in p.name] == []


def test_nobody_practises_without_signing_in(whole: Whole) -> None:
    stranger = Person(whole)  # type: ignore[arg-type]  # it has a test_client too
    answer = stranger.client.get("/ovning/slutenvard/oversikt")
    assert answer.status_code in (302, 303)
    assert "/logga-in" in answer.location


def test_tasks_done_in_another_order_are_counted_too(learner: Person, whole: Whole) -> None:
    base = plays(learner, whole, "slutenvard", tasks=1)
    page = learner.get(f"{base}/arende/{CASE}?gor=behovsbedomning")
    learner.do(
        f"{base}/arende/{CASE}", "behovsbedomning", behov=["socialtjanst"], bedomt="i dag 07:50"
    )
    assert page
    room = whole.room("slutenvard")
    assert room.progress.tasks_done == 2
    assert room.progress.task is not None
    assert room.progress.task.command == "samtycke"


def test_the_prefix_is_put_on_the_screens_own_addresses_only() -> None:
    page = b'<a href="/oversikt"></a><a href="/help/x"></a><a href="/manual/"></a><a href="//x">'
    changed = with_prefix(page, "/ovning/kommun")
    assert changed.count(b"/ovning/kommun/") == 1
    assert b'href="/ovning/kommun/oversikt"' in changed


def test_a_script_with_a_fault_is_named(tmp_path: object) -> None:
    folder = type(FOLDER)(str(tmp_path))
    for name in ORDER:
        text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / f"{name}.yaml").write_text(text.replace("gor: skriv-in", "gor: skriv-in-fel"))
    with pytest.raises(BrokenFile, match=r"slutenvard\.yaml"):
        load_scripts(folder)


def test_the_learner_plays_the_role_of_the_script(learner: Person, whole: Whole) -> None:
    plays(learner, whole, "kommun", tasks=1)
    actor: Actor = whole.room("kommun").actor("bo-bistand")
    assert actor.role is Role.MUNICIPALITY
    assert "Bo Lindgren" in learner.get("/ovning/kommun/oversikt")
