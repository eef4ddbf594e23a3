"""`almoner price`: what a payer should allow for lines, step by step. It needs no server and no books."""

import argparse
import json
import sys
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from almoner.cli.price_request import PriceRequest, read_request
from almoner.core.claim.request_block import BadRequest
from almoner.core.money import dollars
from almoner.core.pricing import Medicare, Priced, PriceError, Schedules, total
from almoner.core.pricing.medicare_card import read_facts
from almoner.core.rules.pack import PackError
from almoner.settings import data_folder
from almoner.store.codes import CodeStore

MOST_BYTES = 1 << 26
MOST_REQUESTS = 100_000


def run(argv: list[str]) -> int:
    """Print prices with their steps: 0 whenever there is an answer, 2 where the request is unusable."""
    parser = argparse.ArgumentParser(prog="almoner price", description="Price lines, step by step.")
    parser.add_argument("file", metavar="LINES.json")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    try:
        request = _load(options.file)
        requests = request if isinstance(request, list) else [request]
        if len(requests) > MOST_REQUESTS:
            raise BadRequest(f"a file holds at most {MOST_REQUESTS} requests")
        desk = _Desk()
        answers = [desk.answer(one) for one in requests]
    except (BadRequest, PriceError, PackError) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    if options.json:
        whole: Any = answers if isinstance(request, list) else answers[0]
        sys.stdout.write(json.dumps(whole, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(_text(answer) for answer in answers))
    return 0


class _Desk:
    """The imported tables and the schedules made from them, for all requests of a file."""

    def __init__(self) -> None:
        self.schedules = Schedules(CodeStore(data_folder()).tables())
        card = files("almoner").joinpath("policy", "prices", "medicare.toml")
        self.medicare = Medicare(self.schedules, read_facts(card.read_text(encoding="utf-8")))

    def answer(self, request: object) -> dict[str, Any]:
        asked = read_request(request, self.schedules)
        return as_json(self._price(asked))

    def _price(self, asked: PriceRequest) -> list[Priced]:
        if asked.schedule != "medicare":
            raise BadRequest('schedule: "medicare" is wanted')
        return self.medicare.price(asked.services, asked.about)


def _load(name: str) -> Any:
    try:
        if name != "-" and Path(name).stat().st_size > MOST_BYTES:
            raise BadRequest(f"the file is larger than {MOST_BYTES >> 20} MB")
        text = sys.stdin.buffer.read(MOST_BYTES) if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BadRequest(f"the file cannot be read: {error.strerror}") from None
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise BadRequest("the file is not JSON") from None


def as_json(lines: list[Priced]) -> dict[str, Any]:
    """Prices as the contract shows them."""
    return {"lines": [_line(line) for line in lines], "allowed_cents": total(lines)}


def _line(line: Priced) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": line.service.code,
        "modifiers": list(line.service.modifiers),
        "units": line.service.units,
        "allowed_cents": line.allowed_cents,
        "steps": [
            {"name": step.name, "cents": step.cents, "factor": step.factor, "source": step.source}
            for step in line.steps
        ],
    }
    if line.shares is not None:
        found |= {
            "payer_cents": line.shares.payer_cents,
            "patient_cents": line.shares.patient_cents,
            "deductible_cents": line.shares.deductible_cents,
            "coinsurance_cents": line.shares.coinsurance_cents,
            "sequestration_cents": line.shares.cut_cents,
        }
    told = {"unpriced": line.unpriced, "note": line.note, "by_report": list(line.by_report)}
    found |= {name: value for name, value in told.items() if value}
    if line.limit_cents is not None:
        found["limiting_charge_cents"] = line.limit_cents
    return found


def _text(answer: dict[str, Any]) -> str:
    rows: list[str] = []
    for line in answer["lines"]:
        name = "-".join((line["code"], *line["modifiers"]))
        price = "no price" if line["allowed_cents"] is None else dollars(line["allowed_cents"])
        rows.append(f"{name:14} {price:>12}")
        for step in line["steps"]:
            rest = "  ".join(each for each in (step["factor"], step["source"]) if each)
            rows.append(f"  {dollars(step['cents']):>12}  {step['name']}  {rest}".rstrip())
        if "payer_cents" in line:
            rows.append(f"  payer {dollars(line['payer_cents'])}, patient {dollars(line['patient_cents'])}")
        told = [line.get("unpriced", ""), line.get("note", ""), *line.get("by_report", ())]
        rows += [f"  look: {each}" for each in told if each]
    rows.append(f"{'allowed':14} {dollars(answer['allowed_cents']):>12}")
    return "".join(f"{row}\n" for row in rows)
