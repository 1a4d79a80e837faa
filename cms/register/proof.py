"""The ledger for others to keep: a signed export, and the check of one."""

import hashlib
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from cms.register.ledger import GENESIS, canonical, digest
from cms.register.models import LedgerLine


def _key():
    """The site's signing key, derived from its secret: an Ed25519 key needs 32 bytes and nothing else."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"ledger:" + settings.SECRET_KEY.encode()).digest())


def public_key():
    """The key that checks this site's exports, as 64 hexadecimal digits; the ledger's public page shows it."""
    return _key().public_key().public_bytes_raw().hex()


def export():
    """Yields the export's lines: one JSON object for each act, and at last the head with its signature."""
    seq, head = 0, GENESIS
    for line in LedgerLine.objects.order_by("seq").iterator():
        seq, head = line.seq, line.hash
        yield canonical(line.payload() | {"hash": line.hash}).decode()
    statement = {"head": head, "lines": seq, "site": settings.SITE_URL, "key": public_key()}
    yield canonical(statement | {"signature": _key().sign(canonical(statement)).hex()}).decode()


def fault(lines, key=None):
    """The first fault of an export's `lines` as a sentence, or None; `key`: the public key it must be signed with."""
    previous, number = GENESIS, 0
    *acts, last = [json.loads(line) for line in lines if line.strip()] or [{}]
    for number, act in enumerate(acts, 1):
        written = act.pop("hash", None)
        if act.get("seq") != number:
            return f"line {number} is missing"
        if act.get("previous_hash") != previous:
            return f"line {number} does not follow line {number - 1}"
        if digest(act) != written:
            return f"line {number} was changed"
        previous = written
    signature = last.pop("signature", "")
    if (last.get("head"), last.get("lines")) != (previous, number):
        return "the end is missing: the signed head is not that of the last line"
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key or last["key"]))
        public.verify(bytes.fromhex(signature), canonical(last))
    except (InvalidSignature, ValueError):
        return "the signature is not that of the site"
    return None
