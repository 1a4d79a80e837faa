"""The ledger: every act on the register, one line each, append-only and chained by hashes.

The database refuses to change or remove a line (triggers in migration 0002), whoever asks.
"""

import hashlib
import json
from datetime import UTC

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cms.people import name_of
from cms.register.vocabulary import EndReason, Verb

GENESIS = "0" * 64


def canonical(data):
    """The one spelling of JSON-able `data` that hashes are taken of (UTF-8 bytes, sorted keys, no spaces)."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(data):
    """The SHA-256 of JSON-able `data`, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(data)).hexdigest()


class LedgerHead(models.Model):
    """The last line's number and hash: the row every act locks, so that concurrent acts keep one chain."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.seq} {self.hash}"


class LedgerLine(models.Model):
    """One act: who did what to which entry, when and why, and the hash of what was public after it."""

    seq = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_name = models.CharField(_("name at that time"), max_length=150, blank=True)
    verb = models.CharField(_("act"), max_length=10, choices=Verb)
    entry = models.ForeignKey("register.Entry", verbose_name=_("entry"), on_delete=models.PROTECT, related_name="acts")
    end_reason = models.CharField(_("reason of the end"), max_length=10, choices=EndReason, blank=True)
    reason = models.TextField(_("why"), blank=True)
    revision_number = models.PositiveBigIntegerField(_("revision"), null=True)
    content_hash = models.CharField(_("hash of what was public"), max_length=64, blank=True)
    visible_until = models.DateTimeField(_("visible until"), null=True)
    previous_hash = models.CharField(_("hash of the line before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("line of the ledger")
        verbose_name_plural = _("lines of the ledger")
        ordering = ["seq"]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.seq} {self.verb}"

    def payload(self):
        """What the line's hash covers, as JSON-able data."""
        return {
            "seq": self.seq,
            "at": self.at.astimezone(UTC).isoformat(),
            "actor": self.actor_id,
            "actor_name": self.actor_name,
            "verb": self.verb,
            "entry": self.entry_id,
            "end_reason": self.end_reason,
            "reason": self.reason,
            "revision": self.revision_number,
            "content_hash": self.content_hash,
            "visible_until": self.visible_until and self.visible_until.astimezone(UTC).isoformat(),
            "previous_hash": self.previous_hash,
        }


def append(*, verb, entry, by, at, reason="", end_reason="", content_hash=""):
    """Appends one act to the chain and returns its line; must run inside the verb's transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the ledger is written in the verb's transaction only")
    head, _created = LedgerHead.objects.select_for_update().get_or_create(pk=1)
    line = LedgerLine(
        seq=head.seq + 1,
        at=at,
        actor=by,
        actor_name=name_of(by),
        verb=verb,
        entry=entry,
        end_reason=end_reason,
        reason=reason,
        revision_number=entry.revision_id,
        content_hash=content_hash,
        visible_until=entry.visible_until,
        previous_hash=head.hash,
    )
    line.hash = digest(line.payload())
    line.save(force_insert=True)
    head.seq, head.hash = line.seq, line.hash
    head.save()
    return line


def verify():
    """The first fault of the chain as a sentence, or None where every line is as it was written."""
    previous, expected = GENESIS, 1
    for line in LedgerLine.objects.order_by("seq").iterator():
        if line.seq != expected:
            return f"line {expected} is missing (line {line.seq} follows line {expected - 1})"
        if line.previous_hash != previous:
            return f"line {line.seq} does not follow line {line.seq - 1}: inserted, re-ordered or replaced"
        if digest(line.payload()) != line.hash:
            return f"line {line.seq} was changed"
        previous, expected = line.hash, expected + 1
    head = LedgerHead.objects.filter(pk=1).first()
    if head and (head.seq, head.hash) != (expected - 1, previous):
        return f"line {expected} is missing: the chain ends at {expected - 1}, its head says {head.seq}"
    return None
