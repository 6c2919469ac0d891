"""Made-up examples are the same each day; only the proof draws new ones (see decisions/0030)."""

from pathlib import Path

from hypothesis import settings

ROOT = Path(__file__).parents[2]


def test_the_daily_profile_draws_the_same_examples_each_time() -> None:
    assert settings.get_profile("daily").derandomize


def test_the_proof_draws_new_examples_and_says_how_to_repeat_one() -> None:
    profile = settings.get_profile("proof")
    assert not profile.derandomize
    assert profile.print_blob
    assert "--hypothesis-profile=proof" in (ROOT / "Makefile").read_text()


def test_no_test_chooses_for_itself_whether_its_examples_are_new() -> None:
    chosen = [
        path.relative_to(ROOT)
        for path in (ROOT / "tests").rglob("test_*.py")
        if path != Path(__file__) and "derandomize" in path.read_text()
    ]
    assert chosen == []
