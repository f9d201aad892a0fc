"""The command line: commands, options, exit codes; nothing else.

Whatever is heavy is imported inside the command that needs it, so that `phaply --help` answers at once.
"""

import re
import sys
from collections.abc import Callable
from typing import Any

import click

from phaply import __version__
from phaply.errors import PhaplyError

__all__ = ["app", "main"]

_LANG = "phaply.lang"
_NO_COMMAND = re.compile(r"No such command '(.+?)'\..*", re.S)


def language() -> str:
    """The language of the running command: `vi`, or `en` where `--lang en` was given."""
    return str(click.get_current_context().meta.get(_LANG, "vi"))


def _keep_language(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        ctx.meta[_LANG] = value


lang_option = click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    callback=_keep_language,
    expose_value=False,
    is_eager=True,
    help="Ngôn ngữ của thông báo (mặc định: vi).",
)
out_option = click.option("-o", "--out", default="-", metavar="OUT", help="Tệp kết quả; - là đầu ra chuẩn.")


class Doors(click.Group):
    """A group whose foreseen failures end as one sentence on standard error and the contract's exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; PhaplyError becomes its sentence and its exit code."""
        try:
            return super().invoke(ctx)
        except PhaplyError as error:
            click.echo(error.sentence(str(ctx.meta.get(_LANG, "vi"))), err=True)
            ctx.exit(error.exit_code)

    def main(self, *args: Any, **extra: Any) -> Any:
        """As click's own, but wrong use is told in one sentence."""
        standalone = extra.pop("standalone_mode", True)
        run: Callable[..., Any] = super().main
        if not standalone:
            return run(*args, standalone_mode=False, **extra)
        try:
            code = run(*args, standalone_mode=False, **extra)
        except click.UsageError as error:
            click.echo(_wrong_use(error), err=True)
            code = 2
        except click.ClickException as error:
            click.echo(error.format_message(), err=True)
            code = 2
        except click.Abort:
            code = 130
        sys.exit(code if isinstance(code, int) else 0)


def _wrong_use(error: click.UsageError) -> str:
    """One sentence on what is wrong with the command as typed."""
    ctx = error.ctx
    if ctx is not None and error.message == ctx.get_help():
        return error.message  # the command alone asks for its help
    english = ctx is not None and ctx.meta.get(_LANG) == "en"
    command = ctx.command_path if ctx is not None else "phaply"
    if english:
        return f"{error.format_message()} (see {command} --help)"
    match error:
        case click.NoSuchOption():
            what = f"không có tuỳ chọn {error.option_name}"
        case click.MissingParameter():
            what = f"thiếu {(error.param.human_readable_name if error.param else '').upper()}"
        case click.BadParameter():
            name = error.param.get_error_hint(ctx) if error.param and ctx else ""
            what = f"giá trị của {name} không hợp lệ: {error.message}"
        case _ if m := _NO_COMMAND.fullmatch(error.message):
            what = f"không có lệnh {m[1]}"
        case _:
            what = error.message
    return f"Lệnh chưa đúng: {what.rstrip('.')} (xem {command} --help)."


@click.group(cls=Doors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="phaply")
@lang_option
def app() -> None:
    """Đọc kế hoạch hành chính, vẽ đồ thị căn cứ - nhiệm vụ - thời hạn và kiểm tra, có dẫn chứng."""


ocr_option = click.option(
    "--ocr", is_flag=True, help="Nhận dạng chữ trong ảnh chụp, bản quét (cần tesseract với tiếng Việt); chữ có thể sai."
)


@app.command()
@click.argument("file")
@click.option(
    "-f", "--format", "form", type=click.Choice(["json", "tree", "akn"]), default="json", help="Dạng kết quả."
)
@ocr_option
@out_option
@lang_option
def parse(file: str, form: str, ocr: bool, out: str) -> None:
    """Đọc FILE và cho biết đã hiểu gì: phần đầu, bố cục, viện dẫn, nhiệm vụ, thời hạn.

    FILE là - thì đọc từ đầu vào chuẩn.
    """
    from phaply.output import deliver
    from phaply.parse import parse as parse_document
    from phaply.readers import read

    plan = parse_document(read(sys.stdin.buffer.read() if file == "-" else file, ocr=ocr))
    if form == "tree":
        from phaply.report.plan_tree import plan_tree

        deliver(plan_tree(plan, language()).encode("utf-8"), out)
        return
    if form == "akn":
        from phaply.report.akn import plan_to_akn

        deliver(plan_to_akn(plan), out)
        return
    from phaply.contract import encode, plan_to_json

    deliver(encode(plan_to_json(plan)), out)


class ManyValues(click.Command):
    """A command some of whose options take all the values that follow, as the contract writes them: `--against A B`."""

    many = ("--against", "--rules")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat such an option before each of its values."""
        result: list[str] = []
        option: str | None = None
        for i, arg in enumerate(args):
            if arg == "--":
                return super().parse_args(ctx, [*result, *args[i:]])
            if arg in self.many:
                option = arg
                if i + 1 == len(args):
                    result.append(arg)  # click says that its value is missing
            elif option is not None and (arg == "-" or not arg.startswith("-")):
                result += [option, arg]
            else:
                option = None
                result.append(arg)
        return super().parse_args(ctx, result)


@app.command(cls=ManyValues)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--against", multiple=True, metavar="UPSTREAM...", help="Kế hoạch, quyết định cấp trên để đối chiếu.")
@click.option("--library", metavar="FOLDER", help="Thư mục chứa văn bản cấp trên; tự tìm văn bản được viện dẫn.")
@click.option(
    "--rules", multiple=True, metavar="PACK...", help="Bộ quy tắc: tên hoặc thư mục (mặc định: tất cả bộ có sẵn)."
)
@click.option("--as-of", metavar="DATE", help="Xét theo ngày này thay cho ngày của văn bản.")
@click.option("--stage", type=click.Choice(["draft", "issued"]), default="draft", help="Dự thảo hay đã ban hành.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["terminal", "json", "jsonl", "html", "docx", "xlsx", "sarif", "junit"]),
    help="Dạng báo cáo (mặc định: theo đuôi tệp kết quả, không có thì terminal).",
)
@click.option(
    "-o",
    "--out",
    multiple=True,
    default=["-"],
    metavar="OUT",
    help="Tệp kết quả, nêu được nhiều lần; - là đầu ra chuẩn.",
)
@click.option("--fix", is_flag=True, help="Với docx: đề xuất các chỗ sửa máy móc bằng Track Changes.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    default="error",
    help="Mã thoát 1 khi có phát hiện từ mức này.",
)
@click.option("--config", metavar="FILE", help="Tệp phaply.yaml (mặc định: tìm từ thư mục hiện hành trở lên).")
@ocr_option
@lang_option
def check(files: tuple[str, ...], as_of: str | None, **options: Any) -> None:
    """Kiểm tra FILE theo các bộ quy tắc và, nếu có, theo văn bản cấp trên; nêu phát hiện kèm dẫn chứng và căn cứ."""
    from phaply.desk import Request, check_files, day_of

    lang = language()
    request = Request(files=files, as_of=day_of(as_of) if as_of else None, lang=lang, **options)
    click.get_current_context().exit(
        check_files(request, lambda error: click.echo(error.sentence(lang), err=True)),
    )


class FolderFirst(click.Group):
    """`phaply audit FOLDER…` as the contract writes it, with a few words that ask the results: a folder of such a name is `./report`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Whatever is no word of the group is a folder to audit."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help of the audit itself, then the words."""
        command = self.commands["run"]
        command.format_help(click.Context(command, parent=ctx.parent, info_name=ctx.info_name), formatter)
        self.format_commands(ctx, formatter)


@app.group(cls=FolderFirst, context_settings={"help_option_names": ["-h", "--help"]})
def audit() -> None:
    """Kiểm tra nhiều kế hoạch cùng lúc, chạy tiếp được khi bị ngắt; bảng tổng hợp và bảng dữ liệu."""


@audit.command("run", cls=ManyValues, hidden=True)
@click.argument("sources", nargs=-1, required=True, metavar="FOLDER...")
@click.option(
    "-o", "--out", required=True, metavar="OUT", help="Thư mục nhận kết quả; chạy lại thì làm tiếp phần còn thiếu."
)
@click.option("--against", multiple=True, metavar="UPSTREAM...", help="Kế hoạch, quyết định cấp trên để đối chiếu.")
@click.option(
    "--rules", multiple=True, metavar="PACK...", help="Bộ quy tắc: tên hoặc thư mục (mặc định: tất cả bộ có sẵn)."
)
@click.option("--as-of", metavar="DATE", help="Xét theo ngày này thay cho ngày của văn bản.")
@click.option("--stage", type=click.Choice(["draft", "issued"]), default="issued", help="Dự thảo hay đã ban hành.")
@click.option(
    "--units", metavar="LIST", help="Danh sách đơn vị, mỗi dòng một đơn vị, để biết nơi nào chưa có kế hoạch."
)
@click.option(
    "-j", "--workers", type=click.IntRange(0), default=0, help="Số tiến trình (mặc định: mỗi nhân một tiến trình)."
)
@click.option("--cluster", metavar="ADDRESS", help="Chạy trên cụm dask.distributed, ví dụ tcp://may-chu:8786.")
@click.option("--timeout", type=float, default=60.0, help="Số giây cho mỗi tệp (mặc định: 60).")
@click.option("--memory", type=int, default=2000, help="Số MB bộ nhớ cho mỗi tệp (mặc định: 2000).")
@click.option("--retry", is_flag=True, help="Làm lại các tệp lần trước bị bỏ qua vì quá thời gian, bộ nhớ hoặc lỗi.")
@click.option(
    "--reports", type=click.IntRange(0), default=50, help="Số kế hoạch có báo cáo riêng, xấu nhất trước (mặc định: 50)."
)
@click.option("--progress", type=click.Choice(["auto", "plain", "json"]), default="auto", help="Dạng tiến độ.")
@click.option("--quiet", is_flag=True, help="Không in tiến độ và tổng kết.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    default="never",
    help="Mã thoát 1 khi có phát hiện từ mức này.",
)
@click.option("--config", metavar="FILE", help="Tệp phaply.yaml.")
@ocr_option
@lang_option
def audit_run(sources: tuple[str, ...], as_of: str | None, quiet: bool, progress: str, **options: Any) -> None:
    """Kiểm tra mọi kế hoạch trong FOLDER: thư mục, tệp .zip, từng tệp, hoặc @DANH-SÁCH (mỗi dòng một đường dẫn)."""
    from phaply.audit.command import Request, run
    from phaply.desk import day_of

    request = Request(
        sources=sources,
        as_of=day_of(as_of) if as_of else None,
        progress="quiet" if quiet else progress,  # type: ignore[arg-type]  # click has checked it
        lang=language(),
        **options,
    )
    click.get_current_context().exit(run(request, lambda said: click.echo(said, err=True)))


@audit.command("report")
@click.argument("out", metavar="OUT")
@click.option("--units", metavar="LIST", help="Danh sách đơn vị, mỗi dòng một đơn vị.")
@click.option(
    "--reports", type=click.IntRange(0), default=50, help="Số kế hoạch có báo cáo riêng, xấu nhất trước (mặc định: 50)."
)
@click.option("--today", metavar="DATE", help="Thời hạn phía trước tính từ ngày này.")
@click.option("--plan", metavar="FILE", help="Chỉ viết báo cáo của kế hoạch này (tên như trong kết quả).")
@lang_option
def audit_report(out: str, units: str | None, reports: int, today: str | None, plan: str | None) -> None:
    """Viết lại bảng tổng hợp (HTML, Excel) từ kết quả trong OUT."""
    from phaply.audit.reporting import report, report_of_plan
    from phaply.desk import day_of

    if plan is not None:
        click.echo(report_of_plan(out, plan))
        return
    click.echo(report(out, units=units, reports=reports, today=day_of(today) if today else None, lang=language()))


@audit.command("query")
@click.argument("out", metavar="OUT")
@click.argument("sql", metavar="SQL")
@click.option(
    "-f", "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="Dạng kết quả."
)
@lang_option
def audit_query(out: str, sql: str, form: str) -> None:
    """Hỏi bảng dữ liệu trong OUT bằng SQL (chỉ đọc); - thì đọc câu hỏi từ đầu vào chuẩn."""
    from phaply.audit.command import answer
    from phaply.output import deliver

    deliver(answer(out, sql, form), "-")


@audit.command("export")
@click.argument("out", metavar="OUT")
@click.argument("folder", metavar="FOLDER")
@click.option("-f", "--format", "form", type=click.Choice(["parquet", "csv"]), default="parquet", help="Dạng tệp.")
@lang_option
def audit_export(out: str, folder: str, form: str) -> None:
    """Xuất các bảng dữ liệu trong OUT thành tệp Parquet hoặc CSV vào FOLDER."""
    from phaply.audit.store import export

    for path in export(out, form, folder):
        click.echo(path)


@app.group(context_settings={"help_option_names": ["-h", "--help"]})
@lang_option
def rules() -> None:
    """Các bộ quy tắc: liệt kê, xem, chạy ví dụ, xuất tài liệu."""


@rules.command("list")
@click.option("--rules", "packs", multiple=True, metavar="PACK", help="Chỉ những bộ này.")
@lang_option
def rules_list(packs: tuple[str, ...]) -> None:
    """Liệt kê quy tắc: mã, mức, nội dung; dấu ? là chỉ đề nghị xem lại."""
    from phaply.desk import list_rules
    from phaply.output import deliver

    deliver(list_rules(packs, language()).encode("utf-8"), "-")


@rules.command("show")
@click.argument("name", metavar="ID")
@click.option("--rules", "packs", multiple=True, metavar="PACK", help="Tìm trong những bộ này.")
@lang_option
def rules_show(name: str, packs: tuple[str, ...]) -> None:
    """Xem một quy tắc: nội dung, nguồn, cách sửa, ví dụ."""
    from phaply.desk import show_rule
    from phaply.output import deliver

    deliver(show_rule(name, packs).encode("utf-8"), "-")


@rules.command("test")
@click.argument("path", required=False)
@lang_option
def rules_test(path: str | None) -> None:
    """Chạy ví dụ của bộ quy tắc hoặc tệp quy tắc ở PATH (mặc định: tất cả bộ có sẵn)."""
    from phaply.desk import test_rules

    well = True
    for good, line in test_rules(path):
        well = well and good
        click.echo(line, err=not good)
    if not well:
        click.get_current_context().exit(2)


@rules.command("docs")
@click.option("-o", "--out", required=True, metavar="DIR", help="Thư mục nhận các trang Markdown.")
@click.option("--rules", "packs", multiple=True, metavar="PACK", help="Chỉ những bộ này.")
@lang_option
def rules_docs(out: str, packs: tuple[str, ...]) -> None:
    """Xuất tài liệu: mỗi quy tắc một trang Markdown, và một trang mục lục."""
    from phaply.desk import write_docs

    click.echo(f"{write_docs(out, packs)} → {out}", err=True)


@app.command()
@click.argument("sources", nargs=-1, metavar="FILE|FOLDER...")
@click.option(
    "-o",
    "--out",
    metavar="OUT",
    help="Tệp .graphml, .gexf, .json, .html, .parquet, .ttl, .jsonld; - là JSON ra đầu ra chuẩn.",
)
@click.option(
    "--into", metavar="GRAPH", help="Thêm vào đồ thị đã ghi (.json, .graphml, .parquet); văn bản đã có thì bỏ qua."
)
@click.option(
    "--columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Tên cột của JSONL/Parquet nếu khác thường: text=noi_dung_vb.",
)
@click.option("--at", metavar="DATE", help="Chỉ giữ những gì đã ban hành đến ngày này.")
@click.option("--around", metavar="NUMBER", help="Văn bản ở giữa hình vẽ .html.")
@click.option(
    "--summary", is_flag=True, help="In các chỉ số: viện dẫn nhiều nhất, PageRank, chuỗi, vòng, căn cứ hết hiệu lực."
)
@click.option(
    "--why",
    nargs=2,
    metavar="DOCUMENT ON",
    help="Vì sao văn bản này phụ thuộc văn bản kia: đường viện dẫn kèm dẫn chứng.",
)
@click.option("--acts", metavar="FOLDER", help="Thư mục văn bản đã nhập bằng phaply acts import.")
@lang_option
def graph(sources: tuple[str, ...], at: str | None, why: tuple[str, str] | None, **options: Any) -> None:
    """Dựng đồ thị viện dẫn của tệp, thư mục, zip, JSONL(.gz), Parquet và ghi ra OUT."""
    from phaply.bench import GraphRequest, draw_graph
    from phaply.desk import day_of

    request = GraphRequest(sources, at=day_of(at) if at else None, why=why or None, lang=language(), **options)
    click.get_current_context().exit(draw_graph(request, lambda line: click.echo(line, err=True)))


@app.group(context_settings={"help_option_names": ["-h", "--help"]})
@lang_option
def acts() -> None:
    """Các văn bản đã biết: tìm, xem, nhập thêm."""


own_acts_option = click.option(
    "--acts", "folder", metavar="FOLDER", help="Thư mục văn bản tự nhập (mặc định: phaply-acts)."
)


@acts.command("find")
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="Số kết quả nhiều nhất.")
@own_acts_option
@lang_option
def acts_find(words: tuple[str, ...], limit: int, folder: str | None) -> None:
    """Tìm văn bản có mọi chữ trong WORDS ở số hoặc tên."""
    from phaply.bench import find_acts
    from phaply.output import deliver

    text, any_found = find_acts(words, limit, folder, language())
    if any_found:
        deliver(text.encode("utf-8"), "-")
    else:
        click.echo(text.rstrip(), err=True)


@acts.command("show")
@click.argument("name", metavar="NUMBER")
@click.option("--on", metavar="DATE", help="Cho biết còn hiệu lực vào ngày này không.")
@own_acts_option
@lang_option
def acts_show(name: str, on: str | None, folder: str | None) -> None:
    """Xem một văn bản theo số, ký hiệu hoặc tên: ngày, hiệu lực, văn bản sửa đổi, thay thế."""
    from phaply.bench import show_act
    from phaply.desk import day_of
    from phaply.output import deliver

    deliver(show_act(name, day_of(on) if on else None, folder, language()).encode("utf-8"), "-")


@acts.command("import")
@click.argument("file")
@own_acts_option
@lang_option
def acts_import(file: str, folder: str | None) -> None:
    """Nhập danh mục văn bản (TSV, JSONL) vào thư mục riêng."""
    from phaply.bench import take_in

    click.echo(take_in(file, folder, language()).rstrip(), err=True)


@app.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ mở trang; mặc định chỉ máy này vào được.")
@click.option("--port", default=8346, show_default=True, type=click.IntRange(0, 65535), help="Cổng.")
@lang_option
def serve(host: str, port: int) -> None:
    """Mở trang kiểm tra văn bản trong trình duyệt, trên chính máy này."""
    from phaply.web.server import serve as serve_page

    serve_page(host, port, lambda line: click.echo(line, err=True), language())


def main() -> None:
    """The entry point `phaply`."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe or a file gets UTF-8 on every system; a terminal keeps its own letters, and a sign it lacks stops nothing.
        if hasattr(stream, "reconfigure"):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")
    app()
