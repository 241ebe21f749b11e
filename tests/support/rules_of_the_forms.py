"""The rules of the forms and the door alone, whatever other rules there are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

import gikqa
from gikqa import Result
from gikqa._plugins import Plugins


@pytest.fixture(scope="session")
def built_in(only_forms: Callable[..., Plugins]) -> Plugins:
    return only_forms()


@pytest.fixture(scope="session")
def lint(built_in: Plugins) -> Callable[..., Result]:
    """`gikqa.lint` with these rules, in English, in one thread."""
    return partial(gikqa.lint, plugins=built_in, lang="en", jobs=1)
