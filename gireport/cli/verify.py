"""`gireport verify`: proof of made briefs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gireport.cli.console import SHOWN_PROBLEMS, Console
from gireport.cli.options import data_options, talk_options
from gireport.cli.reading import ReadingWords
from gireport.cli.wording import Command, Option
from gireport.errors import ExitCode, MissingError, OutputError, Place, Problem, UsageError
from gireport.messages import describe, say
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.provenance import Provenance
    from gireport.brief.template import Template
    from gireport.dataset.dataset import Dataset
    from gireport.signing.reading import Signature
    from gireport.verify.proof import Part, Proof

_RESULT_VERSION = 1
VERAPDF, DATA, SIGNATURES = "veraPDF", "data", "signatures"
_PARTS = {
    "structure": "verify.part-structure",
    "text": "verify.part-text",
    "figures": "verify.part-figures",
    "signatures": "verify.part-signatures",
    "conformance": "verify.part-conformance",
}


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """The command's words, as typed."""

    files: tuple[str, ...]
    data: str | None
    compare_with: str | None
    reading: ReadingWords
    template: str | None
    without: tuple[str, ...]
    output_format: str
    verbose: bool
    quiet: bool

    def __post_init__(self) -> None:
        if self.data == self.compare_with == "-":
            raise UsageError(Problem("usage.stdin-twice"))
        if self.data is None:
            self.reading.refuse_all()


def verify(options: VerifyOptions) -> None:
    """Checks every file and says what is wrong with each; ends with exit 9 where anything is."""
    check_verifiers(options.without)
    console = Console(verbosity=options.verbose - options.quiet)
    proofs = []
    sources = None if DATA in options.without else _Sources(options)
    for file in options.files:
        console.detail("verify.checking", file=file)
        proofs.append(_proof(file, sources, options))
    if options.output_format == "json":
        ok = all(proof.holds for proof in proofs)
        console.result_json({"version": _RESULT_VERSION, "ok": ok, "files": [_as_json(proof) for proof in proofs]})
    else:
        for proof in proofs:
            console.result("\n".join(_told(proof)))
    if not all(proof.holds for proof in proofs):
        raise click.exceptions.Exit(ExitCode.UNPROVEN)


def check_verifiers(without: Sequence[str]) -> None:
    """Raises MissingError where what checks a file is not installed, before any work is done."""
    from importlib.util import find_spec

    if missing := [name for name in ("pikepdf", "pypdfium2") if find_spec(name) is None]:
        raise MissingError(Problem("verify.no-extra", facts={"missing": ", ".join(missing)}))
    if VERAPDF not in without:
        from gireport.verify.conformance import find_verapdf

        find_verapdf()


class _Sources:
    """Data and templates that files are compared with, each read once."""

    def __init__(self, options: VerifyOptions) -> None:
        from gireport.dataset.dataset import Dataset

        read = options.reading.read
        self.dataset: Dataset = Dataset.bundled() if options.data is None else read(options.data)
        self.older = None if options.compare_with is None else read(options.compare_with)
        self._named = options.template
        self._loaded: dict[str, Template] = {}

    def template(self, said: Provenance) -> Template:
        """The one that was named, or the built-in one that the file names. Raises TemplateError."""
        from gireport.brief.template import Template

        name = self._named or said.template.name
        if name not in self._loaded:
            self._loaded[name] = Template.load(name)
        return self._loaded[name]


def _proof(file: str, sources: _Sources | None, options: VerifyOptions) -> Proof:
    from gireport.brief.provenance import read_provenance
    from gireport.errors import TemplateError
    from gireport.verify.conformance import conformance_problems
    from gireport.verify.proof import LARGEST_FILE, Proof, examine_apart
    from gireport.verify.remaking import Remade, remake

    path = Path(file)
    try:
        if not path.is_file():
            raise OutputError(Problem("verify.no-file", Place(file)))
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise OutputError(Problem("verify.no-file", Place(file), {"reason": error.strerror or ""})) from None
    parts: dict[Part, tuple[Problem, ...]]
    if not content.startswith(b"%PDF-"):
        return Proof(file, {"structure": (Problem("verify.unreadable", facts={"reason": "%PDF-?"}),)})
    made: Remade | list[Problem] | None = None
    if sources is not None:
        said = read_provenance(content)
        try:
            made = (
                [Problem("verify.no-provenance")]
                if said is None
                else remake(said, sources.dataset, sources.template(said), sources.older)
            )
        except TemplateError as error:
            made = list(error.problems)
    remade = made if isinstance(made, Remade) else None
    parts = examine_apart(content, remade.brief if remade else None, remade.selection if remade else None)
    if isinstance(made, list):
        parts["figures"] = tuple(made)
    signed = _signatures(content, file, parts) if SIGNATURES not in options.without else ()
    if VERAPDF not in options.without:
        parts["conformance"] = tuple(conformance_problems(path, content))
    return Proof(file, parts, signed)


def _signatures(content: bytes, file: str, parts: dict[Part, tuple[Problem, ...]]) -> tuple[Signature, ...]:
    """The signatures of a file that has some, judged. Raises MissingError where what judges them is not there."""
    from gireport.files import is_signed

    if not is_signed(content):
        return ()
    from gireport.signing.reading import can_judge

    if not can_judge():
        raise MissingError(Problem("verify.no-sign-extra", Place(file)))
    from gireport.verify.signed import signature_problems, signatures_apart

    found = signatures_apart(content)
    parts["signatures"] = tuple(signature_problems(found))
    return found or ()


def _told(proof: Proof) -> list[str]:
    from gireport.dataset.characters import shown

    lines = [say("verify.holds" if proof.holds else "verify.fails", file=proof.file)]
    for each in proof.signatures:
        code = "verify.signed" if each.covers_whole_file else "verify.signed-in-part"
        lines.append("  " + say(code, signer=shown(each.signer), moment=each.moment or "?"))
    for part, problems in proof.parts.items():
        lines.append("  " + say(_PARTS[part], count=len(problems)))
        lines += ["  " + line for problem in problems[:SHOWN_PROBLEMS] for line in describe(problem).split("\n")]
        if len(problems) > SHOWN_PROBLEMS:
            lines.append("  " + say("problems.more", count=len(problems) - SHOWN_PROBLEMS))
    return lines


def _as_json(proof: Proof) -> dict[str, Any]:
    from gireport.verify.proof import PARTS

    return {
        "file": proof.file,
        "ok": proof.holds,
        "parts": {part: None if part not in proof.parts else not proof.parts[part] for part in PARTS},
        "signatures": [_signature_as_json(each) for each in proof.signatures],
        "problems": [
            {"part": part, "code": problem.code, "message": say(problem.code, **problem.facts), **problem.facts}
            for part, problems in proof.parts.items()
            for problem in problems
        ],
    }


def _signature_as_json(signature: Signature) -> dict[str, Any]:
    return {
        "field": signature.field,
        "signer": signature.signer,
        "time": signature.moment.isoformat() if signature.moment else None,
        "covers_whole_file": signature.covers_whole_file,
        "intact": signature.intact,
        "only_signed_since": signature.only_signed_since,
    }


def _run(**words: Any) -> None:
    reading = ReadingWords.taken_from(words)
    verify(VerifyOptions(reading=reading, **words))


command = Command(
    "verify",
    callback=_run,
    help_code="help.verify",
    params=[
        click.Argument(["files"], nargs=-1, required=True, metavar="PDF..."),
        *data_options(),
        Option(["--compare-with"], metavar="DATA", help_code="help.compare-with"),
        Option(["--template"], metavar="TEMPLATE", help_code="help.verify-template"),
        Option(
            ["--without"],
            type=click.Choice([VERAPDF, DATA, SIGNATURES], case_sensitive=False),
            multiple=True,
            help_code="help.without",
        ),
        *talk_options(),
    ],
)
