"""Real servers of the tests' own, started by the project's script, and a proxy that spoils what they say."""

import json
import os
import signal
import socket
import socketserver
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings

SCRIPT = "deploy/services/elasticsearch.sh"


class Nodes:
    """A cluster of plain nodes on loopback; `count` of them, from `port` on. `folder` must be the server's to reach."""

    def __init__(self, count, port, folder, **variables):
        self.count, self.first_port, self.folder = count, port, Path(folder)
        self.environment = os.environ | {
            "ELASTICSEARCH_PLAIN": "1",
            "ELASTICSEARCH_NODES": str(count),
            "ELASTICSEARCH_PORT": str(port),
            "ELASTICSEARCH_DIR": str(folder),
            "ELASTICSEARCH_HEAP": "256m",
            "ELASTICSEARCH_DOCKER": "no",
            "ELASTICSEARCH_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1",
            **variables,
        }

    def run(self, act, *nodes):
        """Runs the script; raises AssertionError with what it said where it fails."""
        command = ["bash", SCRIPT, act, *map(str, nodes)]
        found = subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=400,
            check=False,
        )
        assert found.returncode == 0, found.stdout + found.stderr

    def hosts(self, *nodes):
        """The addresses of the nodes, of all where none is named."""
        return [f"http://127.0.0.1:{self.first_port + node - 1}" for node in nodes or range(1, self.count + 1)]

    def signal(self, number, node=1):
        """Sends a node a signal."""
        os.kill(int((self.folder / f"node-{node}" / "pid").read_text()), number)

    def freeze(self, node=1):
        """The node keeps its connections and answers nothing."""
        self.signal(signal.SIGSTOP, node)

    def thaw(self, node=1):
        """The node goes on."""
        self.signal(signal.SIGCONT, node)

    def ask(self, path, body=None, *, node=1, method=None):
        """The node's answer to a plain request, as data."""
        request = urllib.request.Request(
            f"{self.hosts(node)[0]}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def wait(self, path, holds, *, node=1, seconds=90):
        """Asks until `holds(answer)`; raises AssertionError with the last answer after `seconds`."""
        answer, end = None, time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                answer = self.ask(path, node=node)
                if holds(answer):
                    return answer
            except (OSError, urllib.error.HTTPError) as error:
                answer = error
            time.sleep(0.3)
        raise AssertionError(f"{path}: {answer}")


class Proxy(socketserver.ThreadingTCPServer):
    """Stands between the site and a node. `mode`: pass, delay, drip, cut, garble, foreign (another server's JSON)."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, target):
        self.target, self.mode = target, "pass"
        super().__init__(("127.0.0.1", 0), Pump)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def host(self):
        """Its address."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Pump(socketserver.BaseRequestHandler):
    """One connection through the proxy."""

    def handle(self):
        """Carries both directions until one ends."""
        with socket.create_connection(("127.0.0.1", self.server.target)) as upstream:
            threading.Thread(target=self.carry, args=(self.request, upstream), daemon=True).start()
            try:
                while chunk := upstream.recv(65536):
                    self.answer(chunk)
            except OSError:
                return

    @staticmethod
    def carry(source, target):
        """Questions go through as they are."""
        try:
            while chunk := source.recv(65536):
                target.sendall(chunk)
        except OSError:
            return

    def answer(self, chunk):
        """Answers come as the mode says."""
        mode = self.server.mode
        if mode == "delay":
            time.sleep(3)
        elif mode == "drip":
            for place in range(len(chunk)):
                self.request.sendall(chunk[place : place + 1])
                time.sleep(0.2)
            return
        elif mode == "cut":
            self.request.sendall(chunk[: len(chunk) // 2])
            self.request.shutdown(socket.SHUT_RDWR)
            return
        elif mode == "garble":
            head, _, body = chunk.partition(b"\r\n\r\n")
            chunk = head + b"\r\n\r\n" + bytes(byte ^ 0x5A for byte in body)
        elif mode == "foreign":
            body = b'{"hits": 3, "took": "long"}'
            head = b"HTTP/1.1 200 OK\r\nX-elastic-product: Elasticsearch\r\nContent-Type: application/json\r\n"
            chunk = head + b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
        self.request.sendall(chunk)
