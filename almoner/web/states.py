"""A state as people write it: two letters, or its name."""

from almoner.core.x12.code_places import US

_NAMED = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware
DC District of Columbia|FL Florida|GA Georgia|GU Guam|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa
KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota
MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico
NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico
RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia
VI Virgin Islands|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming
"""
NAMES = {entry[3:].casefold(): entry[:2] for entry in _NAMED.strip().replace("\n", "|").split("|")}


def state_code(typed: str) -> str:
    """Return the two letters of a state that was typed by letters or by name; what is neither comes back as
    it is, and no check takes it.
    """
    said = " ".join(typed.split())
    code = NAMES.get(said.casefold(), said.upper())
    return code if code in US else said
