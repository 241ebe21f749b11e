"""What runs in a worker process: it reads questions and writes answers, until its parent ends."""

import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from gikqa._board import Board
from gikqa._pipes import loaded, read, write

Say = Callable[[str | None], None]
"""Names what the worker is about to do, in case the worker ends; None: that is over."""
Answer = Callable[[Any, Say], Any]

ANSWER, ERROR, UNSENT = range(3)
"""The kinds of answers: what was asked for, an exception, or why an answer cannot be sent."""


def serve(module: str, function: str, number: int) -> None:
    """The main function of a worker: reads the setup, then questions, and writes answers.

    number: of the board.
    """
    board = Board.of_parent(number)
    gc.set_threshold(250_000, 50, 50)  # what is loaded at the start is never garbage
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers itself
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # so that prints of a plugin do not get among the answers
    sys.stdout = sys.stderr
    if hasattr(os, "register_at_fork"):  # or a forked child would answer as well
        os.register_at_fork(after_in_child=answers.close)
        os.register_at_fork(after_in_child=board.leave)
    inbox: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_listen, args=(questions, inbox), daemon=True).start()

    answer: Answer | None = None
    while True:
        question = inbox.get()
        board.begin_question()
        try:
            if answer is None:
                answer = getattr(import_module(module), function)(question)
                reply: tuple[int, Any] = (ANSWER, None)
            else:
                reply = (ANSWER, answer(question, board.say))
        except Exception as error:  # the parent raises it again
            error.add_note(traceback.format_exc())
            reply = (ERROR, error)
        del question  # its memory is free before the next one is read
        if answers.closed:  # in a child that a plugin has forked
            os._exit(0)
        try:
            write(answers, reply)
        except Exception as error:  # in pickling; if the parent has ended, this fails again
            write(answers, (UNSENT, f"{type(error).__name__}: {error}"))


def _listen(questions: BinaryIO, inbox: SimpleQueue[Any]) -> None:
    """Put questions into the inbox; end this process when the parent ends."""
    try:
        while True:
            inbox.put(loaded(read(questions)))
    except EOFError:
        os._exit(0)
