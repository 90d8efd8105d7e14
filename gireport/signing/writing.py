"""The signature put into a file, after everything that is there (ISO 32000-1, 12.8; PAdES B-B, ETSI EN 319 142-1)."""

from __future__ import annotations

import asyncio
import re
import struct
import zlib
from contextlib import contextmanager
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from gireport.errors import Place, Problem, ProofError
from gireport.records import dataclass
from gireport.signing.appearance import THAI_TIME, alternative
from gireport.signing.identity import in_asn1
from gireport.signing.reading import quiet, signatures
from gireport.signing.widget import resolved, show, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.signers import SimpleSigner

    from gireport.signing.appearance import Appearance, Language
    from gireport.signing.identity import Identity

_MODIFIED = re.compile(rb"(<xmp:ModifyDate>)[^<]*(</xmp:ModifyDate>)")
_FIELD = "Signature{}"
# DER of one signature may differ by some bytes from another's (ECDSA writes two numbers without leading zeros).
_SPARE = 64


class Spot(NamedTuple):
    """Where a signature is seen: index of the page, and left and bottom edge in points; and what is seen there."""

    page: int
    left: float
    bottom: float
    appearance: Appearance


@dataclass(frozen=True, slots=True)
class Signing:
    """What is said with a signature: by whom, when, why, in which language."""

    identity: Identity
    moment: datetime
    reason: str
    language: Language


def sign(content: bytes, signing: Signing, find_spot: Callable[[], Spot] | None, file: str) -> bytes:
    """The file with one signature more; what was there stays as it was, byte by byte, before it. With `find_spot`,
    which is asked once the file is known to be one that can be signed, the signature is seen.

    Raises ProofError where the file cannot be read or is encrypted, where nothing may be added to it, or where a
    signature that it has does not hold. The result was read back, and every signature in it holds.
    """
    quiet()
    with _told_as_unreadable(file):
        _check_signable(content, file, is_seen=find_spot is not None)
    spot = find_spot() if find_spot else None
    with _told_as_unreadable(file):
        signed = _signed(content, signing, spot)
        holds = all(each.holds for each in signatures(signed))
    if not holds:
        raise ProofError(Problem("sign.would-break", Place(file)))
    return signed


@contextmanager
def _told_as_unreadable(file: str) -> Iterator[None]:
    """Raises ProofError for what the library makes of a file that is no PDF, or is damaged."""
    from pyhanko.pdf_utils.misc import PdfError

    # What it expects in a file and does not find comes as an error of Python as often as as one of its own.
    of_python = (
        ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RuntimeError, TypeError, ValueError,
        struct.error, zlib.error,
    )  # fmt: skip
    try:
        yield
    except (PdfError, *of_python) as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ProofError(Problem("sign.unreadable", Place(file), {"reason": reason})) from None


def _reader(content: bytes) -> PdfFileReader:
    from pyhanko.pdf_utils.reader import PdfFileReader

    return PdfFileReader(BytesIO(content))


def _check_signable(content: bytes, file: str, *, is_seen: bool) -> None:
    from pyhanko.sign.fields import MDPPerm

    reader = _reader(content)
    if reader.encrypted:
        raise ProofError(Problem("sign.encrypted", Place(file)))
    if any(each.docmdp_level == MDPPerm.NO_CHANGES for each in reader.embedded_signatures):
        raise ProofError(Problem("sign.locked", Place(file)))
    broken = [each.signer or each.field for each in signatures(content) if not each.holds]
    # Whatever is added to the structure of a signed file counts as a change of what was signed.
    if reader.embedded_signatures and is_seen:
        raise ProofError(Problem("sign.visible-after", Place(file)))
    if broken:
        raise ProofError(Problem("sign.broken-before", Place(file), {"signers": ", ".join(broken)}))


def _signed(content: bytes, signing: Signing, spot: Spot | None) -> bytes:
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
    from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
    from pyhanko.sign.signers.pdf_byterange import SignatureObject

    writer = _writer(content, signing.moment)
    digest = signing.identity.digest
    signer = _signer(signing.identity)
    box: Any = None
    if spot is not None:
        size = spot.appearance
        box = (spot.left, spot.bottom, spot.left + size.width, spot.bottom + size.height)
    spec = SigFieldSpec(_free_name(writer), on_page=spot.page if spot else 0, box=box)
    embedder: Any = PdfCMSEmbedder(spec).write_cms(spec.sig_field_name, writer)
    field = next(embedder)
    if spot is not None:
        words = alternative(signing.identity.name, signing.moment, signing.language)
        show(writer, field, spot.appearance, words)
        tag(writer, field)
    writer.register_extension(ESIC_EXTENSION_1)
    local = signing.moment.astimezone(THAI_TIME)
    room = 2 * (len(_made(signer, b"\0" * 64, digest)) + _SPARE)
    placeholder = SignatureObject(
        timestamp=local,
        subfilter=SigSeedSubFilter.PADES,
        name=signing.identity.name,
        reason=signing.reason or None,
        bytes_reserved=room,
    )
    embedder.send(SigObjSetup(sig_placeholder=placeholder))
    prepared, output = embedder.send(SigIOSetup(md_algorithm=digest))
    embedder.send(_made(signer, prepared.document_digest, digest))
    return bytes(output.getvalue())


def _made(signer: SimpleSigner, digest: bytes, algorithm: str) -> bytes:
    """The signature of a digest, in DER. It tells no time of its own: in PAdES the signature's dictionary does."""
    return bytes(asyncio.run(signer.async_sign(digest, algorithm, use_pades=True)).dump())


def _signer(identity: Identity) -> SimpleSigner:
    from asn1crypto import keys
    from cryptography.hazmat.primitives import serialization
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = identity.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    store = SimpleCertificateStore.from_certs([in_asn1(each) for each in identity.chain])
    return SimpleSigner(in_asn1(identity.certificate), keys.PrivateKeyInfo.load(key), store)


def _free_name(writer: IncrementalPdfFileWriter) -> str:
    """A name that no field of the file has."""
    form = resolved(writer.root, "/AcroForm", {})
    taken = {str(resolved(field.get_object(), "/T", "")) for field in resolved(form, "/Fields", [])}
    return next(name for number in range(1, len(taken) + 2) if (name := _FIELD.format(number)) not in taken)


def _writer(content: bytes, moment: datetime) -> IncrementalPdfFileWriter:
    """What writes an addition to the file, and says of the file that it was changed at that moment."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Writer(IncrementalPdfFileWriter):  # type: ignore[misc]
        # Its own way names itself as a producer and takes the present moment, in the document information alone.
        def _update_meta(self) -> None:
            info: Any = self._info.get_object() if self._info is not None else {}
            packet = resolved(self.root, "/Metadata", None)
            if packet is not None:
                words = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                data, count = _MODIFIED.subn(rb"\g<1>" + words + rb"\g<2>", packet.data)
                if not count:
                    return
                entries = {key: packet[key] for key in ("/Type", "/Subtype") if key in packet}
                self.root["/Metadata"] = self.add_object(generic.StreamObject(entries, stream_data=data))
                self.update_root()
            if "/ModDate" in info:
                info["/ModDate"] = generic.pdf_date(moment.astimezone(UTC))
                self.mark_update(self._info)

    return Writer(BytesIO(content))
