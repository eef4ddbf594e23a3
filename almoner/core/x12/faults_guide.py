"""The rules of a guide (level 2) and of the data dictionary (level 1), one row each. `{what}` is the
element's or segment's own name with its place, as "charge (CLM02)"; never a value."""

from almoner.core.x12.faults import Fault

GUIDE_FAULTS: dict[str, Fault] = {
    # Elements, as the dictionary has them
    "G-EL-01": Fault("error", "element", "4", "{what} is too short."),
    "G-EL-02": Fault("error", "element", "5", "{what} is too long."),
    "G-EL-03": Fault("error", "element", "6", "{what} isn't a number of the form asked for.", "Digits only."),
    "G-EL-04": Fault("error", "element", "8", "{what} is no date of the calendar.", "Write it as CCYYMMDD."),
    "G-EL-05": Fault("error", "element", "9", "{what} is no time of the day.", "Write it as HHMM."),
    "G-EL-06": Fault("error", "element", "8", "{what} ends before it begins.", "Put the earlier date first."),
    "G-EL-07": Fault("error", "element", "6", "{what} holds blanks only.", "Leave it empty or fill it."),
    "G-EL-08": Fault("error", "element", "2", "{what} is missing, and another element here demands it."),
    "G-EL-09": Fault("error", "element", "10", "{what} may not stand beside another element that is here."),
    "G-EL-10": Fault("error", "element", "3", "{what} is more than the segment has elements for."),
    "G-EL-11": Fault("error", "element", "13", "{what} has more components than it may have."),
    "G-EL-12": Fault("error", "element", "12", "{what} is repeated too often."),
    # Elements, as the guide uses them
    "G-EL-20": Fault("error", "element", "1", "{what} is required and missing.", snip=2),
    "G-EL-21": Fault("error", "element", "I10", "{what} isn't used by the guide.", "Leave it out.", snip=2),
    "G-EL-22": Fault("error", "element", "7", "{what} isn't one of the codes of the guide.", snip=2),
    "G-EL-23": Fault(
        "warning", "element", "", "{what} is a code in lower case.", "Write it in capitals.", snip=2
    ),
    "G-EL-24": Fault(
        "error",
        "element",
        "I12",
        "{what} isn't an amount of the form asked for.",
        "At most two decimals, and no more digits than the guide allows.",
        snip=2,
    ),
    # Segments and loops
    "G-SEG-01": Fault("error", "segment", "1", "{what} is no segment of this standard.", snip=1),
    "G-SEG-02": Fault("error", "segment", "6", "{what} doesn't belong to this kind of transaction.", snip=2),
    "G-SEG-03": Fault("error", "segment", "2", "{what} isn't expected here.", snip=2),
    "G-SEG-04": Fault("error", "segment", "3", "{what} is required and missing.", snip=2),
    "G-SEG-05": Fault("error", "segment", "5", "{what} stands more often than it may.", snip=2),
    "G-SEG-06": Fault("error", "segment", "7", "{what} stands out of its order.", snip=2),
    "G-LOOP-01": Fault("error", "segment", "3", "{what} is required and missing.", snip=2),
    "G-LOOP-02": Fault("error", "segment", "4", "{what} stands more often than it may.", snip=2),
    # Counters and levels
    "G-HL-01": Fault("error", "element", "7", "{what} doesn't count the levels 1, 2, 3.", snip=1),
    "G-HL-02": Fault("error", "element", "7", "{what} isn't the number of the level above.", snip=1),
    "G-HL-03": Fault(
        "error", "element", "7", "{what} says something else than whether levels follow.", snip=2
    ),
    "G-LX-01": Fault("warning", "element", "", "{what} doesn't count 1, 2, 3.", snip=2),
    # The guide itself
    "G-ST-01": Fault(
        "warning", "element", "", "{what} names another version of the guide than the group.", snip=2
    ),
    "G-ST-02": Fault("warning", "set", "", "No guide of ours fits; only the grammar was checked.", snip=2),
    "G-ST-03": Fault(
        "warning", "element", "", "{what} names the guide in another form than its table.", snip=2
    ),
}
