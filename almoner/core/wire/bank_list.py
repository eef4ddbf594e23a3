"""A bank's list in either of its forms, told apart by how it opens: BAI2 or our plain CSV."""

from almoner.core.collect import BankRow
from almoner.core.wire.bank_bai2 import OPENING, read_bai2
from almoner.core.wire.bank_csv import HEADER, read_bank_list

_MARK = b"\xef\xbb\xbf"


def is_bank_list(content: bytes) -> bool:
    """True where a file opens as one of the forms does."""
    return content.startswith(OPENING) or content.removeprefix(_MARK).startswith(",".join(HEADER).encode())


def read_bank(content: bytes) -> tuple[BankRow, ...]:
    """Return the rows of a bank's list in whichever form. Raises BankListError."""
    return read_bai2(content) if content.startswith(OPENING) else read_bank_list(content)
