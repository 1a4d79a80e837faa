"""Builds the index of the register anew beside the one in use, and switches when the new one lacks nothing.

A killed rebuild goes on where it was. Searches and deliveries go to the old index until the switch; what changes
meanwhile the comparison with the register finds, before the switch and once more after it.
"""

from datetime import timedelta

from cms import clock
from cms.register.models import Entry
from search import reconciling
from search.backends.elasticsearch.mapping import BASE_SETTINGS, index_body
from search.backends.elasticsearch.writing import write
from search.delivery import deliver, mark
from search.models import Build, Change

CHUNK = 1_000
SECONDS = 60
MOST_PASSES = 10
SIGN_OF_LIFE = timedelta(seconds=20)  # a rebuild that shows none for so long was killed; two at once do no harm
WHILE_BUILDING = {"refresh_interval": "-1", "auto_expand_replicas": "false", "number_of_replicas": 0}
IN_USE = {name: BASE_SETTINGS[name] for name in ("refresh_interval", "auto_expand_replicas")}


class Busy(Exception):
    """Another process is rebuilding."""


class Rebuild:
    """One rebuild of the index of `backend`. `progress` wraps the iterations over entries (tqdm); `say` takes lines."""

    def __init__(self, backend, *, progress, say):
        self.cluster, self.progress, self.say = backend.cluster, progress, say
        self.settings = backend.settings
        self.alias = backend.get_index_for_model(Entry).name

    def run(self):
        """Builds, compares, switches and clears away. Raises `Away`, `Busy`; what was built so far is kept."""
        build = self._unfinished() or self._begin()
        self._fill(build)
        self._complete(build)
        self._switch(build)
        self._clear()

    def _unfinished(self):
        build = Build.objects.filter(alias=self.alias, switched_at=None).first()
        if build is None:
            return None
        if build.touched_at > clock.now() - SIGN_OF_LIFE:
            raise Busy
        if not self.cluster.call("indices.exists", index=build.index):
            build.delete()
            return None
        self.say(f"going on with {build.index} at {build.sent} entries")
        return build

    def _begin(self):
        now = clock.now()
        name = f"{self.alias}_{now:%Y%m%d%H%M%S%f}"
        body = index_body(Entry, self.settings)
        body["settings"]["index"] |= WHILE_BUILDING
        self.cluster.call("indices.create", index=name, seconds=SECONDS, **body)
        return Build.objects.create(index=name, alias=self.alias, started_at=now, touched_at=now)

    def _fill(self, build):
        """Sends all entries in order of their numbers, and notes after each chunk how far it is."""
        behind = Change.objects.filter(pk__gt=build.position).count()
        in_use = self.indexes()
        with self.progress(total=build.sent + behind, initial=build.sent) as bar:
            while versions := dict(
                Change.objects.filter(pk__gt=build.position).order_by("pk").values_list("pk", "version")[:CHUNK]
            ):
                self._send(build, versions)
                if not in_use:
                    mark(versions)  # nobody else tells an index that is the only one
                build.position, build.sent = max(versions), build.sent + len(versions)
                self._touch(build)
                bar.update(len(versions))

    def _send(self, build, versions):
        for key, fault in write(self.cluster, build.index, versions, clock.now(), seconds=SECONDS, in_use=False):
            if fault:
                self.say(f"entry {key} was refused: {fault}")

    @staticmethod
    def _touch(build):
        build.touched_at = clock.now()
        build.save()

    def _complete(self, build):
        """Sends what changed while the index was filled, until it differs in nothing from the register."""
        for _ in range(MOST_PASSES):
            differing = list(reconciling.compare(self.cluster, build.index, waiting=True))
            if not differing:
                break
            self.say(f"{len(differing)} entries changed meanwhile")
            for start in range(0, len(differing), CHUNK):
                keys = differing[start : start + CHUNK]
                self._send(build, dict(Change.objects.filter(pk__in=keys).values_list("pk", "version")))
                self._touch(build)

    def _switch(self, build):
        """Puts the new index behind the alias in one step, and brings it what came in that very moment."""
        self.cluster.call("indices.put_settings", index=build.index, settings={"index": IN_USE}, seconds=SECONDS)
        actions = [{"remove": {"index": name, "alias": self.alias}} for name in self.indexes()]
        self.cluster.call(
            "indices.update_aliases", actions=[*actions, {"add": {"index": build.index, "alias": self.alias}}]
        )
        build.switched_at = clock.now()
        self._touch(build)
        self.cluster.breaker.close()
        reconciling.mend(reconciling.compare(self.cluster, self.alias))
        deliver()
        self.say(f"{build.index} is in use")

    def _clear(self):
        """Deletes what is older than the index that was in use before: that one is kept for a way back."""
        for old in Build.objects.used(self.alias)[2:]:
            self.cluster.call("indices.delete", index=old.index, ignore_unavailable=True, seconds=SECONDS)
            old.delete()

    def roll_back(self):
        """Puts the index that was in use before behind the alias again, and brings it what it has missed.

        Raises LookupError where there is none.
        """
        before = Build.objects.used(self.alias)[1:2]
        if not before or not self.cluster.call("indices.exists", index=before[0].index):
            raise LookupError("there is no index to go back to")
        self._switch(before[0])

    def indexes(self):
        """The names of what is behind the alias; none before the first rebuild."""
        if not self.cluster.call("indices.exists_alias", name=self.alias):
            return []
        return list(self.cluster.call("indices.get_alias", name=self.alias))
