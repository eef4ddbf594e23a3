"""Who may enter a practice, proved against the decisions of record that let them in."""

from collections import defaultdict
from typing import NamedTuple

from almoner.core.party.access_act import AccessAct
from almoner.store.codec import decode
from almoner.store.session import Session


class Odd(NamedTuple):
    """Ids of users who hold a role that nobody gave them, and of decisions whose role nobody holds."""

    ungiven: list[int]
    lost: list[int]


def held_otherwise(session: Session) -> Odd:
    """Return where memberships and the decisions about them differ, in the order of the audit: given adds a
    role, taken ends it, kept says all that there are; a password changes none. A role of
    before there were such decisions needs none.
    """
    given, last = _decided(session)
    sql = """
    SELECT u.username, m.role, u.id, m.is_of_before FROM membership m JOIN auth_user u ON u.id = m.user_id
    WHERE m.practice_id = %s ORDER BY u.id
    """
    held: defaultdict[str, set[str]] = defaultdict(set)
    ungiven = []
    for name, role, user_id, is_of_before in session.rows(sql, session.practice_id):
        held[name].add(role)
        if role not in given[name] and not is_of_before:
            ungiven.append(user_id)
    lost = [last[name] for name, roles in given.items() if roles - held[name]]
    return Odd(sorted(set(ungiven)), sorted(lost))


def _decided(session: Session) -> tuple[defaultdict[str, set[str]], dict[str, int]]:
    """The roles of each person by the decisions, and the last decision about them."""
    sql = """
    SELECT body::text FROM record WHERE practice_id = %s AND kind = 'access_act' ORDER BY audit_id, id
    """
    given: defaultdict[str, set[str]] = defaultdict(set)
    last: dict[str, int] = {}
    for (body,) in session.rows(sql, session.practice_id):
        act = decode(AccessAct, body)
        if act.act == "password":
            continue
        last[act.person] = act.id
        if act.act == "taken":
            given[act.person] -= set(act.roles)
        elif act.act == "given":
            given[act.person] |= set(act.roles)
        else:
            given[act.person] = set(act.roles)
    return given, last
