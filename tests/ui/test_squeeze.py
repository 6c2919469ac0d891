"""Pages are small on the road: packed for a browser that takes it, whole for one that does not."""

from __future__ import annotations

import gzip

import pytest

from tests.ui.conftest import Person, announce

WEIGHT_BYTES_MAX = 20_000
TAKES_GZIP = {"Accept-Encoding": "gzip"}


def test_a_page_is_packed_for_a_browser_that_takes_it(anna: Person, case: str) -> None:
    plain = anna.client.get("/oversikt")
    packed = anna.client.get("/oversikt", headers=TAKES_GZIP)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    refused = anna.client.get("/oversikt", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_stylesheet_and_scripts_are_packed(anna: Person) -> None:
    answer = anna.client.get("/static/ledstang.css", headers=TAKES_GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"--ink" in gzip.decompress(answer.data)


@pytest.mark.parametrize("page", ["", "/steg/generellt-meddelande"])
def test_the_patient_page_weighs_little(anna: Person, case: str, page: str) -> None:
    announce(anna, case)
    answer = anna.client.get(f"{case}{page}", headers=TAKES_GZIP)
    assert len(answer.data) < WEIGHT_BYTES_MAX


def test_no_address_is_shown_as_it_came(anna: Person, case: str) -> None:
    odd = "zzodd%22zz"
    for path in ("/oversikt?kommun=", "/oversikt?avdelning=%22", "/inkorg?visa=", "/sip?visa=",
                 "/planeringstavla?efter=", f"{case}?gor=", f"{case}?klart="):  # fmt: skip
        assert "zzodd" not in anna.client.get(f"{path}{odd}").text, path
