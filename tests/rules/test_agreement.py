"""Överenskommelser: daterade, märkta värden; en trasig stannar med en tydlig rad."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ledstang.loading import CORE, BrokenFile, load_agreements, load_holidays, read_yaml
from planning.agreement import KINDS, Agreement, Policy, agreement_from_data
from planning.errors import InvalidDefinition
from planning.vocabulary import Mark

FILES = ("lagen", "vasternorrland")


def the_law() -> Agreement:
    return load_agreements()["lagen"]


@pytest.mark.parametrize("name", FILES)
def test_every_value_has_a_mark_and_what_is_law_names_its_paragraph(name: str) -> None:
    policies = load_agreements()[name].policies
    assert set(policies) == set(KINDS)
    assert all(policy.law for policy in policies.values() if policy.mark is Mark.LAW)


def test_the_law_assumes_nothing_and_agrees_on_no_routine() -> None:
    law = the_law()
    assert not any(policy.assumed for policy in law.policies.values())
    routines = ("kvittens_timmar", "planeringsunderlag_timmar", "kontakt_efter_hemgang_timmar")
    assert [law.hours(each) for each in routines] == [None, None, None]


def test_what_the_region_has_not_confirmed_is_marked_as_assumed() -> None:
    policies = load_agreements()["vasternorrland"].policies
    assert {name for name, policy in policies.items() if not policy.assumed} == {
        "inskrivningsmeddelande_timmar",
        "kallelse_dagar",
    }


LAW = [
    ("inskrivningsmeddelande_timmar", 24, "2 kap. 3 §"),
    ("kallelse_dagar", 3, "4 kap. 3 §"),
    ("betalning_dagar", 3, "5 kap. 4 §"),
    ("betalning_dagar_efter_tolv", 4, "5 kap. 4 §"),
]


@pytest.mark.parametrize(("name", "value", "paragraph"), LAW, ids=[row[0] for row in LAW])
def test_the_times_of_the_law_are_as_the_law_says(name: str, value: int, paragraph: str) -> None:
    policy = the_law().policies[name]
    assert (policy.value, policy.mark) == (value, Mark.LAW)
    assert paragraph in policy.law


WRONG: list[tuple[str, dict[str, Policy], str]] = [
    ("text-for-tal", {"kallelse_dagar": Policy("3", Mark.LAW)}, "kallelse_dagar is of the wrong"),
    ("ja-for-tal", {"kallelse_dagar": Policy(True, Mark.LAW)}, "kallelse_dagar is of the wrong"),
    ("tomt-for-tal", {"betalning_dagar": Policy(None, Mark.LAW)}, "betalning_dagar is of the wr"),
    ("tal-for-ja", {"helgregel": Policy(1, Mark.OWN)}, "helgregel is of the wrong kind"),
    ("okant-ord", {"modell": Policy("snitt", Mark.LAW)}, "modell must be one of"),
    ("okant-varde", {"betalning": Policy(3, Mark.LAW)}, "the value betalning is unknown"),
]


@pytest.mark.parametrize(
    ("policies", "said"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_a_wrong_value_cannot_be_held(policies: dict[str, Policy], said: str) -> None:
    law = the_law()
    with pytest.raises(InvalidDefinition, match="agreement lagen") as stopped:
        replace(law, policies={**law.policies, **policies})
    assert said in str(stopped.value)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_no_value_may_be_missing(name: str) -> None:
    law = the_law()
    rest = {each: policy for each, policy in law.policies.items() if each != name}
    with pytest.raises(InvalidDefinition, match=f"the value {name} is missing"):
        replace(law, policies=rest)


@pytest.mark.parametrize("key", ["id", "version", "titel", "galler_fran", "varden", "belopp"])
def test_no_key_of_the_file_may_be_missing(key: str) -> None:
    data: dict[str, Any] = dict(read_yaml(CORE / "agreements" / "lagen.yaml"))
    del data[key]
    amounts = read_yaml(CORE / "agreements" / "belopp.yaml")
    with pytest.raises(InvalidDefinition, match="missing"):
        agreement_from_data(data, amounts, frozenset())


# Belopp -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "kronor"),
    [
        (date(2018, 12, 31), None),
        (date(2019, 1, 1), 7800),
        (date(2019, 12, 31), 7800),
        (date(2020, 6, 1), None),
        (date(2021, 6, 1), None),
        (date(2022, 6, 1), 9300),
        (date(2023, 6, 1), None),
        (date(2026, 6, 1), None),
    ],
    ids=str,
)
def test_only_a_confirmed_amount_is_used(day: date, kronor: int | None) -> None:
    amount = the_law().amount_on(day)
    assert (amount.kronor if amount else None) == kronor


def test_every_amount_tells_where_it_comes_from() -> None:
    assert all(amount.source for amount in the_law().amounts.values())


# Helgdagar: en daterad lista ----------------------------------------------------------------------
HOLIDAYS = [
    "2026-01-01", "2026-01-06", "2026-04-03", "2026-04-05", "2026-04-06", "2026-05-01",
    "2026-05-14", "2026-05-24", "2026-06-06", "2026-06-19", "2026-06-20", "2026-10-31",
    "2026-12-24", "2026-12-25", "2026-12-26", "2026-12-31",
]  # fmt: skip


def test_the_list_holds_every_holiday_of_a_year_and_no_other_day() -> None:
    listed = sorted(day.isoformat() for day in the_law().holidays if day.year == 2026)
    assert listed == HOLIDAYS


def test_the_list_reaches_many_years_ahead() -> None:
    years = {day.year for day in the_law().holidays}
    assert set(range(2018, 2036)) <= years


@pytest.mark.parametrize("text", ["- 2026-01-01\n", "nyar: 2026-01-01\n", "2026-01-01\n"])
def test_a_broken_list_stops_the_start(text: str, tmp_path: Path) -> None:
    path = tmp_path / "helgdagar.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenFile, match="each line must be a date"):
        load_holidays(path)


def test_a_broken_agreement_names_its_file(tmp_path: Path) -> None:
    for source in (CORE / "agreements").glob("*.yaml"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    broken = (tmp_path / "lagen.yaml").read_text(encoding="utf-8").replace("varde: 24", "varde: nu")
    (tmp_path / "lagen.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(BrokenFile, match=r"lagen\.yaml: agreement lagen") as stopped:
        load_agreements(tmp_path)
    assert "\n" not in str(stopped.value)
