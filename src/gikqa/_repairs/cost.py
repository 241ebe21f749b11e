"""How likely a slip it is that turns one number into another: the smaller, the likelier."""

DIGIT, TEN_TIMES, TEN_THOUSAND_TIMES, OTHER, UNKNOWN = range(1, 6)
"""One digit dropped, added, changed, or two neighbours transposed; the unit 万 taken for 1."""


def cost(right: str, written: str) -> int:
    """The cost of writing one number, without a decimal point, for another.

    A 0 stands for "nothing", and so is no digit that was taken for another one.
    """
    first, second = int(right), int(written)
    if not first or not second:
        return OTHER
    if first == 10 * second or second == 10 * first:
        return TEN_TIMES
    if first == 10_000 * second or second == 10_000 * first:
        return TEN_THOUSAND_TIMES
    return DIGIT if (first < 0) == (second < 0) and _one_slip(right, written) else OTHER


def _one_slip(right: str, written: str) -> bool:
    if len(right) == len(written):
        unlike = [
            at for at, pair in enumerate(zip(right, written, strict=True)) if len({*pair}) > 1
        ]
        if len(unlike) == 2:
            at, after = unlike
            return after == at + 1 and right[at : after + 1] == written[at : after + 1][::-1]
        return len(unlike) == 1
    short, long = sorted((right, written), key=len)
    return len(long) == len(short) + 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(len(long))
    )
