"""The working process: reads, checks, renders one ask after another. It is started anew when one takes too long or too much."""

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection

from phaply.align.model import Unread
from phaply.errors import InputError, PhaplyError
from phaply.parse import Plan
from phaply.parse import parse as parse_document
from phaply.readers import Limits, read
from phaply.rules import check
from phaply.rules.config import Config
from phaply.rules.definition import Override
from phaply.rules.loader import default_packs, load_pack, shipped_packs
from phaply.web.ask import Answer, Ask, Catalogue, Choices, PackEntry, RuleEntry, Source

__all__ = ["answer", "catalogue", "work"]

Step = Callable[[str], None]


def catalogue() -> Catalogue:
    """The shipped packs with their rules, for the switches of the page."""
    entries = []
    for name in shipped_packs():
        pack = load_pack(name)
        title, rules = pack.file.title, pack.rules
        entries.append(
            PackEntry(
                name,
                title.vi,
                title.text("en"),
                pack.file.default,
                tuple(RuleEntry(r.id, r.file.title.vi, r.file.title.text("en")) for r in rules),
            )
        )
    return tuple(entries)


def answer(ask: Ask, step: Step) -> Answer:
    """The answer to one ask; `step` hears which part of the work begins. Raises InputError if the draft cannot be read."""
    step("reading")
    plan = _plan(ask.draft)
    above: list[Plan | Unread] = []
    for source in ask.above:
        try:
            above.append(_plan(source))
        except InputError as error:
            above.append(Unread(source.name, error.sentence(ask.lang)))
    step("checking")
    packs = [load_pack(name) for name in ask.choices.packs or default_packs()]
    ids = {rule.id for pack in packs for rule in pack.rules}
    report = check(
        plan,
        packs=packs,
        as_of=ask.choices.as_of,
        stage=ask.choices.stage,
        upstream=above,
        lang=ask.lang,
        config=Config(rules={name: Override(enabled=False) for name in ask.choices.off if name in ids}),
        today=ask.today,
    )
    step("writing")
    if ask.form == "json":
        from phaply.contract import encode
        from phaply.report.json import report_to_json

        return Answer(encode(report_to_json(report)))
    if ask.form == "view":
        from phaply.report.html import environment, view

        shown = view(report, plan, ask.lang)
        env = environment()
        return Answer(
            env.get_template("report_body.html.j2").render(shown).encode("utf-8"),
            style=env.get_template("filters.css.j2").render(shown),
            title=shown["title"],
            tally=(report.summary.error, report.summary.warning, report.summary.note, report.summary.review),
        )
    from phaply.report import render

    form = "docx" if ask.form == "fixed" else ask.form
    original = ask.draft.data if form == "docx" and plan.document.format == "docx" else None
    return Answer(render(report, plan, form, ask.lang, original=original, fix=ask.form == "fixed"))


def _plan(source: Source) -> Plan:
    return parse_document(read(source.data, name=source.name, limits=Limits()))


def work(connection: Connection, folder: str, address_space: int) -> None:
    """Answer asks from `connection` until it closes. Whatever a reader must unpack goes to `folder`, which the page removes."""
    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the page, which then closes the connection
    if sys.platform != "win32":
        import resource

        os.setsid()  # so that whatever a reader starts can be ended together with this process
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionError):
        connection.send(("ready", catalogue()))
        _warm_up()
        while True:
            ask: Ask = connection.recv()
            connection.send(_safely(ask, lambda name: connection.send(("step", name))))


def _warm_up() -> None:
    """Check an example once, so that lexicons and known acts are loaded before the first visitor waits for them."""
    from phaply.web.samples import SAMPLES, load

    sample = load(SAMPLES[0].name)
    if sample is not None:
        answer(Ask(sample[0], tuple(sample[1]), Choices(), "view", "vi", ""), lambda _: None)


def _safely(ask: Ask, step: Step) -> tuple[str, object]:
    try:
        return "done", answer(ask, step)
    except PhaplyError as error:
        return "failed", error
    except MemoryError:
        return "failed", InputError(
            f"Tệp {ask.draft.name} cần quá nhiều bộ nhớ nên không kiểm tra được.",
            f"{ask.draft.name} needs too much memory to be checked.",
        )
    except (EOFError, BrokenPipeError, ConnectionError):
        raise
    except Exception as error:  # no traceback reaches a user; the page's own log names the kind of failure
        print(f"phaply serve: {type(error).__name__}: {error}", file=sys.stderr)
        return "failed", InputError(
            f"Không kiểm tra được tệp {ask.draft.name}: chương trình gặp lỗi ngoài dự kiến.",
            f"{ask.draft.name} could not be checked: the program failed unexpectedly.",
        )
