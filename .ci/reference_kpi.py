"""The page of indicators: each definition as the screens show it, what others say, what is not measured."""

from collections.abc import Iterator

from reference_page import code, page, table

ABOUT = """
Every figure stands beside its definition and its version; two figures are compared only under one version.
The day ends every span: the period is the three months up to it, its cohort the services of the three before.
Each figure is computed as of that day and as known at an audit entry, and opens the list of what it was made
of ([how](../howto/read-the-results.md)). The first variant stands for the indicator.
""".strip()
OTHERS = """
Reference rows of `almoner/policy/kpi/benchmarks.toml`, which a practice edits or hides. None is a result of
Almoner.
""".strip()


def indicators() -> str:
    """The page of indicators."""
    from almoner.core.report.kpi_listed import INDICATORS, UNMEASURED
    from almoner.flow.manage.kpi import benchmarks

    rows = [(one.indicator, one.best, one.usual, one.poor, one.source, one.mark) for one in benchmarks()]
    return page(
        "Indicators",
        "What the results are made of.",
        ABOUT,
        *(part for one in INDICATORS for part in _parts(one)),
        "## What others say",
        OTHERS,
        table(("indicator", "best", "usual", "poor", "source", "mark"), rows),
        "## Not measured here",
        table(("id", "indicator", "why"), ((one.id, one.name, one.why) for one in UNMEASURED)),
        "## Money by reason",
        "Which reasons a measure of money adds (`+`) and takes away (`-`), each by its own sign.",
        table(("measure", "reasons"), _flows()),
    )


def _parts(one: object) -> Iterator[str]:
    from almoner.core.report.kpi import Indicator

    assert isinstance(one, Indicator), "only definitions are listed"
    yield f"## {one.id} {one.name}"
    yield (
        f"Version {one.version}. {one.numerator}, over {one.denominator[0].lower()}{one.denominator[1:]}; "
        f"{one.basis.value}. {one.notes} Known from: {one.mark}."
    )
    rows = (
        (
            code([each.id]),
            each.name,
            each.how.value,
            code(each.numerator),
            code(each.denominator),
            each.span.value,
        )
        for each in one.variants
    )
    yield table(("variant", "in words", "as", "above", "below", "span"), rows)


def _flows() -> Iterator[tuple[str, str]]:
    from almoner.core.report.kpi_money import FLOWS

    for name, flow in FLOWS.items():
        signed = (f"`{'+' if weight > 0 else '-'}{reason.value}`" for reason, weight in flow.reasons.items())
        yield code([name]), " ".join(signed)
