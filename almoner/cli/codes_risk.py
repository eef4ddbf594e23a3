"""`almoner codes risk`: the risk groups (HCC) of a patient's diagnoses of a year by Medicare's models, with
what each came from and what a graver one took the place of."""

import argparse
import json
import sys
from dataclasses import asdict

from almoner.cli.codes_store import dotted, today
from almoner.core.coding.hcc import RiskGroup, RiskPerson, RiskScore, RiskService
from almoner.core.rules.code_key import plain
from almoner.links.risk import RiskUnavailable, risk_model


def risk(options: argparse.Namespace) -> int:
    """Exit 0 with the groups; 2 where nobody can calculate them."""
    year = options.year or today().year
    diagnoses = tuple(dict.fromkeys(map(plain, options.codes)))
    person = RiskPerson(options.age, options.sex, options.dual, options.disabled)
    try:
        scores = risk_model().scores([RiskService(diagnoses)], person, service_year=year)
    except RiskUnavailable as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    if options.json:
        told = [asdict(score) | {"without": _without(score, diagnoses)} for score in scores]
        sys.stdout.write(json.dumps({"service_year": year, "scores": told}) + "\n")
    else:
        sys.stdout.writelines(_text(score, diagnoses) for score in scores)
    return 0


def _without(score: RiskScore, diagnoses: tuple[str, ...]) -> list[str]:
    """The diagnoses that give no group."""
    giving = {code for group in score.groups for code in group.diagnoses}
    return [code for code in diagnoses if code not in giving]


def _text(score: RiskScore, diagnoses: tuple[str, ...]) -> str:
    lines = [f"{score.model}, payment year {score.payment_year}: {_factor(score.thousandths)}"]
    lines.append(f"  {_factor(score.demographic)}  age and sex")
    lines += map(_line, [*score.counted, *score.dropped])
    lines += [f"  {_factor(factor)}  together: {name}" for name, factor in score.interactions.items()]
    if without := _without(score, diagnoses):
        lines.append(f"  no group: {' '.join(dotted('hcc', code) for code in without)}")
    return "\n".join([*lines, f"  {score.rests_on}"]) + "\n"


def _line(group: RiskGroup) -> str:
    codes = " ".join(dotted("hcc", code) for code in group.diagnoses)
    name = f"HCC {group.number}{' ' if group.label else ''}{group.label} ({codes})"
    if group.dropped_by == "alone":
        return f"  dropped  {name}: counts only beside others"
    return (
        f"  dropped  {name}: HCC {group.dropped_by} counts"
        if group.dropped_by
        else (f"  {_factor(group.thousandths)}  {name}")
    )


def _factor(thousandths: int) -> str:
    return f"{thousandths // 1000}.{thousandths % 1000:03}"
