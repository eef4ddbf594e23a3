"""`bench practice`: a large practice for measurements, copied by set from a small one that was truly lived.

The small practice is the demonstration's, lived through the product's own flows. Its copies lie in the same
tables under the same guards, with ids, controls, names and days of their own and sealed entries; the newest
are cut off in the midst of their work. Run again, it goes on where it was cut off.
"""

import argparse
import json
import sys

from almoner.cli.bench.ground import remove
from almoner.cli.bench.large_ground import folder, opened
from almoner.cli.bench.large_shape import DAYS, Wanted


def run(arguments: list[str]) -> int:
    """Make the practice, or go on making it; exit 1 where it isn't whole, 2 where there is another."""
    usual = Wanted()
    parser = argparse.ArgumentParser(prog="almoner bench practice", description=__doc__)
    parser.add_argument(
        "--patients", type=int, default=usual.patients, help="about so many (default 100,000)"
    )
    parser.add_argument("--lived", type=int, default=usual.lived, help="patients of the lived practice")
    parser.add_argument("--visits", type=int, default=usual.visits_a_day, help="its visits a day")
    parser.add_argument("--days", type=int, default=usual.days, help="lived days with visits, at most 50")
    parser.add_argument("--verify", action="store_true", help="prove the whole books at the end")
    parser.add_argument("--remove", action="store_true", help="remove the practice and its folder, no more")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    data = folder()
    if options.remove:
        remove(data)
        return 0
    wanted = Wanted(options.patients, options.lived, options.visits, min(options.days, DAYS))
    with opened(data):
        return _make(wanted, is_proved=options.verify, is_json=options.json)


def _make(wanted: Wanted, *, is_proved: bool, is_json: bool) -> int:
    from almoner.cli.bench.large_make import Another, make

    try:
        practice_id = make(wanted)
    except Another:
        sys.stderr.write("almoner: the folder holds a practice of another size: --remove it first\n")
        return 2
    return _report(practice_id, is_proved=is_proved, is_json=is_json)


COUNTED = "patient visit claim denial task appointment posting record audit_entry".split()


def _report(practice_id: int, *, is_proved: bool, is_json: bool) -> int:
    from almoner.flow.access import office
    from almoner.flow.clock import today
    from almoner.store.proof.verify import verify
    from almoner.store.session import books

    with books(practice_id, alias="owner") as session:
        rows = {
            table: int(session.value(f'SELECT count(*) FROM "{table}" WHERE practice_id = %s', practice_id))  # noqa: S608
            for table in COUNTED
        }
        mb = int(session.value("SELECT pg_database_size(current_database()) >> 20"))
    on = today(office(practice_id))
    broken = [str(one) for one in verify(practice_id, on=on)] if is_proved else []
    if is_json:
        sys.stdout.write(json.dumps({"rows": rows, "mb": mb, "on": on.isoformat(), "broken": broken}) + "\n")
    else:
        sys.stdout.writelines(f"{name:12}{count:14,}\n" for name, count in rows.items())
        sys.stdout.write(f"{'on disk, MB':12}{mb:14,}\n")
        sys.stdout.writelines(f"broken: {one}\n" for one in broken)
    return 1 if broken else 0
