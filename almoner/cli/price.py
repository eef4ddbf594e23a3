"""`almoner price`: what a payer should allow for lines, step by step. It needs no server and no books."""

import argparse
import json
import sys
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from almoner.cli.price_request import MEDICARE, PriceRequest, read_request
from almoner.core.claim.request_block import BadRequest
from almoner.core.money import dollars
from almoner.core.pricing import Medicare, Priced, PriceError, Schedules, total
from almoner.core.pricing.contract import Contract, ContractPrices
from almoner.core.pricing.contract_card import ContractError, imported_terms, read_contract
from almoner.core.pricing.estimate import cut, divide_lines
from almoner.core.pricing.medicare_card import read_facts
from almoner.core.rules.pack import PackError
from almoner.core.rules.tables import CodeRow
from almoner.settings import data_folder
from almoner.store.codes import CodeStore

MOST_BYTES = 1 << 26
MOST_REQUESTS = 100_000
SEQUESTRATION_BP = 200


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
        answers = _answers(requests, is_list=isinstance(request, list))
    except (BadRequest, ContractError, PriceError, PackError) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    if options.json:
        whole: Any = answers if isinstance(request, list) else answers[0]
        sys.stdout.write(json.dumps(whole, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(_text(answer) for answer in answers))
    return 0


def _answers(requests: list[Any], *, is_list: bool) -> list[dict[str, Any]]:
    """The answers in order; what is wrong with one of a list is said with its place in it."""
    desk = _Desk()
    answers = []
    for place, one in enumerate(requests):
        try:
            answers.append(desk.answer(one))
        except (BadRequest, PriceError) as error:
            raise BadRequest(f"[{place}] {error}" if is_list else str(error)) from None
    return answers


class _Desk:
    """The imported tables and the schedules made from them, for all requests of a file."""

    def __init__(self) -> None:
        self.tables = CodeStore(data_folder()).tables()
        self.schedules = Schedules(self.tables)
        self.prices = ContractPrices(self.schedules)
        self._read: list[Contract] | None = None
        card = files("almoner").joinpath("policy", "prices", "medicare.toml")
        self.medicare = Medicare(self.schedules, read_facts(card.read_text(encoding="utf-8")))

    def answer(self, request: object) -> dict[str, Any]:
        asked = read_request(request, self.schedules)
        return as_json(self._price(asked))

    def _price(self, asked: PriceRequest) -> list[Priced]:
        if asked.schedule == MEDICARE:
            return self.medicare.price(asked.services, asked.about)
        contract = self._contract(asked)
        lines = self.prices.price(contract, asked.services, kind=asked.about.provider_kind)
        if asked.share is None:
            return lines
        shares = divide_lines(lines, asked.share)
        if asked.about.is_cut:
            shares = [cut(each, SEQUESTRATION_BP) for each in shares]
        return [
            line if line.allowed_cents is None else replace(line, shares=each)
            for line, each in zip(lines, shares, strict=True)
        ]

    def _contract(self, asked: PriceRequest) -> Contract:
        """The contract of that name and day: the card's terms behind those of imported rows."""
        card = next(
            (each for each in self._cards() if each.id == asked.schedule and each.covers(asked.on)), None
        )
        rows = imported_terms(self._rows(asked), asked.schedule)
        if card is not None:
            return replace(card, terms=(*rows, *card.terms))
        if not rows:
            raise BadRequest('schedule: "medicare", or a contract in force on that day, is wanted')
        return Contract(asked.schedule, asked.on, "imported rows", tuple(rows))

    def _rows(self, asked: PriceRequest) -> list[CodeRow]:
        """The rows of all contracts for the codes of a request."""
        choice = self.tables.codes("contracts").at(asked.on)
        wanted = {service.code for service in asked.services}
        wanted |= {service.code + each for service in asked.services for each in service.modifiers}
        parts = choice.parts if choice else ()
        return [row for table in parts for code in sorted(wanted) for row in table.rows(code)]

    def _cards(self) -> list[Contract]:
        """The contracts of the data folder, then those that ship as samples; read when first asked for."""
        if self._read is None:
            own = sorted((data_folder() / "contracts").glob("*.toml"))
            folder = files("almoner").joinpath("policy", "contracts")
            shipped = sorted(
                (each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name
            )
            self._read = [
                read_contract(each.name, each.read_text(encoding="utf-8")) for each in (*own, *shipped)
            ]
        return self._read


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
