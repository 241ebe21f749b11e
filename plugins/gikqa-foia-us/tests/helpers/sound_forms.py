"""Forms in which every number is right, built section by section as an agency would fill them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from gikqa.editions import load_edition
from gikqa_foia_us import EDITION

FORM = load_edition(EDITION)
TRACKS = ("simple", "complex", "expedited")
counts = st.integers(0, 400)


def columns_of(table, row):
    return [cell.column for cell in FORM.table(table).cells if cell.row == row]


@st.composite
def sound_forms(draw):
    """Cell path → value, of a report of which no rule has anything to say."""
    cells = dict.fromkeys(FORM.cells, 0)
    reasons = [name for name in columns_of("foia_requests", "disposition") if name != "total"]
    processed = fill_total(draw, cells, "foia_requests.disposition", reasons)
    fill_volume(draw, cells, "foia_requests.volume", processed)
    cells["foia_requests.other_reasons.total"] = cells["foia_requests.disposition.other"]
    fill(draw, cells, "foia_requests.exemptions", columns_of("foia_requests", "exemptions"))
    denied = cells["foia_requests.disposition.denied_by_exemption"]
    cells["foia_requests.exemptions.ex_6"] += denied

    results = [name for name in columns_of("foia_appeals", "disposition") if name != "total"]
    answered = fill_total(draw, cells, "foia_appeals.disposition", results)
    fill_volume(draw, cells, "foia_appeals.volume", answered)
    fill(draw, cells, "foia_appeals.exemptions", columns_of("foia_appeals", "exemptions"))
    fill(draw, cells, "foia_appeals.other_grounds", columns_of("foia_appeals", "other_grounds"))
    closed = cells["foia_appeals.disposition.closed_otherwise"]
    cells["foia_appeals.other_grounds.no_records"] += closed
    cells["foia_appeals.other_reasons.total"] = cells["foia_appeals.other_grounds.other"]

    fill_days(draw, cells, "foia_days.appeals", 1, 900)
    for track in TRACKS:
        lowest, highest = fill_days(draw, cells, f"foia_days.{track}", 1, 900)
        fill_days(draw, cells, f"foia_days.granted_{track}", lowest, highest)
    increments = [name for name in columns_of("foia_increments", "simple") if name != "total"]
    for track, size in zip(TRACKS, split(draw, processed, 4), strict=False):
        for name, part in zip(increments, split(draw, size, len(increments)), strict=True):
            cells[f"foia_increments.{track}.{name}"] = part
        cells[f"foia_increments.{track}.total"] = size
    pending = 0
    for track, size in zip(
        TRACKS, split(draw, cells["foia_requests.volume.pending_end"], 4), strict=False
    ):
        cells[f"foia_pending.{track}.number"] = size
        pending += size
        for name in ("median", "average"):
            cells[f"foia_pending.{track}.{name}"] = decimal(draw, 0, 900)

    granted, denied = draw(counts), draw(counts)
    cells["foia_special.expedition.granted"] = granted
    cells["foia_special.expedition.denied"] = denied
    cells["foia_special.expedition.within_ten_days"] = draw(st.integers(0, granted + denied))
    fill(draw, cells, "foia_special.fee_waivers", ["granted", "denied"])

    staff = [decimal(draw, 1, 90), decimal(draw, 0, 90)]
    costs = [decimal(draw, 1000, 10**6), decimal(draw, 0, 10**6)]
    for row, names, parts in (
        ("personnel", ("full_time", "equivalent"), staff),
        ("costs", ("processing", "litigation"), costs),
    ):
        cells |= {f"foia_resources.{row}.{name}": n for name, n in zip(names, parts, strict=True)}
        cells[f"foia_resources.{row}.total"] = sum(parts)
    fees = decimal(draw, 0, 1000)
    cells["foia_resources.fees.collected"] = fees
    cells["foia_resources.fees.percentage"] = round(100 * fees / costs[0], 2)

    cells["foia_backlog.backlogged.requests"] = draw(st.integers(0, pending))
    left = cells["foia_appeals.volume.pending_end"]
    cells["foia_backlog.backlogged.appeals"] = draw(st.integers(0, left))
    fill_volume(draw, cells, "foia_backlog.consultations", draw(counts))
    return cells


def fill(draw, cells, row, names):
    cells |= {f"{row}.{name}": draw(counts) for name in names}


def fill_total(draw, cells, row, names):
    fill(draw, cells, row, names)
    total = cells[f"{row}.total"] = sum(cells[f"{row}.{name}"] for name in names)
    return total


def fill_volume(draw, cells, row, processed):
    left = draw(counts)
    start = draw(st.integers(0, processed + left))
    numbers = {"pending_start": start, "received": processed + left - start}
    numbers |= {"processed": processed, "pending_end": left}
    cells |= {f"{row}.{name}": number for name, number in numbers.items()}


def fill_days(draw, cells, row, least, most):
    lowest, highest = sorted([draw(st.integers(least, most)), draw(st.integers(least, most))])
    cells |= {f"{row}.lowest": lowest, f"{row}.highest": highest}
    for name in ("median", "average"):
        cells[f"{row}.{name}"] = decimal(draw, lowest, highest)
    return lowest, highest


def decimal(draw, least, most):
    return draw(st.decimals(least, most, places=2))


def split(draw, number, parts):
    """A number as the sum of this many parts."""
    cuts = sorted(draw(st.integers(0, number)) for _ in range(parts - 1))
    return [high - low for low, high in pairwise([0, *cuts, number])]
