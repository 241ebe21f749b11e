"""Three reports of 2023, each with one cell and a sum that is wrong."""

from __future__ import annotations

ROWS = [
    {
        "report_id": f"r{n}",
        "publisher": "p" if n else "q",
        "year": 2023,
        "requests.granted.total": 3,
    }
    for n in range(3)
]
