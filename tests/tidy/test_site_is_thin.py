"""The manual must be readable by another generator: `mkdocs.yml` holds no logic."""

from __future__ import annotations

from typing import Any

import yaml

from tests.tidy.source import ROOT

PLUGINS = {"search"}
# Only the merged tree holds abbreviations (tooltips of terms) and attributes (anchors).
EXTENSIONS = {"tables", "admonition", "sane_lists", "attr_list", "abbr", "toc"}
KEYS_OF_LOGIC = {"hooks", "extra_templates"}
# One asks the running system's help when the reader searches, the others let the keyboard reach
# wide tables and explained words. The site is whole without them; any generator can include them.
SCRIPTS = ["stil/sok.js", "stil/tabeller.js", "stil/ord.js"]


class Loader(yaml.SafeLoader):
    """Stops at a tag such as `!!python/name`: a configuration that runs code is not thin."""


def _site() -> dict[str, Any]:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    site: dict[str, Any] = yaml.load(text, Loader)  # A safe loader: data only.
    return site


def _names(listed: list[str | dict[str, Any]]) -> set[str]:
    return {each if isinstance(each, str) else next(iter(each)) for each in listed}


def test_the_site_uses_no_plugin_but_search_and_no_hook() -> None:
    site = _site()
    assert _names(site["plugins"]) <= PLUGINS
    assert not KEYS_OF_LOGIC & site.keys()
    assert site["extra_javascript"] == SCRIPTS
    assert "custom_dir" not in site["theme"]


def test_the_site_knows_no_markdown_that_the_help_does_not() -> None:
    assert _names(_site()["markdown_extensions"]) <= EXTENSIONS


def test_the_site_is_built_strictly_and_fetches_no_font() -> None:
    site = _site()
    assert site["strict"] is True
    assert site["theme"]["font"] is False
