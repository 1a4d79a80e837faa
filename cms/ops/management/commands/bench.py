import json
import os
import statistics
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from cms.ops import searching
from cms.ops.models import SiteMarks
from cms.register.content import freeze
from cms.register.models import Entry
from cms.register.vocabulary import Kind

ADDRESSES = {
    "home": "/",
    "board": "/board/",
    "board, filtered": "/board/?class=serious&year={year}",
    "board, page 3": "/board/?page=3",
    "board, words": "/board/?q=农民工工资",
    "search": "/search/?q=农民工工资",
    "suggestions": "/search/suggest/?q=重庆",
    "look-up": "/lookup/?q={code}",
    "case": "{path}",
}


class Command(BaseCommand):
    """Measures the public addresses on a database of its own, and prints ratios: absolute times are this machine's."""

    help = (
        "Measures the public addresses with the demo and with N generated cases more; writes bench-results.json. With "
        "--search: times by kind of question on the configured demo database and engine; writes bench-search.json."
    )

    def add_arguments(self, parser):
        """How large, and how often each address is asked."""
        parser.add_argument("--size", type=int, default=5000, help="generated cases (5000)")
        parser.add_argument("--output", default=None, help="where the results go (bench-results.json)")
        parser.add_argument("--rounds", type=int, default=None, help="answers measured for each address (15, or 100)")
        parser.add_argument("--search", action="store_true", help="measure the search on the configured database")
        parser.add_argument("--sizes", default="", help="with --search: load so many generated cases first, by comma")
        parser.add_argument("--seconds", type=float, default=30, help="with --search: the most for one kind (30)")

    def handle(self, *args, size, rounds, output, search, sizes, seconds, **options):
        """Runs the command: the search on the configured database, the rest on a temporary one of its own."""
        if search:
            with override_settings(ALLOWED_HOSTS=["*"]):
                results = self._search(sizes, rounds or 100, seconds)
            self._write(results, output or Path(settings.BASE_DIR) / "bench-search.json")
            return
        rounds = rounds or 15
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            connection = connections["default"]
            connection.close()
            connection.settings_dict["NAME"] = os.path.join(folder, "db.sqlite3")
            with override_settings(MEDIA_ROOT=os.path.join(folder, "media"), ALLOWED_HOSTS=["*"]):
                results = self._run(size, rounds)
            connection.close()
        self._write(results, output or Path(settings.BASE_DIR) / "bench-results.json")

    def _write(self, results, path):
        path = Path(path)
        path.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        self.stdout.write(f"written: {path.name}")

    def _search(self, sizes, rounds, seconds):
        """Measures at each size; raises CommandError on a site whose footer does not say that its content is invented,
        or where `sizes` are no numbers."""
        if not SiteMarks.load().is_demo:
            raise CommandError("this is no demo database: load the demo content first (manage.py demo)")
        if not all(size.isascii() and size.isdigit() and int(size) for size in sizes.split(",") if sizes):
            raise CommandError("--sizes must be numbers of cases, separated by commas: 10000,100000")
        results = []
        for size in sorted(map(int, sizes.split(","))) if sizes else [None]:
            if size:
                call_command("load_cases", size, total=True)
            facts = searching.facts() | {"indexed_per_second": searching.indexing_rate()}
            self.stdout.write(f"\n{facts['entries']} entries, {facts['engine']}")
            self.stdout.write(f"bytes: {facts['bytes']}; entries indexed a second: {facts['indexed_per_second']}")
            self.stdout.write(f"{'':<36}" + "".join(f"{head:>10}" for head in ("p50 ms", "p95 ms", "p99 ms", "asked")))
            times = {}
            for name, row in searching.measure(rounds, seconds):
                times[name] = row
                self.stdout.write(f"{name:<36}" + "".join(f"{value:>10}" for value in row.values()))
                self.stdout.flush()
            results.append(facts | {"questions": times})
        return results

    def _run(self, size, rounds):
        call_command("migrate", verbosity=0)
        call_command("demo")
        small = self._measure(rounds)
        desk = self._from_the_desk(rounds)
        call_command("load_cases", size)
        large = self._measure(rounds)
        rows = {
            name: {
                "ms": round(large[name][0] * 1000, 2),
                "queries": large[name][1],
                "of healthz": round(large[name][0] / large["healthz"][0], 1),
                "of the demo alone": round(large[name][0] / small[name][0], 2),
            }
            for name in large
        }
        desk_ratio = round(desk / small["case"][0], 1)
        self._print(rows, size, desk_ratio)
        return {"cases": size, "rounds": rounds, "addresses": rows, "desk_rendering_of_case": desk_ratio}

    def _measure(self, rounds):
        """`{name: (median seconds, queries)}`, the cache emptied before each answer."""
        entry = Entry.objects.visible().filter(kind=Kind.PUNISHMENT).earliest("pk")
        client = Client()
        values = {"year": entry.year, "code": entry.subjects.first().code, "path": entry.path}
        found = {}
        for name, pattern in {"healthz": "/healthz", **ADDRESSES}.items():
            address = pattern.format(**values)
            client.get(address)
            times = []
            for _ in range(rounds):
                cache.clear()
                start = time.perf_counter()
                response = client.get(address)
                times.append(time.perf_counter() - start)
                if response.status_code != 200:
                    raise RuntimeError(f"{address} answered {response.status_code}")
            cache.clear()
            with CaptureQueriesContext(connections["default"]) as captured:
                client.get(address)
            found[name] = statistics.median(times), len(captured)
        return found

    @staticmethod
    def _from_the_desk(rounds):
        """The median seconds of making a case's content from its revision each time: what the register saves."""
        entry = Entry.objects.visible().filter(kind=Kind.PUNISHMENT).earliest("pk")
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            freeze(Entry.objects.get(pk=entry.pk).page.specific.get_latest_revision_as_object())
            times.append(time.perf_counter() - start)
        return statistics.median(times)

    def _print(self, rows, size, desk_ratio):
        heads = ["ms", "queries", "of healthz", "of the demo alone"]
        self.stdout.write(f"\nwith {size} generated cases beside the demo; ms are this machine's, the ratios count\n")
        self.stdout.write(f"{'':<18}" + "".join(f"{head:>18}" for head in heads))
        for name, row in rows.items():
            self.stdout.write(f"{name:<18}" + "".join(f"{row[head]:>18}" for head in heads))
        self.stdout.write(
            f"\nmaking a case's content from its revision takes {desk_ratio} times a whole public answer\n"
        )
