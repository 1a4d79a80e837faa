"""Whether the register is what the ledger says: the check of `manage.py ledger verify` beyond the chain itself."""

from cms.register.ledger import digest
from cms.register.models import Entry, LedgerLine
from cms.register.vocabulary import State, Verb

# The state an act leaves an entry in; a correction leaves it as it was.
STATE_AFTER = {
    Verb.PUBLISH: State.PUBLISHED,
    Verb.DISPUTE: State.DISPUTED,
    Verb.SUSPEND: State.SUSPENDED,
    Verb.RESUME: State.PUBLISHED,
    Verb.END: State.ENDED,
}


def fault():
    """The first entry that is not as its acts left it, as a sentence; None where every one is."""
    states, hashes, ends = {}, {}, {}
    for line in LedgerLine.objects.order_by("seq").iterator():
        states[line.entry_id] = STATE_AFTER.get(line.verb, states.get(line.entry_id))
        hashes[line.entry_id] = line.content_hash or hashes.get(line.entry_id)
        ends[line.entry_id] = line.visible_until
    for entry in Entry.objects.select_related("content").defer("search_text").order_by("pk").iterator():
        if entry.pk not in states:
            return f"entry {entry.pk} is in the register without an act"
        if (entry.state, entry.visible_until) != (states[entry.pk], ends[entry.pk]):
            return f"state or end of entry {entry.pk} is not what its last act wrote"
        if not hasattr(entry, "content"):
            return f"the content of entry {entry.pk} is missing"
        if not entry.content.sha256 == hashes[entry.pk] == digest(entry.content.data):
            return f"the content of entry {entry.pk} is not what was approved"
    return None
