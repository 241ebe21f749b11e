"""What a rule can look for in the narratives: one module for each kind of finder.

A finder is declared once and looked for in two ways, which stand in one module under one property
test: `scan` looks through all reports of a batch, `read` reads one report with care. `scan` may let
through a report in which `read` finds nothing; it never leaves out one in which `read` finds some.
"""
