"""`almoner practice new` and `almoner user add|password|list`: who works here."""

import argparse
import getpass
import secrets
import sys
from datetime import date

from almoner.cli.opening import open_books, practice_actor
from almoner.core.party import Address, Practice
from almoner.flow.patient.register import new_practice
from almoner.flow.refused import Refused


def practice(arguments: list[str]) -> int:
    """Open the books of a new practice; what its claims need is asked for as options."""
    parser = argparse.ArgumentParser(prog="almoner practice", description="Open the books of a new practice.")
    acts = parser.add_subparsers(dest="act", required=True)
    new = acts.add_parser("new", help="open a practice's books")
    new.add_argument("name")
    new.add_argument("--npi", required=True, help="the billing NPI")
    new.add_argument("--taxonomy", required=True)
    new.add_argument("--tax-id", required=True, help="nine digits")
    new.add_argument(
        "--tax-id-kind", choices=("EI", "SY"), default="EI", help="EI employer, SY social security"
    )
    new.add_argument("--street", required=True)
    new.add_argument("--city", required=True)
    new.add_argument("--state", required=True)
    new.add_argument("--zip", required=True, help="nine digits")
    new.add_argument("--phone", required=True)
    new.add_argument("--contact", required=True, help="whom a payer asks for")
    new.add_argument("--submitter", required=True, help="the practice's id at the clearinghouse")
    new.add_argument("--clearinghouse", default="BOXCLEAR", help="the clearinghouse's id")
    options = parser.parse_args(arguments)
    open_books(is_made=True)
    return _new_practice(options)


def _new_practice(options: argparse.Namespace) -> int:
    draft = Practice(
        id=0,
        name=options.name,
        npi=options.npi,
        taxonomy=options.taxonomy,
        tax_id=options.tax_id,
        tax_id_kind=options.tax_id_kind,
        address=Address(options.street, options.city, options.state, options.zip),
        phone=options.phone,
        contact=options.contact,
        submitter_id=options.submitter,
        clearinghouse_id=options.clearinghouse,
        clearinghouse_name=options.clearinghouse,
    )
    try:
        today = date.today()  # noqa: DTZ011 - a practice's day is local
        made = new_practice(draft, by=getpass.getuser(), on=today)
    except Refused as refused:
        return _say_refused(refused)
    sys.stdout.write(f"{made.id}\n")
    return 0


def _say_refused(refused: Refused) -> int:
    sys.stderr.writelines(f"almoner: {finding.message} {finding.mend}\n" for finding in refused.findings)
    return 2


def user(arguments: list[str]) -> int:
    """Add a user in a role, give one another password, or list who may enter.

    A password is read from standard input, or made and shown once. A new one ends every sign-in of its user.
    """
    parser = argparse.ArgumentParser(prog="almoner user", description="Users and their roles.")
    acts = parser.add_subparsers(dest="act", required=True)
    add = acts.add_parser("add", help="add a user, or give one another role")
    add.add_argument("name")
    add.add_argument("--role", required=True)
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    add.add_argument("--practice")
    renew = acts.add_parser("password", help="give a user another password")
    renew.add_argument("name")
    renew.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    renew.add_argument("--practice")
    listing = acts.add_parser("list", help="who may enter, in which role")
    listing.add_argument("--practice")
    options = parser.parse_args(arguments)
    open_books()
    return {"add": _add_user, "password": _renew_password, "list": _list_users}[options.act](options)


def _password(options: argparse.Namespace) -> tuple[str, str]:
    """A password that was made, else nothing; and the one to be given."""
    made = "" if options.password_stdin else secrets.token_urlsafe(12)
    return made, made or sys.stdin.readline().rstrip("\n")


def _renew_password(options: argparse.Namespace) -> int:
    from almoner.flow.users import RefusedUser, renew_password

    made, password = _password(options)
    try:
        renew_password(practice_actor(options.practice), name=options.name, password=password)
    except RefusedUser as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    sys.stdout.write(f"{made}\n" if made else "")
    return 0


def _add_user(options: argparse.Namespace) -> int:
    from almoner.flow.users import RefusedUser, add_user

    made, password = _password(options)
    try:
        actor = practice_actor(options.practice)
        is_new = add_user(actor, name=options.name, password=password, role=options.role)
    except RefusedUser as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 2
    if not is_new:
        sys.stderr.write(f"almoner: {options.name} was here already and keeps the password\n")
    elif made:
        sys.stdout.write(f"{made}\n")
    return 0


def _list_users(options: argparse.Namespace) -> int:
    from almoner.flow.users import list_users

    sys.stdout.writelines(f"{name}\t{role}\n" for name, role in list_users(practice_actor(options.practice)))
    return 0
