"""Charts are pictures that a strict content policy lets through."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from planning_ui.present.charts import NARROW_WIDTH, Bar, chart, narrow_chart

BARS = (Bar("Sundsvall", 12.5), Bar("Ånge", 0), Bar("Timrå", 3))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("upright", [True, False])
def test_a_chart_holds_no_script_and_no_style(upright: bool) -> None:
    drawn = ElementTree.fromstring(chart("Dagar", BARS, upright))
    kinds = {each.tag.removeprefix(SVG) for each in drawn.iter()}
    names = {name for each in drawn.iter() for name in each.attrib}
    assert kinds <= {"svg", "g", "rect", "line", "text", "path"}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on") or "href" in name]


@pytest.mark.parametrize("upright", [True, False])
def test_each_bar_is_drawn_as_long_as_its_value(upright: bool) -> None:
    drawn = ElementTree.fromstring(chart("Dagar", BARS, upright))
    side = "height" if upright else "width"
    bars = [each for each in drawn.iter(f"{SVG}rect") if each.get("fill") == "#00566b"]
    none, other, longest = sorted(abs(float(each.attrib[side])) for each in bars)
    assert none == 0
    assert other / longest == pytest.approx(3 / 12.5, abs=0.01)


def test_a_name_is_text_and_never_markup() -> None:
    drawn = chart("<script>", (Bar("<b>Ö & Å</b>", 1),), upright=False)
    told = {each.text for each in ElementTree.fromstring(drawn).iter(f"{SVG}text")}
    assert {"<script>", "<b>Ö & Å</b>"} <= told


def test_without_figures_the_picture_says_so() -> None:
    assert "Inget att visa" in chart("Dagar", (), upright=True).decode()


WARDS = (
    Bar("Avdelning 2 Medicin", 4),
    Bar("Avdelning 3 Geriatrik och rehabilitering", 3),
    Bar("Psykiatriska avdelningen 1", 2),
    Bar("Psykiatriska avdelningen 3", 1),
)


def test_on_a_phone_long_names_leave_room_for_the_bars() -> None:
    drawn = ElementTree.fromstring(narrow_chart("dagar", WARDS))
    assert drawn.get("width") == str(NARROW_WIDTH)
    told = {each.text for each in drawn.iter(f"{SVG}text")}
    assert {"Avdelning 2 Medic…", "Avdelning 3 Geria…", "Psyk. avde. 1", "Psyk. avde. 3"} <= told
    longest = max(
        float(each.attrib["width"])
        for each in drawn.iter(f"{SVG}rect")
        if each.get("fill") == "#00566b"
    )
    assert longest > NARROW_WIDTH / 3


def test_names_that_would_be_the_same_when_cut_stay_whole() -> None:
    long = ("Samordning inom äldreomsorg i norr", "Samordning inom äldreomsorg i söder")
    drawn = narrow_chart("dagar", [Bar(name, 1) for name in long]).decode()
    assert all(name in drawn for name in long)
    assert drawn.count("#00566b") == len(long)
