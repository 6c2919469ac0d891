"""Settings, read from the environment; every one has a default that is safe on a single machine."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from ledstang.loading import ROOT, BrokenFile

_ADDRESS = re.compile(r"https?://(?P<host>\[[0-9a-fA-F:.]+\]|[\w.-]+)(:\d+)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and what is switched on.

    `demo` allows sign-in without a card, on loopback only. `public_help` opens help, lathund and
    manual to everybody; they hold no personal data. `address` is where people reach the system,
    such as https://ledstang.example; with it the printed guides bear codes to the manual, and
    requests to that host are answered. Raises BrokenFile when it is no such address.
    """

    data: Path
    database: str
    agreement: str = "vasternorrland"
    demo: bool = False
    tls: bool = False
    public_help: bool = True
    address: str = ""
    docs: Path = ROOT / "docs"
    context_map: Path = ROOT / "context_map.yaml"

    def __post_init__(self) -> None:
        if self.address and not _ADDRESS.fullmatch(self.address):
            raise BrokenFile(
                f"LEDSTANG_ADDRESS: {self.address!r} is not like https://ledstang.example; "
                "write scheme and host, and the port if there is one"
            )

    @property
    def hosts(self) -> tuple[str, ...]:
        """The name of the host in the address; none when the address is not set."""
        found = _ADDRESS.fullmatch(self.address)
        return (found["host"],) if found else ()

    @property
    def manual(self) -> Path:
        """Where the built manual site lies."""
        return self.data / "manual"

    @property
    def manual_address(self) -> str:
        """Where people reach the manual; empty when the address of the system is not set."""
        return f"{self.address}/manual/" if self.address else ""

    @property
    def added(self) -> Path:
        """Where pictures that were added to the guidance are kept ready, beside the database."""
        return self.data / "tillagt"

    @property
    def guides(self) -> Path:
        """Where the built lathundar lie."""
        return self.data / "lathund"


def read_settings(environment: dict[str, str] | None = None) -> Settings:
    """The settings that the environment gives; LEDSTANG_DATA, LEDSTANG_DATABASE and so on."""
    found = dict(os.environ) if environment is None else environment
    data = Path(found.get("LEDSTANG_DATA", "var")).resolve()
    return Settings(
        data=data,
        database=found.get("LEDSTANG_DATABASE", f"sqlite:///{data / 'ledstang.db'}"),
        agreement=found.get("LEDSTANG_AGREEMENT", "vasternorrland"),
        demo=found.get("LEDSTANG_DEMO", "") == "1",
        tls=found.get("LEDSTANG_TLS", "") == "1",
        public_help=found.get("LEDSTANG_PUBLIC_HELP", "1") == "1",
        address=found.get("LEDSTANG_ADDRESS", "").rstrip("/"),
    )
