"""What single keys do on each screen, and how a person moves them: an act has one letter on every screen
where it is found, and no two acts of one screen share one.

A template writes an act's standard letter (`data-key`, and `<kbd>` for the eye). Where a person moved it, the
page is answered with theirs, so that scripts and hints know nothing of it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

LETTER = re.compile(r"[a-z0-9/?.,;=\[\]\\-]")
"""What a key may be: one that is typed without Shift or a modifier, and the question mark."""
_SAID = re.compile(r'data-key="([^"&<])"|<kbd>([^<&])</kbd>')


@dataclass(frozen=True, slots=True)
class Act:
    """What a key does, in words, and its standard letter."""

    id: str
    letter: str
    does: str


@dataclass(frozen=True, slots=True)
class Area:
    """A screen as people call it, its templates, and what is done there by a key."""

    name: str
    templates: tuple[str, ...]
    acts: tuple[str, ...]


def _acts(*lines: str) -> dict[str, Act]:
    found = (line.split(" ", 2) for line in lines)
    return {act_id: Act(act_id, letter, does) for letter, act_id, does in found}


ACTS: Mapping[str, Act] = _acts(
    "j next The next row, or the next of the list",
    "k before The row before, or the one before of the list",
    "/ search Search",
    "? help This page",
    "h hide-names Hide names, birth dates, numbers, phones and addresses, or show them",
    "z undo Take back what was just done, for a minute",
    "i check-in Check in",
    "o check-out Check out",
    "s sheet The check-in sheet",
    "n note Begin the visit's note, or open it",
    "d drawer Count the drawer",
    "w walk-in A walk-in",
    "c new-card A new card",
    "a ask-payer Ask the payer",
    "t take-money Take money",
    "p print Print",
    "b book Book a visit",
    "e rebook Move or cancel the visit",
    "c chart The chart",
    "m comment Write a comment",
    "n first-due Give the first notice that is due",
    "u notices-due Notices due",
    "r register Register a patient",
    "a prepare-notice Prepare the notice",
    "c confirm-order Bill them in this order",
    "b build-claims Build the claims of coded visits",
    "a apply-money Apply the money that keeps statements back",
    "t to-note To the note",
    "b begin-visit Begin a visit that nobody booked",
    "r refill Refill as before",
    "e change Change it",
    "x end End it, or reject it",
    "w in-error It was entered in error",
    "t take-in Take it in",
    "b codes Codes",
    "n next-visit Next of my day",
    "s cosign Cosign",
    "a add-to-note Add to the note",
    "e correct-note Correct the note",
    "c close Close the day or the month",
    "e open-likely Open the likely patient",
    "a somebody-else It is somebody else: register",
    "r second-review Second review",
    "d refused-codes Refusal of codes",
    "v next-to-code Next visit to code",
    "f finish Finish",
    "a accept Accept",
    "c change-code Change the code",
    "t accept-ticked Accept the ticked ones",
    "m ask-model Ask the stronger model",
    "q ask-provider Ask the provider",
    "e quote-note Choose words of the note",
    "f filter Filter",
    "v save-view Save the view",
    "t tick-all Tick all here",
    "a hand-over Hand over",
    "s snooze Snooze",
    "l to-send Claims ready to send",
    "p to-post Payments to post",
    "x choose Choose the row",
    "r correct Correct and send again",
    "b other-payer Bill another payer",
    "e appeal Appeal",
    "n call Write a call down",
    "o other-fields Other fields",
    "u print-ub04 Data for the red UB-04",
    "s send Send",
    "p post Post",
    "i import Import a file",
    "d dispute Dispute",
    "a sign Sign",
    "m our-slip It is our slip",
    "s stop Stop",
    "g go-on Go on",
    "u take-whole-back Take back what a run did as one act",
    "d put-away Put it away",
    "d done Done",
    "r read Read the results",
    "u authorizations Open authorizations",
    "i inbox Inbox",
    "s what-if What if it were a stop?",
    "t turn-on Turn the stop on",
    "f put-in-force Put it in force",
    "c count-them Count them",
    "e change-set-up Change",
    "n add-enrollment Add an enrollment",
    "t test Test",
    "v verify Verify",
    "e export Verify and export",
    "e export-numbers Export the accounts",
    "p add-problem Add a problem",
    "m add-medication Add a medication",
    "l add-allergy Add an allergy",
    "v add-vital-sign Add vital signs",
    "r add-result Add a result",
    "i add-immunization Add an immunization",
    "n add-administration Add a drug given",
    "d add-procedure Add a procedure",
    "o add-order Add an order",
    "g add-goal Add a goal",
    "f add-family-history Add a relative",
    "s add-social-history Add a fact of life",
)
EVERYWHERE = Area("everywhere", ("frame.html",), ("next", "before", "search", "help", "hide-names", "undo"))


def _area(name: str, templates: str, acts: str) -> Area:
    return Area(name, tuple(f"{one}.html" for one in templates.split()), tuple(acts.split()))


AREAS: tuple[Area, ...] = (
    _area("Today", "today", "check-in check-out sheet note drawer walk-in notices-due new-card"),
    _area("Check-in sheet", "checkin", "check-in check-out new-card ask-payer take-money print first-due"),
    _area("Check-out", "checkout", "print book take-money"),
    _area("Patient", "patient", "book chart comment take-money"),
    _area("Patients", "patients", "register"),
    _area("Registration", "registration", "book"),
    _area("Schedule", "schedule", "book rebook"),
    _area("Paper for the patient", "advance_notice good_faith", "print take-money"),
    _area("Who pays first", "payer_questions", "print take-money confirm-order"),
    _area("Register", "register", "open-likely somebody-else"),
    _area(
        "Chart",
        "chart",
        "to-note begin-visit add-problem add-medication add-allergy add-vital-sign add-result "
        "add-immunization add-administration add-procedure add-order add-goal add-family-history "
        "add-social-history",
    ),
    _area("Entry of a chart", "chart_entry", "to-note refill change end in-error prepare-notice"),
    _area("Reconciliation", "chart_reconcile", "take-in"),
    _area("Note", "note note_private dictation", "chart"),
    _area("Signed note", "note_signed", "codes next-visit chart cosign add-to-note correct-note in-error"),
    _area("My day", "my_day", "next-visit close inbox authorizations"),
    _area("Inbox", "inbox", "read done"),
    _area("Coding", "coding", "second-review refused-codes"),
    _area(
        "Superbill",
        "superbill",
        "next-to-code finish accept end change-code before next accept-ticked ask-model ask-provider "
        "quote-note",
    ),
    _area("Second review", "review", "finish"),
    _area(
        "My work",
        "work",
        "filter save-view tick-all hand-over snooze choose to-send to-post correct other-payer appeal call",
    ),
    _area("Handing over", "work_chosen", "snooze"),
    _area("Claims", "claims peek", "correct other-payer appeal"),
    _area("Claim", "claim", "before next correct other-payer appeal call comment"),
    _area("Correct a claim", "claim_correct", "correct other-fields"),
    _area("Bill another payer", "claim_other_payer", "other-payer"),
    _area("Claim on paper", "claim_paper", "print print-ub04"),
    _area("Ready to send", "send", "send build-claims"),
    _area("Statements", "statements", "apply-money"),
    _area("Held claim", "hold", "before next ask-payer call"),
    _area("Refusal", "denial", "appeal other-payer"),
    _area("Payments", "remittances", "post import"),
    _area("Payment", "remittance", "post"),
    _area("Contract variance", "variance", "dispute"),
    _area("Approvals", "approvals", "sign"),
    _area("Bank", "bank", "our-slip import"),
    _area("Day close", "day", "drawer close"),
    _area("Month close", "month", "close"),
    _area("Long work", "long_run", "stop go-on put-away take-whole-back"),
    _area("Notices", "notices", "done"),
    _area("Rule", "rule", "what-if"),
    _area("A warning made a stop", "rule_stop", "turn-on"),
    _area("Contract", "contract", "put-in-force"),
    _area("Figures to count", "counting", "count-them"),
    _area("Set-up", "setup", "change-set-up"),
    _area("Enrollments", "setup_enrollments", "add-enrollment"),
    _area("General ledger", "general_ledger", "export-numbers"),
    _area("Routes", "setup_link setup_one setup_route", "test"),
    _area("Audit trail", "audit", "verify export"),
)
Moved = Mapping[str, str]
"""The letters that a person gave, by act."""


@cache
def acts_on(template: str) -> tuple[Act, ...]:
    """Return what is done by a key on the screen of a template, what is done everywhere included."""
    here = next((area.acts for area in AREAS if template in area.templates), ())
    return tuple(ACTS[one] for one in dict.fromkeys((*EVERYWHERE.acts, *here)))


def where(act: Act) -> str:
    """Return the screens on which an act is found."""
    if act.id in EVERYWHERE.acts:
        return EVERYWHERE.name
    return ", ".join(area.name for area in AREAS if act.id in area.acts)


def letter(act_id: str, moved: Moved) -> str:
    """Return the letter of an act as a person has it."""
    return moved.get(act_id, ACTS[act_id].letter)


def known(said: object) -> Moved:
    """Return what of kept letters can be: of acts that there are, each a key; as if it weren't kept where two
    acts of a screen would share one.
    """
    pairs = said.items() if isinstance(said, dict) else ()
    moved = {
        name: key for name, key in pairs if name in ACTS and isinstance(key, str) and LETTER.fullmatch(key)
    }
    return {} if shared(moved) else moved


def shared(moved: Moved) -> dict[str, str]:
    """Return the acts whose letter another act of a screen has too, each with which and where."""
    found: dict[str, str] = {}
    for area in (EVERYWHERE, *AREAS):
        here = dict.fromkeys((*EVERYWHERE.acts, *area.acts))
        for one, other in _pairs([*here], moved):
            key = letter(one, moved).upper()
            found[one] = f"{key} is also “{ACTS[other].does}” ({area.name})."
            found[other] = f"{key} is also “{ACTS[one].does}” ({area.name})."
    return found


def _pairs(acts: list[str], moved: Moved) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for act_id in acts:
        key = letter(act_id, moved)
        if key in first:
            yield first[key], act_id
        first.setdefault(key, act_id)


def put(page: str, template: str, moved: Moved) -> str:
    """Return a page with the letters that a person gave in place of the standard ones."""
    letters = {act.letter: moved[act.id] for act in acts_on(template) if act.id in moved}
    if not letters:
        return page

    def theirs(said: re.Match[str]) -> str:
        if said[1] is not None:
            return f'data-key="{letters.get(said[1], said[1])}"'
        key = letters.get(said[2].lower())
        return f"<kbd>{key.upper()}</kbd>" if key else said[0]

    return _SAID.sub(theirs, page)
