"""`ledstang check`: names every gap and fault in the guidance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from help_service.checks import check_guidance
from help_service.findings import Finding, Severity
from ledstang import clock
from ledstang.expected import expected_guidance
from ledstang.loading import ROOT, load_agreements


def check(docs: Path = ROOT / "docs", context_map: Path = ROOT / "context_map.yaml") -> int:
    """Print each finding; exit 1 when one is an error, 0 for warnings and pages not yet built."""
    load_agreements()
    findings = check_guidance(docs, context_map, expected_guidance(clock.today()))
    for finding in findings:
        print(finding)
    print(_summary(findings))
    return 1 if any(each.severity is Severity.ERROR for each in findings) else 0


def _summary(findings: Iterable[Finding]) -> str:
    counted = Counter(each.severity for each in findings)
    return ", ".join(f"{counted[kind]} {kind.value}" for kind in Severity)
