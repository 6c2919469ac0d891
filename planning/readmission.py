"""What a readmission keeps: parties, fast vårdkontakt and an open SIP, but never the consent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from planning.case import Case
from planning.parts import Contact, Sip, SipVersion
from planning.vocabulary import Role


def carried_over(values: Mapping[str, Any], earlier: Case) -> dict[str, Any]:
    """The values of an admission with what is kept from the person's earlier case.

    An earlier party is kept in a role for which the person who admits has chosen nobody.
    """
    if earlier.annulled_at or (earlier.admitted and not earlier.over):
        return dict(values)
    chosen = tuple(values.get("parter", ()))
    roles = {each.role for each in chosen}
    parties = (*chosen, *(each for each in _parties(earlier) if each.role not in roles))
    kept = {each.unit for each in parties}
    return {
        **values,
        "parter": parties,
        "tidigare_arende": earlier.id,
        "fasta_vardkontakter": [contact_data(c) for c in earlier.contacts if c.unit in kept],
        "sip": sip_data(earlier.sip) if earlier.sip and earlier.sip_open else None,
    }


def _parties(earlier: Case) -> tuple[Any, ...]:
    return tuple(p.receiver for p in earlier.parties_of(Role.OPEN_CARE, Role.MUNICIPALITY))


def contact_data(contact: Contact) -> dict[str, str]:
    """Plain data of a fast vårdkontakt."""
    return {
        "enhet": contact.unit,
        "namn": contact.name,
        "yrke": contact.profession,
        "telefon": contact.phone,
        "utsedd": contact.at.isoformat(),
    }


def contact_from_data(data: Mapping[str, str]) -> Contact:
    """Read what `contact_data` wrote."""
    at = datetime.fromisoformat(data["utsedd"])
    return Contact(data["enhet"], data["namn"], data["yrke"], data["telefon"], at, at)


def sip_data(sip: Sip) -> dict[str, Any]:
    """Plain data of a SIP that goes on in a new stay."""
    return {
        "startad": sip.started_at.isoformat(),
        "samtycke": sip.consent,
        "av": sip.started_by,
        "kartlagd": _text(sip.mapped_at),
        "mote": _text(sip.met_at),
        "versioner": [
            {"nr": v.number, "tid": v.at.isoformat(), "data": dict(v.data), "av": list(v.confirmed)}
            for v in sip.versions
        ],
        "uppfoljd": [each.isoformat() for each in sip.followed_up],
        "nasta": _text(sip.next_follow_up),
    }


def sip_from_data(data: Mapping[str, Any]) -> Sip:
    """Read what `sip_data` wrote."""
    moment = datetime.fromisoformat
    return Sip(
        started_at=moment(data["startad"]),
        consent=data["samtycke"],
        started_by=data["av"],
        mapped_at=moment(data["kartlagd"]) if data["kartlagd"] else None,
        met_at=moment(data["mote"]) if data["mote"] else None,
        versions=tuple(
            SipVersion(each["nr"], moment(each["tid"]), each["data"], tuple(each["av"]))
            for each in data["versioner"]
        ),
        followed_up=tuple(moment(each) for each in data["uppfoljd"]),
        next_follow_up=date.fromisoformat(data["nasta"]) if data["nasta"] else None,
    )


def _text(when: date | None) -> str | None:
    return when.isoformat() if when else None
