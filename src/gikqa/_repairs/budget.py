"""How much work a search may do, counted in steps, so that a slow machine finds the same."""


class OutOfStepsError(Exception):
    """The search has used all of its steps."""


class Budget:
    """Counts the steps of a search."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """Count steps. Raises OutOfStepsError if there are none left."""
        self.left -= steps
        if self.left < 0:
            raise OutOfStepsError
