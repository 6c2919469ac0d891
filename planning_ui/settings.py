"""What the person who runs the system may choose about the screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class UiSettings:
    """Settings of the screens; the defaults suit a trial on one machine.

    `tls` says whether people reach the system over TLS: it names and secures the cookie.
    `origin` is the address people use, such as `https://plan.region.se`; empty means the address
    of the request itself. `hosts` are the host names that may be asked for. `practice` marks every
    page and print as practice with made-up patients. `public_help` says that help may be read
    before signing in too.
    """

    demo_sign_in: bool = False
    tls: bool = False
    origin: str = ""
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=12)
    largest_form_bytes: int = 256 * 1024
    system_name: str = "Ledstång"
    region_name: str = "Region Västernorrland"
    practice: bool = False
    public_help: bool = True
    support: str = "din lokala administratör"

    @property
    def cookie(self) -> str:
        """The name of the session cookie; the prefix binds it to this host and to TLS."""
        return "__Host-ledstang" if self.tls else "ledstang"

    @property
    def door_cookie(self) -> str:
        """The name of the short-lived cookie that guards the sign-in form."""
        return "__Host-ledstang-dorr" if self.tls else "ledstang-dorr"
