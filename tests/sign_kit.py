"""An authority of the tests' own, and keys that it has certified, well and badly, as PKCS#12 files."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from gireport.brief import model
from gireport.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = "ปลาหมึก-7Qz!รั่ว"
OFFICIAL = "นายสมชาย ใจดี"
DEPUTY = "นางสาวปิ่นแก้ว ก้องฟ้า"
# As long as names with titles are, and longer than the 64 bytes that cryptography would have them be.
LONG_NAME = "นายวรวุฒิ ศรีสุวรรณวัฒนา ผู้อำนวยการกองส่งเสริมเทคโนโลยีสิ่งแวดล้อมโรงงาน"
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
AUTHORITY = "ผู้ออกใบรับรองของการทดสอบ"


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


@cache
def curve_key(curve: type[ec.EllipticCurve] = ec.SECP256R1) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(curve())


@cache
def other_key() -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


def _named(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name, _validate=False)])


@contextmanager
def _names_of_any_length() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Attribute's length", UserWarning)
        yield


def key_usage(*, signs: bool) -> x509.KeyUsage:
    kinds = dict.fromkeys(
        ["data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only"],
        False,
    )
    return x509.KeyUsage(
        digital_signature=signs, content_commitment=signs, key_encipherment=not signs, decipher_only=False, **kinds
    )


@cache
def authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """The key and certificate that certify all others."""
    key = ec.generate_private_key(ec.SECP256R1())
    with _names_of_any_length():
        builder = x509.CertificateBuilder(_named(AUTHORITY), _named(AUTHORITY), key.public_key(), 1)
        builder = (
            builder.not_valid_before(NOW - 99 * DAY)
            .not_valid_after(NOW + 99 * DAY)
            .add_extension(x509.BasicConstraints(True, None), critical=True)
        )
        return key, builder.sign(key, hashes.SHA256())


def pkcs12_file(
    name: str = OFFICIAL,
    key: Any = None,
    *,
    first: datetime = NOW - 30 * DAY,
    last: datetime = NOW + 30 * DAY,
    usage: x509.KeyUsage | None = None,
    purposes: tuple[x509.ObjectIdentifier, ...] = (),
    password: str = PASSWORD,
    with_key: bool = True,
) -> bytes:
    """A PKCS#12 file with a key, its certificate and that of the authority."""
    key = key or rsa_key()
    issuer, root = authority()
    with _names_of_any_length():
        builder = x509.CertificateBuilder(root.subject, _named(name), key.public_key(), 7)
        builder = (
            builder.not_valid_before(first)
            .not_valid_after(last)
            .add_extension(usage or key_usage(signs=True), critical=True)
        )
        if purposes:
            builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        certificate = builder.sign(issuer, hashes.SHA256())
    locked: Any = serialization.NoEncryption()
    if password:
        locked = serialization.BestAvailableEncryption(password.encode())
    if not with_key:
        return pkcs12.serialize_key_and_certificates(b"x", None, None, [certificate, root], locked)
    return pkcs12.serialize_key_and_certificates(b"x", key, certificate, [root], locked)


def weakly_certified() -> bytes:
    """A PKCS#12 file whose certificate says that it is signed with SHA-1, which cryptography makes no more."""
    key = rsa_key()
    with _names_of_any_length():
        builder = x509.CertificateBuilder(_named(AUTHORITY), _named(OFFICIAL), key.public_key(), 7)
    builder = builder.not_valid_before(NOW - DAY).not_valid_after(NOW + DAY)
    written = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    with_sha256, with_sha1 = bytes.fromhex("2a864886f70d01010b"), bytes.fromhex("2a864886f70d010105")  # RFC 8017, C
    assert written.count(with_sha256) == 2
    certificate = x509.load_der_x509_certificate(written.replace(with_sha256, with_sha1))
    locked = serialization.BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, locked)


SERVER = ExtendedKeyUsageOID.SERVER_AUTH
MAIL = ExtendedKeyUsageOID.EMAIL_PROTECTION


def brief_file(path: Path, text: str = "ใบรับรอง 1,172 ใบ") -> Path:
    """A small brief of ours at that path."""
    from small_brief import brief_of
    from small_brief import text as words

    render(brief_of(model.Heading(1, words("สรุป")), model.Paragraph(words(text))), path)
    return path
