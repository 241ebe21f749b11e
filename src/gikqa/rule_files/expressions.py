"""Read the expressions of a rule file: `requests.granted.total + 2 <= year`, also joined by `and`.

The grammar is that of Python, whose parser reads it; a single `=` means equal as well. Only what is
named here is accepted, and nothing is executed.
"""

import ast
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from gikqa._model.condition import Condition, Value, all_of, any_of, column, sum_of
from gikqa._model.report import Report

_SINGLE_EQUAL = re.compile("(?<![<>=!])=(?!=)")
_RELATIONS: dict[type[ast.cmpop], tuple[str, Callable[[Value, Value], Condition]]] = {
    ast.Eq: ("=", Value.equals),
    ast.NotEq: ("≠", Value.differs),
    ast.LtE: ("≤", Value.__le__),
    ast.GtE: ("≥", Value.__ge__),
    ast.Lt: ("<", Value.__lt__),
    ast.Gt: (">", Value.__gt__),
}


class ExpressionError(ValueError):
    """What in a rule file is not accepted, and what is.

    key: where in the rule it is; None: in what is particular to the kind of rule.
    """

    def __init__(self, problem: str, key: str | None = None) -> None:
        super().__init__(problem)
        self.key = key


@dataclass(frozen=True)
class Linear:
    """A sum of columns, each times a whole number, and of a constant."""

    factors: tuple[tuple[str, int], ...]
    constant: int

    @property
    def value(self) -> Value:
        """The sum for a batch; unknown where one of its columns is blank."""
        parts = [column(name) if by == 1 else column(name) * by for name, by in self.factors]
        return sum_of(parts) + self.constant

    def of(self, report: Report) -> int | Decimal:
        """The sum for one report, in which none of the columns is blank."""
        total: int | Decimal = self.constant
        for name, by in self.factors:
            total += by * report.column(name)
        return total


@dataclass(frozen=True)
class Equation:
    """Two sums and the relation that has to hold between them."""

    left: Linear
    sign: str
    right: Linear
    holds: Condition

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the equation, the left side first."""
        return tuple(dict.fromkeys(name for name, _ in self.left.factors + self.right.factors))


def read_equation(text: str) -> Equation:
    """An equation or inequation between two sums. Raises ExpressionError."""
    node = _parsed(text)
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        raise ExpressionError(f"{text!r} is no equation: expected one of = <= >= < > between sums")
    if type(node.ops[0]) not in _RELATIONS:
        raise _unknown(node)
    sign, compare = _RELATIONS[type(node.ops[0])]
    left, right = _linear(node.left), _linear(node.comparators[0])
    if not left.factors:
        raise ExpressionError(f"the left side of {text!r} names no cell")
    return Equation(left, sign, right, compare(left.value, right.value))


def read_condition(text: str) -> Condition:
    """A condition: comparisons that `and`, `or` and `not` join. Raises ExpressionError."""
    return _condition(_parsed(text))


def _parsed(text: str) -> ast.expr:
    try:
        return ast.parse(_SINGLE_EQUAL.sub("==", text.strip()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        where = f" at character {error.offset}" if isinstance(error, SyntaxError) else ""
        raise ExpressionError(f"{text!r} cannot be read{where}") from error


def _condition(node: ast.expr) -> Condition:
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return all_of(map(_condition, parts))
        case ast.BoolOp(op=ast.Or(), values=parts):
            return any_of(map(_condition, parts))
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return ~_condition(part)
        case ast.Call(func=ast.Name(id="blank"), args=[part], keywords=[]):
            return column(_name(part)).is_blank()
        case ast.Compare(left=left, ops=[ast.In()], comparators=[ast.List(elts=listed)]):
            return column(_name(left)).is_one_of(_texts(listed))
        case ast.Compare(left=left, ops=[ast.NotIn()], comparators=[ast.List(elts=listed)]):
            return ~column(_name(left)).is_one_of(_texts(listed))
        case ast.Compare():
            sides = [node.left, *node.comparators]
            return all_of(
                _comparison(left, relation, right)
                for left, relation, right in zip(sides, node.ops, sides[1:], strict=False)
            )
    raise _unknown(node)


def _comparison(left: ast.expr, relation: ast.cmpop, right: ast.expr) -> Condition:
    match relation, right:
        case ast.Eq(), ast.Constant(value=str(text)):
            return column(_name(left)).equals(text)
        case ast.NotEq(), ast.Constant(value=str(text)):
            return column(_name(left)).differs(text)
    if type(relation) not in _RELATIONS:
        raise _unknown(relation)
    return _RELATIONS[type(relation)][1](_linear(left).value, _linear(right).value)


def _linear(node: ast.expr) -> Linear:
    match node:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            return Linear((), number)
        case ast.Name() | ast.Attribute():
            return Linear(((_name(node), 1),), 0)
        case ast.UnaryOp(op=ast.USub(), operand=part):
            return _times(_linear(part), -1)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _added(_linear(left), _linear(right))
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _added(_linear(left), _times(_linear(right), -1))
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            one, other = _linear(left), _linear(right)
            if one.factors and other.factors:
                raise ExpressionError(f"{ast.unparse(node)!r} multiplies two columns")
            return _times(one, other.constant) if one.factors else _times(other, one.constant)
    raise _unknown(node)


def _added(one: Linear, other: Linear) -> Linear:
    factors = dict(one.factors)
    for name, by in other.factors:
        factors[name] = factors.get(name, 0) + by
    return Linear(tuple(factors.items()), one.constant + other.constant)


def _times(one: Linear, by: int) -> Linear:
    return Linear(tuple((name, by * factor) for name, factor in one.factors), by * one.constant)


def _name(node: ast.expr) -> str:
    """The cell path or column: names joined by dots."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=before, attr=name):
            return f"{_name(before)}.{name}"
    raise ExpressionError(f"expected a cell path or a column, found {ast.unparse(node)!r}")


def _texts(nodes: Iterable[ast.expr]) -> list[str]:
    texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
    if not texts or not all(isinstance(text, str) for text in texts) or len(texts) < len([*nodes]):
        raise ExpressionError("expected a list of texts after `in`")
    return [str(text) for text in texts]


def _unknown(node: ast.AST) -> ExpressionError:
    return ExpressionError(
        f"{ast.unparse(node)!r} is not accepted: expected cells, columns, whole numbers and "
        '+ - *, compared by = <= >= < > !=, `in ["…"]` or `blank(…)`, and joined by and, or, not'
    )
