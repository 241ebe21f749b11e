"""A text that counts how much of it is looked at."""

from __future__ import annotations

import sys


class Text(str):
    """A text that counts the characters that are copied from it or searched."""

    looked_at = 0

    def __getitem__(self, key):
        piece = Text(super().__getitem__(key))
        Text.looked_at += len(piece)
        return piece

    def __contains__(self, sub):
        place = super().find(sub)
        Text.looked_at += len(self) if place < 0 else place
        return place >= 0

    def find(self, sub, start=0, end=sys.maxsize):
        place = super().find(sub, start, end)
        Text.looked_at += (place if place >= 0 else min(end, len(self))) - start
        return place

    def rfind(self, sub, start=0, end=sys.maxsize):
        place = super().rfind(sub, start, end)
        Text.looked_at += min(end, len(self)) - max(place, start)
        return place

    def strip(self, *letters):
        Text.looked_at += len(self)
        return Text(super().strip(*letters))
