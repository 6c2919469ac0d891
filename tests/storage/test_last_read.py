"""What is looked for many times a second is read again only when somebody has committed."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from help_service.ports import AddedWord
from storage.sql import open_database, sql_help_stores
from tests.storage.conftest import fresh_address

WORD = AddedWord("klart", "utskrivningsklar", date(2026, 3, 3))
LOOKS = 50


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_each_look_sees_what_another_process_has_committed(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    address = fresh_address(kind, request, tmp_path)
    ours, theirs = open_database(address), open_database(address)
    words, elsewhere = sql_help_stores(ours).words, sql_help_stores(theirs).words

    assert list(words.words()) == []
    elsewhere.put(WORD)
    assert list(words.words()) == [WORD]
    elsewhere.drop(WORD.skrivs)
    assert list(words.words()) == []

    words.put(WORD)
    assert list(words.words()) == [WORD], "our own commit is seen as well"
    ours.close()
    theirs.close()


def test_looking_again_opens_no_transaction_while_nothing_is_committed(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    database = open_database(fresh_address("sqlite", request, tmp_path))
    stores = sql_help_stores(database)
    begun: list[object] = []
    event.listen(database.engine, "begin", begun.append)

    for _ in range(LOOKS):
        stores.editing.revision()
        stores.words.words()

    assert len(begun) == 2
    database.close()


def test_a_file_that_cannot_be_asked_is_read_each_time(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    database = open_database(fresh_address("sqlite", request, tmp_path))
    words = sql_help_stores(database).words
    words.put(WORD)
    # The open connections keep the file; a new one finds none to ask.
    (tmp_path / "ledstang.db").rename(tmp_path / "away.db")

    assert [list(words.words()) for _ in range(2)] == [[WORD], [WORD]]
    assert not (tmp_path / "ledstang.db").exists()
    database.close()
