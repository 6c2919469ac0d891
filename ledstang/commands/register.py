"""`ledstang register FILE`: what a file says of units and people is what the system knows."""

from __future__ import annotations

from pathlib import Path

from ledstang.commands.database import settings_of, stores_of
from ledstang.loading import BrokenFile
from ledstang.register import check_closures, check_whole, read_register, save_register


def register(file: Path, data: Path) -> int:
    """Exit 0 when the whole register is written; a file with a fault changes nothing.

    Raises BrokenFile, in one line, when the file cannot be read, leaves somebody out, or
    closes a unit that has open cases.
    """
    found = read_register(file)
    stores = stores_of(settings_of(data))
    directory = stores.directory
    try:
        check_whole(found, directory)
        check_closures(found, directory, stores.cases)
    except ValueError as error:
        raise BrokenFile(f"{file}: {error}") from error
    save_register(found, directory)
    open_accounts = sum(1 for each in found.users if each.active)
    print(
        f"{len(found.units)} units and {len(found.users)} people, {open_accounts} with an account."
    )
    return 0
