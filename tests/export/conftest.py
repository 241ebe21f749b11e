"""The export is tested with the rules of the forms and the door, whatever others there are."""

from __future__ import annotations

import re

import pytest

from gikqa import InputError
from rules_of_the_forms import built_in, lint

__all__ = ["built_in", "lint", "refused"]

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def refused(lint):
    """The error that an input gives, after a look at both of its texts."""

    def refuse(data, *named):
        with pytest.raises(InputError) as raised:
            lint(data)
        zh, en = raised.value.in_language("zh"), raised.value.in_language("en")
        assert en == str(raised.value)
        assert HAN.search(zh)
        for text in (zh, en):
            for name in named:
                assert str(name) in text
        return en

    return refuse
