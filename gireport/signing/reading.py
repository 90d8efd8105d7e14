"""Who signed a file, when, and whether that still holds; whether the certificate can be trusted is not judged.

Whether a signature covers the file is told by its byte range alone; whether it holds is told by pyHanko, where that is
installed.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

from gireport.files import is_signed
from gireport.records import dataclass
from gireport.signing.identity import name_of

if TYPE_CHECKING:
    from datetime import datetime

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a file. What pyHanko would have to tell is empty or None where that is not installed."""

    field: str
    signer: str
    moment: datetime | None
    """When it was made, as the signer's machine said."""
    covers_whole_file: bool
    """Whether nothing was added to the file after it."""
    intact: bool | None
    """Whether what it covers is what was signed, by the key of its certificate."""
    only_signed_since: bool | None
    """Whether what was added after it is nothing but signatures; true where nothing was."""

    @property
    def holds(self) -> bool:
        """Whether it is known that what it covers, and all of the file that anybody sees, is as it was signed."""
        return self.intact is True and self.only_signed_since is True


def can_judge() -> bool:
    """Whether what judges signatures is installed."""
    return find_spec("pyhanko") is not None


@cache
def quiet() -> None:
    """Keeps the library from talking on standard error; what it has to say comes as exceptions and results."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.addHandler(logging.NullHandler())


def signatures(content: bytes) -> list[Signature]:
    """The signatures of a file, in the order in which they were made; none where it has none.

    Raises what the library raises of a file that is no PDF or is damaged; whoever reads files of others does so in a
    process with limits.
    """
    if not is_signed(content):
        return []
    if not can_judge():
        return [_by_range(found, len(content)) for found in _RANGE.finditer(content)]
    from pyhanko.pdf_utils.reader import PdfFileReader

    quiet()
    return [_judged(each) for each in PdfFileReader(BytesIO(content)).embedded_signatures]


def _by_range(found: re.Match[bytes], size: int) -> Signature:
    start, first, resumed, last = map(int, found.groups())
    # Between the two stretches is the signature itself, and nothing but that.
    return Signature("", "", None, start == 0 and first < resumed and resumed + last == size, None, None)


def _judged(embedded: Any) -> Signature:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    # No network, and no certificate that is trusted for being on this machine.
    status = validate_pdf_signature(embedded, ValidationContext(trust_roots=[], allow_fetching=False))
    level = status.modification_level
    return Signature(
        field=embedded.field_name,
        signer=name_of(embedded.signer_cert),
        moment=embedded.self_reported_timestamp,
        covers_whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        intact=bool(status.intact and status.valid),
        only_signed_since=level is not None
        and level <= ModificationLevel.FORM_FILLING
        and status.docmdp_ok is not False,
    )
