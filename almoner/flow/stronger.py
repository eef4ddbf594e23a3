"""A second look at a note's codes by a stronger model, where the settings name one. The offline answer stands
whenever the model is off, late, wrong or unreachable, with a word on it.
"""

from dataclasses import dataclass

from almoner.core.coding.chosen import Refusal, choose, offers
from almoner.core.coding.suggest import Answer, Asked, Tools, suggest
from almoner.flow.access import Actor, Permission, require
from almoner.flow.models import coder_endpoint
from almoner.links.coder import ModelUnusable, NoCoder, StrongerCoder, stronger_coder
from almoner.links.mailbox import LinkDown, LinkRefused
from almoner.settings import option


@dataclass(frozen=True, slots=True)
class Opinion:
    """An answer, and whose it is. `model` names who chose, empty where the coder stands alone; `word` says
    why it does although a model is set.
    """

    answer: Answer
    model: str = ""
    word: str = ""
    refused: tuple[Refusal, ...] = ()


def coder_of() -> StrongerCoder:
    """Return the stronger model that the settings name. LinkRefused where they don't fit together."""
    kind = option("ALMONER_CODER")
    endpoint = coder_endpoint()
    if endpoint is None and kind not in {"", "off", "simulated"}:
        raise LinkRefused("ALMONER_CODER: off, simulated, or an address")
    return stronger_coder(kind, endpoint)


def opinion(actor: Actor, text: str, asked: Asked, tools: Tools) -> Opinion:
    """Return what the coder says of a note, after the stronger model's choices where one is set."""
    require(actor, Permission.CODE_DECIDE)
    return asked_of(suggest(text, asked, tools), asked, tools)


def asked_of(answer: Answer, asked: Asked, tools: Tools, coder: StrongerCoder | None = None) -> Opinion:
    """Return an answer after a model's choices; the answer itself where it has none to offer or the model
    fails.
    """
    try:
        model = coder or coder_of()
        offered = offers(answer)
        if isinstance(model, NoCoder) or not offered:
            return Opinion(answer)
        chosen = choose(answer, model.choose(answer.reading.text, offered), asked, tools)
    except (LinkDown, LinkRefused, ModelUnusable) as error:
        return Opinion(answer, word=f"The stronger model was left out ({error}); the coder answers alone.")
    return Opinion(chosen.answer, model.name, refused=chosen.refused)
