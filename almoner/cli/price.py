"""`almoner price`: what a payer should allow for lines, step by step. It needs no server and no books."""

import argparse
import json
import sys
from dataclasses import replace
from decimal import Decimal
from typing import Any

from almoner.cli.given import Unusable, given_json
from almoner.cli.price_request import FEES, MEDICARE, PriceRequest, read_request
from almoner.core.claim.request_block import BadRequest
from almoner.core.money import dollars
from almoner.core.pricing import Priced, PriceError, total
from almoner.core.pricing.contract import Contract
from almoner.core.pricing.contract_card import ContractError
from almoner.core.pricing.estimate import cut, divide_lines
from almoner.core.pricing.own_fees import price_by_fees
from almoner.core.rules.pack import PackError
from almoner.flow.price.contracts import price_book

MOST_BYTES = 64_000_000
MOST_REQUESTS = 100_000
SEQUESTRATION_BP = 200


def run(argv: list[str]) -> int:
    """Print prices with their steps: 0 whenever there is an answer, 2 where the request is unusable."""
    parser = argparse.ArgumentParser(prog="almoner price", description="Price lines, step by step.")
    parser.add_argument("file", metavar="LINES.json")
    parser.add_argument("--schedule", help="medicare, fees or a contract, instead of what the requests say")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    try:
        request = given_json(options.file, most=MOST_BYTES, parse_float=Decimal)
        requests = request if isinstance(request, list) else [request]
        if len(requests) > MOST_REQUESTS:
            raise BadRequest(f"a file holds at most {MOST_REQUESTS} requests")
        if options.schedule is not None:
            requests = [_by(options.schedule, one) for one in requests]
        answers = _answers(requests, is_list=isinstance(request, list))
    except (Unusable, BadRequest, ContractError, PriceError, PackError) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    if options.json:
        whole: Any = answers if isinstance(request, list) else answers[0]
        sys.stdout.write(json.dumps(whole, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(_text(answer) for answer in answers))
    return 0


def _by(schedule: str, request: object) -> object:
    """The request with another schedule; what is no request is refused where it is read."""
    if not isinstance(request, dict):
        return request
    return {**{key: value for key, value in request.items() if key != "contract"}, "schedule": schedule}


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
    """The imported tables and the contracts, for all requests of a file."""

    def __init__(self) -> None:
        self.book = price_book()

    def answer(self, request: object) -> dict[str, Any]:
        asked = read_request(request, self.book.schedules)
        if asked.schedule == MEDICARE:
            return as_json(self.book.medicare.price(asked.services, asked.about))
        if asked.schedule == FEES:
            return as_json(price_by_fees(asked.services, self.book.shelf.tables))
        contract = self._contract(asked)
        return as_json(self._price(contract, asked)) | {"contract": contract.id}

    def _price(self, contract: Contract, asked: PriceRequest) -> list[Priced]:
        lines = self.book.prices.price(contract, asked.services, kind=asked.about.provider_kind)
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
        """The contract of that id and day, or the one that holds for what is sought."""
        book = self.book
        if book.refused:
            raise ContractError(book.refused)
        if asked.sought is not None:
            found = book.shelf.chosen(asked.sought, asked.services)
        else:
            found = book.shelf.named(asked.schedule, asked.services, asked.on)
        if found is None:
            what = "contract: none holds for this payer, plan, provider, site and day"
            named = 'schedule: "medicare", or a contract in force on that day, is wanted'
            raise BadRequest(what if asked.sought else named)
        return found


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
