"""The SQL that Django cannot say: composite keys led by the practice, guards, row security and grants.

One function per kind of guard, used by every migration that makes a table, so that no table is born without them.
"""

PRACTICE = "(SELECT nullif(current_setting('almoner.practice', true), '')::bigint)"


def primary_key(table: str, *columns: str) -> str:
    """Replace Django's key by one led by the practice."""
    key = ", ".join(f'"{column}"' for column in ("practice_id", *columns))
    return f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_pkey", ADD PRIMARY KEY ({key});'


def foreign_key(table: str, column: str, target: str) -> str:
    """Let a column name a row of the same practice; a reference across practices cannot be written."""
    return (
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{column}_fk" FOREIGN KEY (practice_id, "{column}") '
        f'REFERENCES "{target}" (practice_id, id);'
    )


def version_key(table: str) -> str:
    """A current row exists only beside the immutable version that it shows."""
    return (
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_record_fk" FOREIGN KEY (practice_id, id, version) '
        "REFERENCES record (practice_id, id, version), "
        f'ADD CONSTRAINT "{table}_version_counts" CHECK (version > 0);'
    )


def row_security(table: str) -> str:
    """Show and take rows of the transaction's practice only, also for the owner; the owner may read all to verify."""
    return (
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY; ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY; '
        f'CREATE POLICY within_practice ON "{table}" USING (practice_id = {PRACTICE}) '
        f"WITH CHECK (practice_id = {PRACTICE}); "
        f'CREATE POLICY owner_reads ON "{table}" FOR SELECT TO CURRENT_USER USING (true);'
    )


def grants(table: str, rights: str) -> str:
    """Give the application just these rights, and the training role the right to read."""
    return f'GRANT {rights} ON "{table}" TO almoner_app; GRANT SELECT ON "{table}" TO almoner_train;'


def index(table: str, *columns: str, where: str = "", is_unique: bool = False) -> str:
    """An index led by the practice; sorted text uses the C collation so that every machine sorts alike."""
    name = f"{table}_{'_'.join(column.split()[0].strip('(-)') for column in columns)}_idx"
    unique = "UNIQUE " if is_unique else ""
    condition = f" WHERE {where}" if where else ""
    return f'CREATE {unique}INDEX "{name}" ON "{table}" (practice_id, {", ".join(columns)}){condition};'


def check(table: str, name: str, condition: str) -> str:
    """A fact about each row that the database refuses to break."""
    return f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{name}" CHECK ({condition});'
