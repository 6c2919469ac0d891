"""Scenario files: a written course of events, tried on the rules, answered as plain data.

A superuser can try out a course without touching any patient. Nothing is stored.
"""

from planning.scenario.answering import answer, answer_about
from planning.scenario.course import BrokenScenario, Happening, Scenario
from planning.scenario.playing import Played, play
from planning.scenario.reading import read_scenario

__all__ = [
    "BrokenScenario",
    "Happening",
    "Played",
    "Scenario",
    "answer",
    "answer_about",
    "play",
    "read_scenario",
]
