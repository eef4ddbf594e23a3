"""Claim status numbers in our own words, for the one that a case shows (277, 277CA: STC01). The lists belong
to X12; a number that isn't here is shown as a number.
"""

from typing import NamedTuple


class StatusCode(NamedTuple):
    """One composite of an STC: category, status, entity, and the list of the status where it isn't the usual
    one (RX)."""

    category: str
    status: str
    entity: str = ""
    list: str = ""

    @property
    def verbatim(self) -> str:
        """The payer's own codes, as `A7:562:85`."""
        return ":".join(part for part in self if part)


REJECTING = frozenset({"A3", "A4", "A6", "A7", "A8"})
"""Categories of a 277CA that send a claim back."""

CATEGORIES = {
    "A0": "passed on",
    "A1": "received",
    "A2": "taken in for a decision",
    "A3": "sent back",
    "A4": "not found",
    "A5": "divided",
    "A6": "sent back: something is missing",
    "A7": "sent back: something is wrong",
    "A8": "sent back: things that don't fit one another",
    "D0": "the search found nothing",
    "DR": "sent back",
    "E0": "the question itself has an error",
    "E1": "the payer's system doesn't answer",
    "E2": "the payer's system doesn't answer now",
    "E3": "the payer wants other data in the question",
    "E4": "the payer wants a business relation first",
    "F0": "decided",
    "F1": "decided: paid",
    "F2": "decided: denied",
    "F3": "decided: corrected",
    "F4": "decided: no payment comes",
    "P0": "in work",
    "P1": "in work",
    "P2": "in work: under review",
    "P3": "waits for information",
    "P4": "waits for information from the patient",
    "P5": "waits for the payer's own system",
    "R0": "the payer asks for information",
    "R1": "the payer asks for information about a person or place",
    "R3": "the payer asks for information about the claim",
    "R4": "the payer asks for documents",
}

STATUSES = {
    "3": "it was decided, and paid where it could be",
    "16": "passed on to another",
    "18": "it has come, and isn't yet in work",
    "19": "receipt is confirmed",
    "20": "it is in work",
    "21": "information is missing or wrong",
    "23": "given back",
    "24": "not known as an electronic sender",
    "25": "not approved",
    "26": "not found",
    "27": "the policy was cancelled",
    "29": "member and policy number don't fit one another",
    "31": "member and member id don't fit one another",
    "33": "the member id isn't known",
    "35": "no such claim is known",
    "54": "a copy of a claim that was decided",
    "65": "it was paid",
    "78": "a copy of a claim that is in work or decided",
    "84": "the service wasn't authorized",
    "88": "not covered on the day of the service",
    "90": "no medical benefits",
    "91": "not approved on the day of the service",
    "97": "the patient isn't known as insured",
    "104": "decided by the terms of the plan",
    "107": "decided by the contract",
    "116": "it went to the wrong payer",
    "121": "too many lines",
    "122": "data are missing or wrong, so it can't be worked on",
    "124": "name, address, telephone or id is wrong",
    "125": "the name is wrong",
    "126": "the address is wrong",
    "128": "the tax number is wrong",
    "145": "the taxonomy is wrong",
    "153": "the id number is unknown or wrong",
    "156": "the relationship to the subscriber is wrong",
    "157": "the sex is wrong",
    "158": "the birth date is wrong",
    "162": "the Medicare number is wrong",
    "163": "the policy number is wrong",
    "164": "the member id is wrong",
    "178": "the charges are wrong",
    "187": "the service date is wrong",
    "188": "the period of the statement is wrong",
    "218": "the drug number (NDC) is wrong",
    "228": "the type of bill is wrong",
    "249": "the place of service is wrong",
    "248": "facts of the accident are missing",
    "252": "the authorization number is missing or wrong",
    "254": "the principal diagnosis is wrong",
    "255": "a diagnosis is wrong",
    "286": "what another payer decided is missing or wrong",
    "297": "the notes are wanted",
    "306": "a description of the service is wanted",
    "400": "the amounts don't add up",
    "402": "an amount must be above zero",
    "453": "a modifier is wrong",
    "454": "a procedure code is wrong",
    "455": "a revenue code is wrong",
    "464": "the payer's own number of the original claim is missing or wrong",
    "465": "a procedure is wrong",
    "476": "the units are missing or wrong",
    "477": "a line points to no diagnosis of the claim",
    "478": "our claim number is wrong",
    "479": "the other payer's id is missing or wrong",
    "481": "the form of the claim is wrong",
    "484": "it can't be taken now",
    "488": "a diagnosis of a line is wrong",
    "496": "the sender may not send for this provider",
    "500": "the ZIP is wrong",
    "501": "the state is wrong",
    "502": "the city is wrong",
    "503": "the street is wrong",
    "504": "the last name is wrong",
    "505": "the first name is wrong",
    "507": "a procedure code is wrong",
    "508": "a diagnosis code is wrong",
    "510": "a date lies in the future",
    "511": "a character isn't allowed",
    "521": "an adjustment reason is wrong",
    "535": "the claim frequency is wrong",
    "562": "the NPI is missing or wrong",
    "585": "the charge is denied or not covered",
    "634": "a remark code is wrong",
    "718": "it came after the filing limit",
}

ENTITIES = {
    "03": "the dependent",
    "1P": "the provider",
    "36": "the employer",
    "40": "the receiver",
    "41": "the sender",
    "77": "the service facility",
    "80": "the hospital",
    "82": "the rendering provider",
    "85": "the billing provider",
    "87": "the pay-to provider",
    "AY": "the clearinghouse",
    "DK": "the ordering provider",
    "DN": "the referring provider",
    "DQ": "the supervising provider",
    "FA": "the facility",
    "GP": "the gateway",
    "IL": "the subscriber",
    "P3": "the primary-care provider",
    "PR": "the payer",
    "QC": "the patient",
}


def words(code: StatusCode) -> str:
    """Return one status as a phrase: what became of it, why, and whom it is about."""
    category = CATEGORIES.get(code.category, f"category {code.category}")
    status = STATUSES.get(code.status, f"status {code.status}") if code.status else ""
    entity = ENTITIES.get(code.entity, f"entity {code.entity}") if code.entity else ""
    return "; ".join(part for part in (category, status, f"about {entity}" if entity else "") if part)
