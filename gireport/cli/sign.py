"""`gireport sign`: signatures on made briefs."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gireport.cli.console import Console
from gireport.cli.options import talk_options
from gireport.cli.password import read_password
from gireport.cli.wording import Command, Option
from gireport.errors import GireportError, MissingError, OutputError, Place, Problem, ProofError, UsageError
from gireport.records import dataclass

if TYPE_CHECKING:
    from gireport.signing.writing import Signing, Spot

_RESULT_VERSION = 1
_NEEDED = ("asn1crypto", "cryptography", "pyhanko", "pypdfium2")
_LARGEST_FILE = 64 * 2**20  # bytes, as `gireport verify` reads
_AT = re.compile(r"(\d{1,4}(?:\.\d{1,2})?),(\d{1,4}(?:\.\d{1,2})?)", re.ASCII)
_MILLIMETRE = 72 / 25.4
_LONGEST_REASON = 120
_NAME = "{name}"


@dataclass(frozen=True, slots=True)
class SignOptions:
    """The command's words, as typed."""

    files: tuple[str, ...]
    pkcs12: str
    password_file: str | None
    visible: bool
    page: int | None
    at: str | None
    lang: Any
    reason: str | None
    time: str | None
    output: str | None
    in_place: bool
    force: bool
    dry_run: bool
    output_format: str
    verbose: bool
    quiet: bool

    def __post_init__(self) -> None:
        problems = []
        if (self.output is None) != self.in_place:
            problems.append(Problem("sign.where"))
        for option, value in (("--page", self.page), ("--at", self.at)):
            if value is not None and not self.visible:
                problems.append(Problem("sign.needs-visible", facts={"option": option}))
        if problems:
            raise UsageError(problems)


@dataclass(frozen=True, slots=True)
class _Signed:
    """A file with its signature, and where it goes."""

    file: str
    target: Path
    before: bytes
    content: bytes
    page: int | None


def sign(options: SignOptions) -> None:
    """Signs every file, then writes them all; where one cannot be signed, none is written."""
    moment, at, reason = _moment(options.time), _at(options.at), _reason(options.reason)
    targets = _targets(options)
    _check_installed()
    console = Console(verbosity=options.verbose - options.quiet)
    from gireport.signing.identity import load_identity
    from gireport.signing.writing import Signing

    key = _read(options.pkcs12, "sign.no-key-file", UsageError)
    now = datetime.now(UTC)
    identity = load_identity(key, read_password(options.password_file, options.pkcs12), options.pkcs12, (moment, now))
    signing = Signing(identity, moment, reason, options.lang)
    signed, problems = list[_Signed](), list[GireportError]()
    for file, target in zip(options.files, targets, strict=True):
        console.detail("sign.signing", file=file)
        try:
            signed.append(_sign_one(file, target, signing, at, options, console))
        except GireportError as error:
            problems.append(error)
    if problems:
        raise type(problems[0])([problem for error in problems for problem in error.problems])
    if options.dry_run:
        console.talk("build.dry-run")
    else:
        _write(signed)
    _tell(signed, signing, console, options)


def _sign_one(
    file: str,
    target: Path,
    signing: Signing,
    at: tuple[float, float] | None,
    options: SignOptions,
    console: Console,
) -> _Signed:
    from gireport.signing.writing import sign as signed

    if not options.in_place:
        from gireport.files import check_replaceable

        check_replaceable(target, force=options.force, command=_command(options))
    content = _read(file, "verify.no-file", OutputError)
    if not content.startswith(b"%PDF-"):
        raise ProofError(Problem("sign.not-pdf", Place(file)))
    spots: list[Spot] = []

    def find_spot() -> Spot:
        spots.append(_spot(content, file, signing, at, options.page, console))
        return spots[0]

    made = signed(content, signing, find_spot if options.visible else None, file)
    return _Signed(file, target, content, made, spots[0].page + 1 if spots else None)


def _spot(
    content: bytes,
    file: str,
    signing: Signing,
    at: tuple[float, float] | None,
    number: int | None,
    console: Console,
) -> Spot:
    """Where the signature is seen. Raises UsageError where it cannot be there."""
    from gireport.pdf.tagged import UnreadableError
    from gireport.signing.appearance import draw
    from gireport.signing.writing import Spot
    from gireport.verify.blank import count_pages, drawn_page

    try:
        pages = count_pages(content)
        number = pages if number is None else number
        if not 1 <= number <= pages:
            raise UsageError(Problem("sign.no-page", Place(file), {"page": number, "pages": pages}))
        page = drawn_page(content, number - 1)
    except UnreadableError as error:
        raise ProofError(Problem("sign.unreadable", Place(file), {"reason": str(error)})) from None
    looks = draw(signing.identity.name, signing.moment, signing.reason, signing.language)
    size = [round(side / _MILLIMETRE) for side in (looks.width, looks.height)]
    facts = {"page": number, "width": size[0], "height": size[1]}
    if page.turned:
        raise UsageError(Problem("sign.page-turned", Place(file), facts))
    place = at or page.room_below_print(looks.width, looks.height)
    if place is None:
        raise UsageError(Problem("sign.no-room", Place(file), facts))
    if place[0] + looks.width > page.width or place[1] + looks.height > page.height:
        raise UsageError(Problem("sign.off-page", Place(file), facts))
    if not page.is_blank(*place, looks.width, looks.height):
        console.warn(Problem("sign.over-print", Place(file), facts))
    return Spot(number - 1, *place, looks)


def _write(signed: list[_Signed]) -> None:
    """Puts the files in their places. Raises OutputError, before any is written, where one was changed since."""
    from gireport.files import write_file

    changed = [each for each in signed if _read(each.file, "verify.no-file", OutputError) != each.before]
    if changed:
        raise OutputError([Problem("sign.changed-meanwhile", Place(each.file)) for each in changed])
    for each in signed:
        write_file(each.target, each.content)


def _tell(signed: list[_Signed], signing: Signing, console: Console, options: SignOptions) -> None:
    if options.output_format == "text":
        for each in signed:
            console.result(str(each.target))
        return
    console.result_json(
        {
            "version": _RESULT_VERSION,
            "signer": signing.identity.name,
            "time": signing.moment.isoformat(),
            "written": not options.dry_run,
            "files": [{"file": each.file, "output": str(each.target), "page": each.page} for each in signed],
        }
    )


def _check_installed() -> None:
    from importlib.util import find_spec

    if missing := [name for name in _NEEDED if find_spec(name) is None]:
        raise MissingError(Problem("sign.no-extra", facts={"missing": ", ".join(missing)}))


def _read(file: str, code: str, kind: type[GireportError]) -> bytes:
    """What is in the file. Raises an error of that kind where it cannot be read, or is larger than is read."""
    try:
        if not Path(file).is_file():
            raise FileNotFoundError(2, os.strerror(2))
        with Path(file).open("rb") as stream:
            content = stream.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise kind(Problem(code, Place(file), {"reason": error.strerror or str(error)})) from None
    if len(content) > _LARGEST_FILE:
        raise kind(Problem("sign.too-large", Place(file), {"most": _LARGEST_FILE // 2**20}))
    return content


def _moment(text: str | None) -> datetime:
    """The time of signing, to the second. Raises UsageError where it is none, or still to come."""
    value = text or os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.now(UTC).replace(microsecond=0)
    if not value:
        return now
    from gireport.dataset.characters import shown

    try:
        moment = datetime.fromisoformat(value) if text else datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError):
        moment = None
    if moment is None or moment.tzinfo is None:
        code = "sign.time" if text else "usage.source-date-epoch"
        raise UsageError(Problem(code, facts={"value": shown(value)}))
    moment = moment.astimezone(UTC).replace(microsecond=0)
    if moment > now:
        raise UsageError(Problem("sign.future", facts={"moment": f"{moment:%Y-%m-%d %H:%MZ}"}))
    return moment


def _at(text: str | None) -> tuple[float, float] | None:
    """The place that `--at` names, in points. Raises UsageError."""
    if text is None:
        return None
    match = _AT.fullmatch(text.replace(" ", ""))
    if match is None:
        from gireport.dataset.characters import shown

        raise UsageError(Problem("sign.at", facts={"value": shown(text)}))
    return float(match[1]) * _MILLIMETRE, float(match[2]) * _MILLIMETRE


def _reason(text: str | None) -> str:
    from gireport.dataset.characters import refused, shown

    reason = (text or "").strip()
    if len(reason) > _LONGEST_REASON or refused(reason) or "\n" in reason:
        raise UsageError(Problem("sign.reason", facts={"value": shown(reason), "most": _LONGEST_REASON}))
    return reason


def _targets(options: SignOptions) -> list[Path]:
    """Where each file goes. Raises UsageError where two would be one, or one of those that are signed, or where the
    pattern is none.
    """
    targets = [Path(file) if options.output is None else _target(file, options.output) for file in options.files]
    places = [target.resolve() for target in targets]
    sources = {Path(file).resolve() for file in options.files}
    doubtful = [
        target
        for target, place in zip(targets, places, strict=True)
        if places.count(place) > 1 or (place in sources and not options.in_place)
    ]
    if doubtful:
        raise UsageError([Problem("sign.same-output", Place(str(target))) for target in dict.fromkeys(doubtful)])
    return targets


def _target(file: str, output: str) -> Path:
    """Where a file goes by `--output`. Raises UsageError."""
    from gireport.files import in_folder

    if set("{}") & set(output.replace(_NAME, "")):
        raise UsageError(Problem("usage.pattern", facts={"value": output, "keys": "name"}))
    path = Path(output.replace(_NAME, Path(file).stem))
    target = in_folder(path, Path(file).name)
    if target == path and path.suffix.lower() != ".pdf":
        raise UsageError(Problem("sign.output", facts={"value": str(path)}))
    return target


def _command(options: SignOptions) -> list[str]:
    """The command as it can be typed again."""
    given = (
        ("--pkcs12", options.pkcs12),
        ("--password-file", options.password_file),
        ("--page", None if options.page is None else str(options.page)),
        ("--at", options.at),
        ("--lang", options.lang if options.lang != "th" else None),
        ("--reason", options.reason),
        ("--time", options.time),
        ("--output", options.output),
    )
    words = [word for flag, value in given if value is not None for word in (flag, value)]
    return ["gireport", "sign", *options.files, *words, *["--visible"] * options.visible]


def _run(**words: Any) -> None:
    sign(SignOptions(**words))


command = Command(
    "sign",
    callback=_run,
    help_code="help.sign",
    params=[
        click.Argument(["files"], nargs=-1, required=True, metavar="PDF..."),
        Option(["--pkcs12"], metavar="FILE", required=True, help_code="help.key-file"),
        Option(["--password-file"], metavar="FILE", help_code="help.password-file"),
        Option(["--visible"], is_flag=True, help_code="help.visible"),
        Option(["--page"], type=click.IntRange(min=1), metavar="NUMBER", help_code="help.sign-page"),
        Option(["--at"], metavar="MM,MM", help_code="help.sign-at"),
        Option(
            ["--lang"], type=click.Choice(["th", "en"]), default="th", show_default=True, help_code="help.sign-lang"
        ),
        Option(["--reason"], metavar="TEXT", help_code="help.reason"),
        Option(["--time"], metavar="TIME", help_code="help.sign-time"),
        Option(["-o", "--output"], metavar="PATH", help_code="help.sign-output"),
        Option(["--in-place"], is_flag=True, help_code="help.in-place"),
        Option(["--force"], is_flag=True, help_code="help.force"),
        Option(["-n", "--dry-run"], is_flag=True, help_code="help.sign-dry-run"),
        *talk_options(),
    ],
)
