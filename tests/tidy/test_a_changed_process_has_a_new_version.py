"""A case stores under which version of each process it was opened: a changed one has a new number.

Titles and other words may change freely. What may be done, by whom, when and with which fields may
not: then the version in the process file is raised, and its new print is added to the table here.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from ledstang.loading import load_rulebook
from planning.process import Command, Field, Process, Step

PRINTS = {
    ("sip", 2): "2b10018016e21943",
    ("tvangsvard", 1): "cc6aa2e20b3c7605",
    ("tvangsvard", 2): "6eb5655fca3f736d",
    ("utskrivning", 2): "878ee93abdf3cf63",
    ("utskrivning", 3): "4af1e5cba40c9a32",
    ("utskrivning", 4): "5703b11cdcb2b774",
    ("utskrivning", 5): "0b010dba57a150ec",
    ("utskrivning", 6): "48dea274b1271f37",
    ("utskrivning", 7): "cdf7926bbe0bdbff",
    ("utskrivning", 8): "a4fa7812a916df7a",
}
PROCESSES = {each.id: each for each in load_rulebook().processes}


def print_of(process: Process) -> str:
    """A short print of everything in the process that is not words."""
    steps = (*process.steps, *process.exceptions)
    shape = (
        process.starts,
        process.end,
        [_step(each) for each in steps],
        [_command(each) for each in process.commands],
    )
    return hashlib.sha256(repr(shape).encode()).hexdigest()[:16]


def _step(step: Step) -> str:
    return repr(replace(step, title="", law=(), number=0))


def _command(command: Command) -> str:
    fields = tuple(_field(each) for each in command.fields)
    return repr(replace(command, button="", fields=())) + repr(fields)


def _field(field: Field) -> str:
    return repr(replace(field, title="", options=())) + repr([each.id for each in field.options])


@pytest.mark.parametrize("name", sorted(PROCESSES))
def test_a_process_is_the_one_that_its_version_names(name: str) -> None:
    process = PROCESSES[name]
    found = print_of(process)
    assert PRINTS.get((name, process.version)) == found, (
        f"{name} is no longer what version {process.version} was: raise `version` in its file and "
        f'add ("{name}", {process.version + 1}): "{found}" to PRINTS'
    )


def test_a_new_field_is_a_new_print_and_a_new_word_is_not() -> None:
    process = PROCESSES["sip"]
    first, *others = process.commands
    (field, *more) = first.fields
    worded = replace(first, fields=(replace(field, title="Annat ord"), *more))
    needed = replace(first, fields=(replace(field, required=not field.required), *more))
    assert print_of(replace(process, commands=(worded, *others))) == print_of(process)
    assert print_of(replace(process, commands=(needed, *others))) != print_of(process)


def test_a_case_knows_the_versions_that_it_was_opened_under() -> None:
    told = load_rulebook().version
    assert told == ", ".join(f"{each.id} {each.version}" for each in load_rulebook().processes)
