"""`ledstang replay FILE`: try out a written course of events."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ledstang.demo import load_demo_organisation
from ledstang.loading import BrokenFile, load_agreements, load_rulebook, read_yaml
from planning.organisation import Organisation
from planning.rules import World
from planning.scenario import BrokenScenario, answer, read_scenario


def replay(path: Path) -> int:
    """Print the answer as JSON, exit 0; a broken file is one line on stderr, exit 2."""
    try:
        data = read_yaml(path)
        world = _world(data, path)
        told = answer(read_scenario(data, world), world)
    except BrokenFile as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenScenario as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 2
    print(json.dumps(told, ensure_ascii=False, indent=1))
    return 0


def _world(data: object, path: Path) -> World:
    named = str(data.get("avtal", "lagen")) if isinstance(data, dict) else "lagen"
    agreements = load_agreements()
    if named not in agreements:
        known = ", ".join(sorted(each for each in agreements if " " not in each))
        raise BrokenScenario(f"avtal: there is no agreement {named!r}; use one of {known}")
    units = load_demo_organisation().units
    organisation = Organisation({unit.id: unit for unit in units})
    return World(load_rulebook(), organisation, agreements[named])
