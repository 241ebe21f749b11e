"""The equations of a report, written out with its numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gikqa._engine.batch import Batch
from gikqa._engine.equations.equation_findings import place_of
from gikqa._engine.equations.evaluate import judge_identities
from gikqa._engine.outcome.record import Verdict
from gikqa._engine.plan import Plan
from gikqa._model.arithmetic import spelled
from gikqa._why.sentences import Words
from gikqa.editions import Edition, Identity, Relation

_HOLDS = {Relation.EQUAL: "=", Relation.AT_MOST: "≤", Relation.AT_LEAST: "≥"}
_BROKEN = {Relation.EQUAL: "≠", Relation.AT_MOST: ">", Relation.AT_LEAST: "<"}
Term = tuple[str, Any]
"""A cell and its value, None where it is blank."""


@dataclass(frozen=True)
class Sum:
    """An equation with the values of one report, and its verdict."""

    identity: Identity
    edition: Edition
    left: Sequence[Term]
    right: Sequence[Term]
    verdict: int

    def blanks(self) -> list[str]:
        """Its cells that are blank."""
        return [path for path, value in (*self.left, *self.right) if value is None]

    def place(self, lang: str) -> str:
        """The row or column that it is about; empty where it is about a whole table."""
        return place_of(self.identity, self.edition, lang)

    def short(self, words: Words) -> str:
        """In one line: `4+3=7`."""
        identity = self.identity
        left, right = _written(self.left, 0), _written(self.right, identity.constant)
        if identity.relation is Relation.ZERO_IMPLIES_ZERO:
            return words.say("zero implies zero", left=left, right=right)
        if identity.relation is Relation.EQUAL and len(self.left) == 1 < len(self.right):
            left, right = right, left
        signs = _BROKEN if self.verdict == Verdict.VIOLATED else _HOLDS
        return f"{left}{signs[identity.relation]}{right}"

    def steps(self, words: Words) -> Iterator[str]:
        """Each operand with its printed place and its value, both sums, and their difference."""
        constant = self.identity.constant
        for key, terms, added in (("left", self.left, 0), ("right", self.right, constant)):
            yield words.say(key)
            for path, value in terms:
                yield f"  {words.place(path)}: {words.value(value)}"
            if added:
                yield "  " + words.say("constant", value=added)
            if len(terms) > 1 or added:
                total = words.value(_total(terms) + added)
                bound = "≥ " if any(value is None for _, value in terms) else ""
                yield "  " + words.say("sum", sum=_written(terms, added), total=bound + total)
        one, other = _total(self.left), _total(self.right) + constant
        relation = words.say(f"relation {self.identity.relation}")
        shown = [words.value(value) for value in (one, other, one - other)]
        yield words.say(
            "difference", left=shown[0], right=shown[1], difference=shown[2], relation=relation
        )


def sums_of(plan: Plan, code: str, batch: Batch) -> list[Sum]:
    """The equations of a rule that concern the report in a batch of one report."""
    found = []
    for key, identities in plan.identities.items():
        governed, edition = batch.edition_rows[key], plan.editions[key]
        for one in identities if governed[0] else ():
            if one.rule != code or any(cell not in batch.columns for cell in one.cells):
                continue
            judged = judge_identities([one], edition.cells, batch.columns, governed, batch.huge)
            verdict = max((int(each[0]) for *_, each in judged if len(each)), default=0)
            left, right = (
                [(path, batch.value(path, 0)) for path in side] for side in (one.left, one.right)
            )
            found.append(Sum(one, edition, left, right, verdict))
    return found


def _total(terms: Sequence[Term]) -> Any:
    return sum((value for _, value in terms if value is not None), 0)


def _written(terms: Sequence[Term], constant: int) -> str:
    """The sum as people write it; of more than two terms, only those that are not zero."""
    shown = [value for _, value in terms if len(terms) < 3 or value != 0]
    texts = ["?" if value is None else spelled(value) for value in shown]
    texts += [str(constant)] if constant else []
    return "+".join(texts).replace("+-", "-") or "0"
