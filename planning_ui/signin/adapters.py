"""The shape of a way in, and the list of those that are open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Request

from planning_ui.settings import UiSettings


@dataclass(frozen=True)
class Adapter:
    """A way to sign in.

    `is_open` says whether this request may use it; `endpoint` is its first page. The pages prove
    who the person is and end in `planning_ui.signin.doorway.let_in`.
    """

    id: str
    title: str
    endpoint: str
    blueprint: Blueprint
    is_open: Callable[[UiSettings, Request], bool]


def open_ways(
    adapters: tuple[Adapter, ...], settings: UiSettings, request: Request
) -> tuple[Adapter, ...]:
    """The ways in that this request may use."""
    return tuple(each for each in adapters if each.is_open(settings, request))
