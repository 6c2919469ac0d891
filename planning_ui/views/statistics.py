"""Statistik: indicators with their definitions, a chart, the table behind it, and a file."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, render_template, request

from planning.moments import local_day
from planning.statistics import Figures, Group, can_see_statistics, figures
from planning_ui.here import actor, here
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.present.charts import NARROW_WIDTH, chart, narrow_chart, size_of
from planning_ui.present.figures import (
    GROUPS,
    Asked,
    as_csv,
    bars,
    by_group,
    choices_of_months,
    summary,
    told,
)

blueprint = Blueprint("statistics", __name__, url_prefix="/statistik")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


@blueprint.get("")
@policy(Policy.SIGNED_IN)
def show() -> Response:
    """The figures of the months asked for."""
    asked = _asked()
    found = _figures(asked)
    organisation = parts().desk.organisation()
    number = len(bars(found, asked, organisation))
    return make_response(
        render_template(
            "pages/statistics.html",
            asked=asked,
            summary=summary(found, asked),
            lines=by_group(found, asked, organisation),
            alt=told(found, asked, organisation),
            size=size_of(number, asked.group is Group.MONTH),
            narrow_size=(NARROW_WIDTH, size_of(number, False)[1]),
            months=choices_of_months(local_day(here().now)),
            groups=[(each.value, GROUPS[each]) for each in GROUPS],
            here_id="statistik",
        )
    )


@blueprint.get("/diagram.svg")
@policy(Policy.SIGNED_IN)
def picture() -> Response:
    """The chart of the chosen indicator."""
    asked = _asked()
    shown = bars(_figures(asked), asked, parts().desk.organisation())
    unit = asked.indicator.unit.value
    if "smal" in request.args:
        # The heading above says the rest.
        drawn = narrow_chart(unit, shown)
    else:
        title = f"{asked.indicator.title} ({unit})"
        drawn = chart(title, shown, upright=asked.group is Group.MONTH)
    answer = make_response(drawn)
    answer.mimetype = "image/svg+xml"
    return answer


@blueprint.get("/statistik.csv")
@policy(Policy.SIGNED_IN)
def file() -> Response:
    """All indicators as a file for spreadsheets."""
    asked = _asked()
    text = as_csv(_figures(asked), asked, parts().desk.organisation())
    # The mark tells spreadsheets that the file is UTF-8.
    answer = make_response(f"{BYTE_ORDER_MARK}{text}".encode())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="statistik.csv"'
    return answer


def _asked() -> Asked:
    if not can_see_statistics(actor()):
        abort(403)
    return Asked.from_address(request.args, local_day(here().now))


def _figures(asked: Asked) -> Figures:
    return figures(parts().desk.statistics(actor(), asked.first, asked.last), asked.group)
