"""Who signs: the key and certificates of a PKCS#12 file (RFC 7292), and whether they may sign at that time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gireport.dataset.characters import refused, shown
from gireport.errors import Place, Problem, UsageError
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asn1crypto.x509 import Certificate
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    Key = RSAPrivateKey | EllipticCurvePrivateKey

LARGEST_PKCS12 = 2**20  # bytes; such a file holds a key and some certificates
_LEAST_RSA = 2048  # bits, NIST SP 800-131A
_CURVES = {"secp256r1": "sha256", "secp384r1": "sha384", "secp521r1": "sha512"}
_BROKEN_DIGESTS = frozenset({"md5", "sha1"})
# Of a certificate that is for certain purposes only, those of which one is signing documents: any purpose and e-mail
# (RFC 5280, 4.2.1.12), documents (RFC 9336), and the two that came before it, of Microsoft and Adobe.
_PURPOSES = frozenset(
    {"2.5.29.37.0", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.311.10.3.12", "1.2.840.113583.1.1.5"}
)
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Identity:
    """A name, the key that signs for it, its certificate, and those of the authorities above it."""

    name: str
    key: Key
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    digest: str
    """The hash that goes with the key, such as "sha256"."""

    def __repr__(self) -> str:  # a key in a message would be one too many
        return f"Identity({self.name!r})"


def load_identity(content: bytes, password: bytes, file: str, moments: tuple[datetime, ...]) -> Identity:
    """The identity in a PKCS#12 file, fit to sign at each of the `moments`. Raises UsageError with all that speaks
    against it; neither the password nor the key is in any message.
    """
    from cryptography.hazmat.primitives.serialization import pkcs12

    place = Place(file)
    if not _is_pkcs12(content):
        raise UsageError(Problem("sign.not-pkcs12", place))
    try:
        # Some programs write an empty password as none.
        store = pkcs12.load_pkcs12(content, password or None)
    except ValueError as error:
        # The library tells a wrong password from a damaged file by its words only.
        code = "sign.wrong-password" if "password" in str(error).lower() else "sign.pkcs12-damaged"
        raise UsageError(Problem(code, place)) from None
    except Exception as error:  # a kind of encryption that is not known, and whatever a spoilt file brings about
        raise UsageError(Problem("sign.pkcs12-damaged", place, {"reason": type(error).__name__})) from None
    if store.key is None or store.cert is None:
        raise UsageError(Problem("sign.no-key", place))
    certificate = store.cert.certificate
    # Asked of cryptography, it would warn of any name longer than 64 bytes, which many a Thai one is.
    name, digest = name_of(in_asn1(certificate)), _digest(store.key)
    problems = [*_time_problems(certificate, moments), *_fitness_problems(certificate)]
    if not digest:
        problems.append(Problem("sign.key-kind", facts={"least": _LEAST_RSA}))
    if not name or len(name) > _LONGEST_NAME or refused(name):
        problems.append(Problem("sign.name", facts={"value": shown(name)}))
    if problems:
        raise UsageError([Problem(each.code, place, each.facts) for each in problems])
    chain = tuple(other.certificate for other in store.additional_certs)
    return Identity(name, store.key, certificate, chain, digest)  # type: ignore[arg-type]  # one that has a digest


def _is_pkcs12(content: bytes) -> bool:
    """Whether it begins as such a file: a sequence whose first entry is the version 3 (RFC 7292, 4)."""
    return content[:1] == b"\x30" and b"\x02\x01\x03" in content[:16]


def in_asn1(certificate: x509.Certificate) -> Certificate:
    """The same certificate as pyHanko wants it."""
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.serialization import Encoding

    return Certificate.load(certificate.public_bytes(Encoding.DER))


def name_of(certificate: Certificate) -> str:
    """The name that a certificate is for: the common name, or else that of the organisation; empty for none."""
    parts = [attribute for part in certificate.subject.chosen for attribute in part]
    for kind in ("common_name", "organization_name"):
        for attribute in parts:
            if attribute["type"].native == kind and (text := str(attribute["value"].native).strip()):
                return text
    return ""


def _digest(key: object) -> str:
    """The hash to sign with; empty where the key is of another kind than every reader of PDF 1.7 knows, or weak."""
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    if isinstance(key, rsa.RSAPrivateKey):
        return "sha256" if key.key_size >= _LEAST_RSA else ""
    return _CURVES.get(key.curve.name, "") if isinstance(key, ec.EllipticCurvePrivateKey) else ""


def _time_problems(certificate: x509.Certificate, moments: tuple[datetime, ...]) -> Iterator[Problem]:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    facts = {"first": _day(first), "last": _day(last)}
    if early := [moment for moment in moments if moment < first]:
        yield Problem("sign.not-yet-valid", facts=facts | {"moment": _day(min(early))})
    if late := [moment for moment in moments if moment > last]:
        yield Problem("sign.expired", facts=facts | {"moment": _day(max(late))})


def _fitness_problems(certificate: x509.Certificate) -> Iterator[Problem]:
    from cryptography import x509

    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            yield Problem("sign.key-usage")
    except x509.ExtensionNotFound:
        pass  # then it may be used for anything (RFC 5280, 4.2.1.3)
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        if not _PURPOSES & {purpose.dotted_string for purpose in purposes}:
            yield Problem("sign.key-usage")
    except x509.ExtensionNotFound:
        pass
    algorithm = certificate.signature_hash_algorithm
    if algorithm is not None and algorithm.name in _BROKEN_DIGESTS:
        yield Problem("sign.weak-certificate", facts={"digest": algorithm.name.upper()})


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%MZ")
