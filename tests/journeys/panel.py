"""The help panel as the person at the screen meets it."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, Request, expect

LOOKUP = "/help/api/v1/context"


@dataclass
class HelpPanel:
    """The panel on the page that is open."""

    page: Page

    @property
    def itself(self) -> Locator:
        """The whole panel."""
        return self.page.locator("ledstang-hjalp")

    @property
    def heading(self) -> Locator:
        """What the explanation is about."""
        return self.itself.get_by_role("heading", level=2)

    @property
    def text(self) -> Locator:
        """The explanation."""
        return self.itself.locator(".hjalp-text")

    @property
    def now(self) -> Locator:
        """The live part: what is next, for whom, by when."""
        return self.itself.locator("[slot=nu]")

    @property
    def toggle(self) -> Locator:
        """The button in the top bar that opens and closes the panel."""
        return self.page.locator("[data-hjalp-vaxla]")

    def is_ready(self) -> HelpPanel:
        """Wait until the page has fetched its answers."""
        expect(self.page.locator("main .hjalp-ikon[data-hjalp-finns]").first).to_be_attached()
        self.page.wait_for_load_state("networkidle")
        return self

    def icon(self, about: str) -> Locator:
        """The help icon in the card, by what it tells about."""
        return self.page.locator("#nu").get_by_role("link", name=f"Hjälp om {about}", exact=True)

    def is_asked(self, words: str) -> None:
        """Search from the panel."""
        box = self.itself.get_by_role("searchbox", name="Sök i hjälpen")
        box.fill(words)
        box.press("Enter")

    def opens_beside_the_work(self) -> None:
        """The panel stands to the right of the work and covers none of it."""
        expect(self.itself).to_be_visible()
        panel = self.itself.bounding_box()
        work = self.page.locator("main").bounding_box()
        assert panel is not None
        assert work is not None
        assert work["x"] + work["width"] <= panel["x"] + 1


def asked_for(asked: list[str], *, step: str, fields: tuple[str, ...] = ()) -> list[str]:
    """What was asked of the network beyond looking ahead.

    A click scrolls and a panel narrows the work, so help icons of *other* things may come into
    sight meanwhile, and their answers are fetched before anybody asks. Anything else counts.
    """
    about = [{"steg": step, "falt": field} for field in fields] or [{"steg": step}]
    return [address for address in asked if not _is_for_something_else(address, about)]


def _is_for_something_else(address: str, about: list[dict[str, str]]) -> bool:
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    return parts.path == LOOKUP and not any(one.items() <= query.items() for one in about)


class Requests:
    """Counts what the page asks the network for while something is done."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []

    def __enter__(self) -> list[str]:
        self.page.on("request", self._note)
        return self.asked

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.page.remove_listener("request", self._note)

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)
