"""The one box: what a typed word finds anywhere in the practice, by everything that people read out to each
other. Reads only; shows each kind of thing to those alone who may open it.
"""

import re
from dataclasses import dataclass
from datetime import date

from almoner.core.money import cents
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.desk.look import readings
from almoner.store.lists import lists, lists_found
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_found import FoundClaim, FoundPatient, FoundPayment

_AMOUNT = re.compile(r"\$\s?[\d,]{1,12}(\.\d\d)?|[\d,]{1,12}\.\d\d")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Found:
    """What a word finds; each list has `lists_found.MOST` rows at most."""

    frame: Frame
    patients: tuple[FoundPatient, ...] = ()
    claims: tuple[FoundClaim, ...] = ()
    payments: tuple[FoundPayment, ...] = ()

    @property
    def count(self) -> int:
        """Rows in all."""
        return len(self.patients) + len(self.claims) + len(self.payments)

    @property
    def only(self) -> str:
        """The address of the one thing that was found, else nothing."""
        if self.count != 1:
            return ""
        addresses = [f"/patients/{one.id}" for one in self.patients]
        addresses += [f"/claims/{one.id}" for one in self.claims]
        addresses += [f"/{one.kind}s/{one.id}" for one in self.payments]
        return addresses[0]


def find(actor: Actor, typed: str, *, on: date) -> Found:
    """Return patients by name, birth date, phone, chart number or member id; claims by our number, the
    payer's or the amount; payments by their number or the amount. Three queries beside the frame's.
    """
    with enter(actor, Permission.PATIENT_READ) as session:
        frame = lists.frame(session, on=on)
        text = " ".join(typed[:_LONGEST].split())
        if not text:
            return Found(frame)
        amount = _amount(text)
        meant = [] if amount is not None else [one for one in readings(text) if not one.in_any_case]
        kinds = [
            kind
            for kind, permission in (
                ("remittance", Permission.REMITTANCE_READ),
                ("receipt", Permission.REFUND_READ),
            )
            if actor.may(permission)
        ]
        is_number = any(sign.isdigit() for sign in text)
        return Found(
            frame,
            tuple(lists_found.patients(session, meant)),
            tuple(lists_found.claims(session, text.upper(), amount))
            if is_number and actor.may(Permission.CLAIM_READ)
            else (),
            tuple(lists_found.payments(session, text, amount, kinds=kinds)) if is_number and kinds else (),
        )


def _amount(text: str) -> int | None:
    """Return the cents that a text with a dollar sign or two decimals means."""
    if not _AMOUNT.fullmatch(text):
        return None
    try:
        return cents(text.lstrip("$ ").replace(",", ""))
    except ValueError:
        return None
