"""How a worker and its keeper talk: MessagePack frames, each after four bytes that give its length, over a pipe."""

from typing import BinaryIO

from msgspec import Struct

from phaply.audit.model import Answer, Orders, Task

__all__ = ["Begin", "Ready", "Result", "Wait", "Work", "receive", "send"]

_LENGTH = 4


class Begin(Struct, frozen=True, tag=True):
    """To the worker, once: how to check."""

    orders: Orders


class Work(Struct, frozen=True, tag=True):
    """To the worker: files, to be answered one by one, in order."""

    tasks: tuple[Task, ...]


class Ready(Struct, frozen=True, tag=True):
    """From the worker: it has begun; `problem` if it could not."""

    problem: tuple[str, str] | None = None


class Wait(Struct, frozen=True, tag=True):
    """From the worker: what it does now is for many files at once and may take so many seconds."""

    seconds: float


class Result(Struct, frozen=True, tag=True):
    """From the worker: the answer to its next file."""

    answer: Answer


def send(pipe: BinaryIO, frame: bytes) -> None:
    """Write one frame."""
    pipe.write(len(frame).to_bytes(_LENGTH, "big") + frame)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes | None:
    """The next frame; None at the end, also where it ends in the middle of a frame."""
    head = pipe.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    size = int.from_bytes(head, "big")
    data = pipe.read(size)
    return data if len(data) == size else None
