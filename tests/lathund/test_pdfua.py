"""The guide is judged by veraPDF: every machine rule of PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from help_service.library import Library
from lathund.guide import build_guide
from tests.lathund.conftest import TODAY
from tests.pdfua import STANDARDS, judge


@pytest.fixture
def saved(tmp_path: Path, editions: dict[str, bytes]) -> dict[str, Path]:
    files = {}
    for name, pdf in editions.items():
        files[name] = tmp_path / f"{name}.pdf"
        files[name].write_bytes(pdf)
    return files


def without_tags(pdf: bytes) -> bytes:
    """Spoil a file as many tools do: the pages look the same, a screen reader gets nothing."""
    with pikepdf.open(io.BytesIO(pdf)) as spoiled:
        del spoiled.Root["/StructTreeRoot"]
        del spoiled.Root["/MarkInfo"]
        target = io.BytesIO()
        spoiled.save(target)
    return target.getvalue()


def without_alternative_texts(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as spoiled:
        for thing in spoiled.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure":
                del thing["/Alt"]
        target = io.BytesIO()
        spoiled.save(target)
    return target.getvalue()


def test_a_guide_keeps_every_rule_and_spoiled_copies_of_it_do_not(
    saved: dict[str, Path],
    editions: dict[str, bytes],
    tmp_path: Path,
    library: Library,
) -> None:
    names = ("untagged.pdf", "without-alt.pdf", "with-codes.pdf")
    untagged, without_alt, with_codes = (tmp_path / name for name in names)
    address = "https://ledstang.example/manual/"
    with_codes.write_bytes(build_guide(library, "sip", "0.1.0", TODAY, manual_address=address))
    untagged.write_bytes(without_tags(editions["kommun"]))
    without_alt.write_bytes(without_alternative_texts(editions["kommun"]))
    verdict = judge([saved["kommun"], untagged, without_alt, with_codes])
    assert verdict.checked["PDF/UA-1"] == 106
    assert verdict.of(saved["kommun"], "PDF/UA-1") == []
    assert verdict.of(with_codes, "PDF/UA-1") == []
    assert verdict.of(untagged, "PDF/UA-1") != []
    assert "7.3-1" in verdict.of(without_alt, "PDF/UA-1")


@pytest.mark.proof
def test_every_edition_keeps_every_rule(saved: dict[str, Path]) -> None:
    verdict = judge(saved.values())
    broken = {
        (name, standard): verdict.of(file, standard)
        for name, file in saved.items()
        for standard in STANDARDS
    }
    assert {key: rules for key, rules in broken.items() if rules} == {}
