"""LOC107 site-of-another-place."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, described, rule
from gikqa_locale import SPECS
from gikqa_locale.sites import SitesElsewhere


@rule(
    **described(SPECS, "LOC107"),
    needs=("sections", "publisher", "year"),
    find=SitesElsewhere(),
)
def site_of_another_place(report: Report) -> Iterator[Finding]:
    for site in report.found:
        names = "、".join(dict.fromkeys(each.name for each in site.divisions))
        yield Finding(
            section=site.section,
            start=site.start,
            end=site.end,
            quote=site.quote,
            observed=site.quote,
            expected=site.home.division.name,
            params={"place": names},
            cause=f"site-of-another-place:{site.divisions[0].code}",
        )
