"""What people do, in the words of the ward: sign in, open a patient, fill in, press, ask."""

from __future__ import annotations

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

AXE = Axe()
WARD = ("Anna Ådahl", "Avdelning 11")
OTHER_WARD = ("Petra Norén", "Psykiatriska avdelningen 3")
OPEN_CARE = ("Hanna Viklund", "Granlo")
MUNICIPALITY = ("Bo Lindgren", "Biståndsenheten Sundsvall")
HOME_NURSE = ("Siv Åkerlund", "Hemsjukvården")
LOCAL_ADMIN = ("Lova Sjödin", "Sundsvalls kommun")
CENTRAL = ("Ceci Häggström", "Region")
ACKNOWLEDGED_MAX = 12
SUPERUSER = ("Greta Östlund", "Region")


def barriers_on(page: Page, only: tuple[str, ...] = ()) -> list[str]:
    """What axe finds: the rule, what it says, and where; also inside the panel.

    With `only`, no other rules are tried.
    """
    chosen = {"runOnly": {"type": "rule", "values": list(only)}} if only else None
    found = AXE.run(page, options=chosen).response["violations"]
    return [
        f"{each['id']}: {each['help']}: {[node['target'] for node in each['nodes']]}"
        for each in found
    ]


@dataclass
class Person:
    """Somebody at a browser of their own."""

    page: Page
    url: str

    def signs_in_as(self, who: tuple[str, str]) -> Person:
        """Choose the person and the unit on the page for demo sign-in."""
        self.page.goto(f"{self.url}/logga-in/demo")
        self.chooses_oneself(who)
        return self

    def is_signed_in(self) -> bool:
        """Whether the session is still there; another journey may have ended it."""
        return self.page.request.get(f"{self.url}/uppdrag", max_redirects=0).status == 200

    def chooses_oneself(self, who: tuple[str, str]) -> None:
        """Press the button with one's name and unit on the page for demo sign-in."""
        name, unit = who
        button = self.page.get_by_role("button").filter(has_text=name).filter(has_text=unit)
        self._goes_on_with(button.first)

    def _goes_on_with(self, button: Locator) -> None:
        """Press and wait until the answer comes, so that the next move does not overtake it."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            button.click()

    def goes_to(self, path: str) -> None:
        """Open an address of the system."""
        self.page.goto(f"{self.url}{path}")

    def opens(self, patient: str) -> None:
        """Open the patient from Översikt."""
        self.goes_to("/oversikt")
        self.page.get_by_role("link", name=patient).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(patient)

    def takes_step(self, step: str) -> None:
        """Open the form of a step of the patient who is open."""
        case = self.page.url.split("/arende/")[1].split("/")[0].split("?")[0].split("#")[0]
        self.goes_to(f"/arende/{case}/steg/{step}")

    def fills(self, label: str, text: str) -> None:
        """Write in the field with this label."""
        self.page.locator("main").get_by_role("textbox", name=label).first.fill(text)

    def chooses(self, label: str) -> None:
        """Mark a radio button or a box."""
        self.page.locator("main").get_by_label(label, exact=True).first.check()

    def picks(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.page.locator("main").get_by_role("combobox", name=label).first.select_option(
            label=option
        )

    def presses(self, button: str) -> None:
        """Press a button that sends a form, whose words begin so."""
        self._goes_on_with(self.page.locator("main").get_by_role("button", name=button).first)

    def acknowledges_all(self, case: str) -> None:
        """Acknowledge every message of the case to the person's unit."""
        for _ in range(ACKNOWLEDGED_MAX):
            self.goes_to(f"{case}/steg/kvittera?gor=kvittera")
            form = self.page.locator("form[data-kommando=kvittera]")
            if form.count() == 0:
                return
            self._goes_on_with(form.locator(".huvudknapp"))
        raise AssertionError("there is always one more message to acknowledge")

    def sees(self, text: str) -> None:
        """The words stand on the page."""
        expect(self.page.locator("body")).to_contain_text(text)

    def finds_no_barrier(self) -> None:
        """No violation by axe on the page as it stands."""
        assert barriers_on(self.page) == [], self.page.url


def somebody(context: BrowserContext, url: str) -> Person:
    """A person at a new page."""
    return Person(context.new_page(), url)
