"""The page as a Starlette application: a form, its answers, what can be taken home."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from phaply import __version__
from phaply.errors import InputError, UsageError
from phaply.web.ask import FORMS, Answer, Choices
from phaply.web.guard import Guard, TooBig
from phaply.web.jobs import Entry, Job, Jobs
from phaply.web.limits import PageLimits
from phaply.web.samples import SAMPLES, load
from phaply.web.upload import Sent, read_form
from phaply.web.wording import PACKS, word
from phaply.web.workers import Workers

__all__ = ["create_app"]

_STATIC = {
    "page.css": ("phaply.web", "static/page.css", "text/css; charset=utf-8"),
    "page.js": ("phaply.web", "static/page.js", "text/javascript; charset=utf-8"),
    "icon.svg": ("phaply.web", "static/icon.svg", "image/svg+xml"),
    "report.css": ("phaply.report", "templates/report.css", "text/css; charset=utf-8"),
}
"""What may be fetched by name; nothing else is looked for."""
_PATIENCE = 1.5
"""Seconds that a plain form waits for its answer before it gets a page that reloads itself."""


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("phaply.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _static(name: str) -> tuple[bytes, str]:
    from importlib.resources import files

    package, path, kind = _STATIC[name]
    return (files(package) / path).read_bytes(), kind


def create_app(limits: PageLimits | None = None, *, host: str = "127.0.0.1", names: tuple[str, ...] = ()) -> Starlette:
    """The application. `host`: the address it is bound to; `names`: further names of this machine by which it may be asked."""
    page = _Page(limits or PageLimits())
    guard = Middleware(Guard, host=host, names=names, request_bytes=page.limits.request_bytes)
    app = Starlette(
        routes=[
            Route("/", page.front),
            Route("/check", page.check, methods=["POST"]),
            Route("/rules", page.rules),
            Route("/jobs/{job}", page.job),
            Route("/jobs/{job}/status", page.status),
            Route("/jobs/{job}/again", page.again, methods=["POST"]),
            Route("/jobs/{job}/{n:int}", page.result),
            Route("/jobs/{job}/{n:int}/{form}", page.download),
            Route("/static/{name}", page.static),
            Route("/favicon.ico", page.icon),
        ],
        middleware=[guard],
        exception_handlers={TooBig: page.too_big, HTTPException: page.http_error},
        lifespan=page.lifespan,
    )
    app.state.jobs = page.jobs
    return app


class _Page:
    """The handlers of one running page."""

    def __init__(self, limits: PageLimits) -> None:
        self.limits = limits
        self.workers = Workers(limits)
        self.jobs = Jobs(limits, self.workers)

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Workers start when the page does, and end with it; old answers are dropped in between."""
        self.workers.start()
        sweeper = asyncio.create_task(self._sweep())
        try:
            yield
        finally:
            sweeper.cancel()
            await self.workers.stop()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(min(20.0, self.limits.keep_seconds))
            self.jobs.forget_old()

    # --- pages ----------------------------------------------------------------------------------------------------
    async def front(self, request: Request) -> Response:
        """The form."""
        return self._front(request, _lang(request))

    async def check(self, request: Request) -> Response:
        """A form was sent: begin the work, and lead to its answer."""
        lang = _lang(request)
        try:
            sent = await read_form(request, self.limits)
            lang = sent.one("lang", lang)
            sample = load(sent.one("sample"))
            if sample is None:
                drafts, above = sent.files.get("draft", []), sent.files.get("above", [])
            else:
                drafts, above = [sample[0]], sample[1]
            if not drafts:
                raise UsageError(word("no_draft"), word("no_draft", "en"))
            job = self.jobs.open(drafts, above, self._choices(sent), _known(lang))
        except UsageError as error:
            return self._refused(request, error.sentence(lang), lang)
        return await self._begun(request, job, _known(lang))

    async def again(self, request: Request) -> Response:
        """The same files, checked in another way: a new job."""
        old = self._job(request)
        lang = _lang(request)
        try:
            sent = await read_form(request, self.limits)
            lang = sent.one("lang", lang)
            job = self.jobs.open([e.draft for e in old.entries], list(old.above), self._choices(sent), _known(lang))
        except UsageError as error:
            return self._refused(request, error.sentence(lang), lang)
        return await self._begun(request, job, _known(lang))

    async def job(self, request: Request) -> Response:
        """The answer of a single draft, the list of several, or how far the work is."""
        job, lang = self._job(request), _lang(request)
        if not job.done:
            return self._render(request, "progress.html.j2", lang, job=job)
        if len(job.entries) == 1:
            return RedirectResponse(_address(job, lang, 1), status_code=303)
        items = [(n, e, await self._seen(job, e, lang)) for n, e in enumerate(job.entries, 1)]
        counts = [word(key, lang) for key in ("errors", "warnings", "notes", "reviews")]
        return self._render(request, "list.html.j2", lang, job=job, items=items, counts=counts)

    async def status(self, request: Request) -> Response:
        """How far the work is, as JSON."""
        job, lang = self._job(request), _lang(request)
        items = [
            {
                "name": e.draft.name,
                "state": e.state,
                "text": e.error.sentence(lang) if e.error else word("done" if e.state == "done" else e.step, lang),
            }
            for e in job.entries
        ]
        return JSONResponse({"done": job.done, "items": items, "next": _address(job, lang)})

    async def result(self, request: Request) -> Response:
        """One draft's report, or the sentence that says why there is none."""
        job, lang = self._job(request), _lang(request)
        n, entry = self._entry(job, request)
        if entry.state in ("waiting", "working"):
            return RedirectResponse(_address(job, lang), status_code=303)
        try:
            answer = await self.jobs.answer(job, entry, "view", lang)
        except InputError as error:
            return self._front(request, lang, error=error.sentence(lang), status=422)
        return self._render(
            request,
            "result.html.j2",
            lang,
            job=job,
            n=n,
            entry=entry,
            answer=answer,
            body=Markup(answer.data.decode("utf-8")),
            style=Markup(answer.style),
            downloads=list(FORMS),
            **self._switches(job.choices, lang),
        )

    async def download(self, request: Request) -> Response:
        """One draft's report as a file."""
        job, lang = self._job(request), _lang(request)
        _, entry = self._entry(job, request)
        form: Any = request.path_params["form"]
        if form not in FORMS:
            raise HTTPException(404)
        try:
            answer = await self.jobs.answer(job, entry, form, lang)
        except InputError as error:
            return self._front(request, lang, error=error.sentence(lang), status=422)
        ending, kind = FORMS[form]
        stem = entry.draft.name.rpartition(".")[0] or entry.draft.name
        name = quote(f"{stem} - {word('results', lang).lower()}.{ending}", safe="")
        headers = {"Content-Disposition": f"attachment; filename=\"phaply.{ending}\"; filename*=UTF-8''{name}"}
        return Response(answer.data, media_type=kind, headers=headers)

    async def rules(self, request: Request) -> Response:
        """The switches of single rules, for the page's script, which asks when they were not loaded yet."""
        return self._render(request, "rules.html.j2", _lang(request), **self._switches(None, _lang(request)))

    async def static(self, request: Request) -> Response:
        """Style, script, icon."""
        name = request.path_params["name"]
        if name not in _STATIC:
            raise HTTPException(404)
        data, kind = _static(name)
        return Response(data, media_type=kind, headers={"Cache-Control": "no-cache"})

    async def icon(self, _: Request) -> Response:
        """For browsers that ask without being told."""
        data, kind = _static("icon.svg")
        return Response(data, media_type=kind)

    # --- refusals -------------------------------------------------------------------------------------------------
    async def too_big(self, request: Request, _: Exception) -> Response:
        """The body grew beyond the limit while it was read."""
        lang = _lang(request)
        said = word("too_big", lang).format(
            mb=self.limits.request_bytes // 1_000_000, file_mb=self.limits.file_bytes // 1_000_000
        )
        response = self._refused(request, said, lang, 413)
        response.headers["Connection"] = "close"
        return response

    async def http_error(self, request: Request, error: Exception) -> Response:
        """Unknown addresses and forgotten answers."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        lang = _lang(request)
        return self._refused(request, word("gone", lang), lang, status)

    def _refused(self, request: Request, said: str, lang: str, status: int = 400) -> Response:
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"error": said}, status_code=status)
        return self._front(request, _known(lang), error=said, status=status)

    # --- parts ----------------------------------------------------------------------------------------------------
    def _job(self, request: Request) -> Job:
        job = self.jobs.find(request.path_params["job"])
        if job is None:
            raise HTTPException(404)
        return job

    def _entry(self, job: Job, request: Request) -> tuple[int, Entry]:
        n = request.path_params["n"]
        if not 1 <= n <= len(job.entries):
            raise HTTPException(404)
        return n, job.entries[n - 1]

    async def _seen(self, job: Job, entry: Entry, lang: str) -> Answer | None:
        try:
            return await self.jobs.answer(job, entry, "view", lang) if entry.state == "done" else None
        except InputError:
            return None

    async def _begun(self, request: Request, job: Job, lang: str) -> Response:
        if "application/json" in request.headers.get("accept", ""):
            address = _address(job, lang)
            return JSONResponse({"job": address, "status": f"/jobs/{job.name}/status?{urlencode({'lang': lang})}"})
        tasks = [task for entry in job.entries for task in entry.under_way.values()]
        await asyncio.wait(tasks, timeout=_PATIENCE)
        return RedirectResponse(_address(job, lang), status_code=303)

    def _choices(self, sent: Sent) -> Choices:
        """The switches as they were sent; a form without any (a script's) means the default ones."""
        packs = (
            tuple(p for p in PACKS if p in sent.fields.get("pack", [])) if "switches" in sent.fields else tuple(PACKS)
        )
        if not packs:
            raise UsageError(word("no_pack"), word("no_pack", "en"))
        off: tuple[str, ...] = ()
        if "rules_shown" in sent.fields:
            on = set(sent.fields.get("rule", []))
            off = tuple(r.id for pack in self.workers.catalogue for r in pack.rules if r.id not in on)
        day = sent.one("as_of").strip()
        if day:
            from phaply.desk import day_of

            day = day_of(day)
        return Choices(packs, off, day or None, "issued" if sent.one("stage") == "issued" else "draft")

    def _switches(self, choices: Choices | None, lang: str) -> dict[str, Any]:
        choices = choices or Choices()
        english = lang == "en"
        default = {p.id: p.default for p in self.workers.catalogue} or dict.fromkeys(PACKS, True)
        own = {p.id: p.en if english else p.vi for p in self.workers.catalogue}
        packs = []
        for name, used in default.items():
            vi, vi_note, en, en_note = PACKS.get(name, (own.get(name, name), "", own.get(name, name), ""))
            on = name in choices.packs if choices.packs else used
            packs.append((name, en if english else vi, en_note if english else vi_note, on))
        return {"choices": choices, "catalogue": self.workers.catalogue, "packs": packs}

    def _front(self, request: Request, lang: str, *, error: str = "", status: int = 200) -> Response:
        return self._render(
            request, "front.html.j2", lang, status, error=error, samples=SAMPLES, **self._switches(None, lang)
        )

    def _render(self, request: Request, template: str, lang: str, status: int = 200, **values: Any) -> Response:
        address = request.url.path if request.method == "GET" and request.url.path != "/rules" else "/"
        text = (
            _environment()
            .get_template(template)
            .render(
                lang=lang,
                w=lambda key: word(key, lang),
                limits=self.limits,
                day=_printed_day,
                minutes=round(self.limits.keep_seconds / 60),
                version=__version__,
                nonce=request.state.nonce,
                other=f"{address}?{urlencode({'lang': 'vi' if lang == 'en' else 'en'})}",
                query=f"?{urlencode({'lang': lang})}",
                **values,
            )
        )
        return HTMLResponse(text, status_code=status)


def _known(lang: str) -> str:
    return "en" if lang == "en" else "vi"


def _lang(request: Request) -> str:
    return _known(request.query_params.get("lang", "vi"))


def _printed_day(iso: str | None) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""


def _address(job: Job, lang: str, n: int | None = None) -> str:
    return f"/jobs/{job.name}{f'/{n}' if n else ''}?{urlencode({'lang': lang})}"
