"""Why a rule came to its verdict on one report, and what a finding was computed from."""
