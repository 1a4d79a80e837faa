"""Asks for an address of another site, and for nothing inside a network.

The addresses come from what people wrote, so the host is looked up here, every address it has is judged, the connection
is made to one of those judged, and its other end is judged once more: a name that points inside, another one at the
second look, numbers in odd spellings and redirects all end at the same question. No proxy is used: it would ask instead
of us, without the question.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import certifi
import urllib3
from django.conf import settings
from django.utils.encoding import iri_to_uri
from urllib3.connection import HTTPConnection, HTTPSConnection

from cms.quality.models.links import LinkProblem, LinkState

PORTS = {"http": 80, "https": 443}
REDIRECTS = {301, 302, 303, 307, 308}
MOST_HOPS = 3
PATIENCE = 8  # seconds for one step of a connection
WHOLE = 20  # seconds for one request, however slowly its answer drips
PAUSE = 1.0  # seconds between two requests to one host
BODY = 4096  # bytes of an answer to GET that are read
REFUSES_MACHINES = {401, 403, 407, 429, 451}  # there is something, and not for us
# IPv6 that carries an address of IPv4 within it: translated by whoever stands on the way.
CARRIERS = [ipaddress.ip_network(net) for net in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]
OF_THE_NETWORK = {LinkProblem.DNS, LinkProblem.CONNECTION, LinkProblem.TIMEOUT}


@dataclass(frozen=True)
class Answer:
    """What came of asking: the state it speaks for (`OK`, `FAILING` or `FORBIDDEN`), the problem, the code."""

    state: str
    problem: str = ""
    status: int | None = None


class Trouble(Exception):
    """Asking came to an end with a `LinkProblem`; `forbidden`: it was not asked at all."""

    def __init__(self, problem, *, forbidden=False):
        super().__init__(problem)
        self.problem, self.forbidden = problem, forbidden


def is_global(address):
    """Whether `address` (text) is one of the public internet: neither private, loopback, link-local nor the like."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6:
        if ip.ipv4_mapped:
            return is_global(str(ip.ipv4_mapped))
        if any(ip in net for net in CARRIERS) or ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_link_local)


class Asker:
    """Asks for addresses one after the other, politely. What reaches out of the process can be exchanged by tests."""

    def __init__(self, *, look_up=socket.getaddrinfo, allows=is_global, pause=PAUSE, patience=PATIENCE, whole=WHOLE):
        self.look_up, self.allows = look_up, allows
        self.pause, self.patience, self.whole = pause, patience, whole
        self.asked = {}  # host → when it was asked last

    def ask(self, url):
        """The `Answer` for the address `url`; never raises for anything another site does."""
        try:
            return self._follow(url)
        except Trouble as trouble:
            state = LinkState.FORBIDDEN if trouble.forbidden else LinkState.FAILING
            return Answer(state, trouble.problem)

    def _follow(self, url):
        method, hops = "HEAD", 0
        while True:
            status, leads_to = self._request(method, url)
            if status in REDIRECTS and leads_to:
                hops += 1
                if hops > MOST_HOPS:
                    raise Trouble(LinkProblem.REDIRECTS)
                method = "HEAD"
                try:
                    url = urljoin(url, leads_to)
                except ValueError as error:
                    raise Trouble(LinkProblem.GARBLED) from error
            elif status < 400 or status in REFUSES_MACHINES - {403}:
                return Answer(LinkState.OK, status=status)
            elif method == "HEAD":
                method = "GET"  # many servers know no HEAD, and say so in many ways
            elif status in REFUSES_MACHINES:
                return Answer(LinkState.OK, status=status)
            else:
                return Answer(LinkState.FAILING, LinkProblem.STATUS, status)

    def _request(self, method, url):
        """`(code, where it leads)` of one request."""
        scheme, host, port, target = parts_of(url)
        self._wait_for(host)
        connection = self._connection(scheme, host, port)
        watch = threading.Timer(self.whole, connection.cut)
        watch.daemon = True
        watch.start()
        try:
            headers = {"User-Agent": f"credit-publicity-link-check (+{settings.SITE_URL}/)", "Accept": "*/*"}
            connection.request(method, target, headers=headers, preload_content=False, decode_content=False)
            answer = connection.getresponse()
            if method == "GET":
                answer.read(BODY, decode_content=False)
            return answer.status, (answer.headers.get("Location") or "").strip()
        except (ssl.SSLCertVerificationError, ssl.CertificateError) as error:
            raise Trouble(LinkProblem.CERTIFICATE) from error
        except (TimeoutError, urllib3.exceptions.TimeoutError) as error:
            raise Trouble(LinkProblem.TIMEOUT) from error
        except (OSError, http.client.HTTPException, urllib3.exceptions.HTTPError, ValueError) as error:
            if connection.was_cut:
                raise Trouble(LinkProblem.TIMEOUT) from error
            talked = isinstance(error, http.client.HTTPException) and not isinstance(error, ConnectionError)
            raise Trouble(LinkProblem.GARBLED if talked else LinkProblem.CONNECTION) from error
        finally:
            watch.cancel()
            connection.let_go()

    def _wait_for(self, host):
        left = self.asked.get(host, float("-inf")) + self.pause - time.monotonic()
        if left > 0:
            time.sleep(left)
        self.asked[host] = time.monotonic()

    def _connection(self, scheme, host, port):
        if scheme == "http":
            return _Plain(self, host, port)
        return _Secure(self, host, port, cert_reqs="CERT_REQUIRED", ca_certs=certifi.where())

    def connect(self, host, port):
        """A socket to `host`, of which every address is judged before, and the other end after."""
        try:
            found = self.look_up(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Trouble(LinkProblem.DNS) from error
        if not found:
            raise Trouble(LinkProblem.DNS)
        if not all(self.allows(place[0]) for *_kind, place in found):
            raise Trouble(LinkProblem.INSIDE, forbidden=True)
        failure = None
        for family, kind, protocol, _name, place in found[:4]:
            try:
                sock = socket.socket(family, kind, protocol)
            except OSError as error:  # no IPv6 on this machine
                failure = error
                continue
            try:
                sock.settimeout(self.patience)
                sock.connect(place)
                if not self.allows(sock.getpeername()[0]):
                    raise Trouble(LinkProblem.INSIDE, forbidden=True)
                return sock
            except OSError as error:
                sock.close()
                failure = error
            except Trouble:
                sock.close()
                raise
        raise failure


def parts_of(url):
    """`(scheme, host, port, target)` of an address that may be asked for; raises Trouble for any other."""
    try:
        parts = urlsplit(iri_to_uri(url))
        host = (urlsplit(url).hostname or "").rstrip(".")
        scheme, port = parts.scheme.lower(), parts.port
        if ":" not in host and host:
            host = host.encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise Trouble(LinkProblem.FORM, forbidden=True) from error
    if scheme not in PORTS:
        raise Trouble(LinkProblem.SCHEME, forbidden=True)
    if not host or "@" in parts.netloc:
        raise Trouble(LinkProblem.FORM, forbidden=True)
    if port is None:
        port = PORTS[scheme]
    if port not in PORTS.values():
        raise Trouble(LinkProblem.PORT, forbidden=True)
    target = parts.path or "/"
    return scheme, host, port, f"{target}?{parts.query}" if parts.query else target


class _Judged:
    """A connection of urllib3 whose socket comes from the asker, and which can be cut from another thread."""

    was_cut = False
    handle = None

    def __init__(self, asker, host, port, **kwargs):
        super().__init__(host, port, timeout=asker.patience, **kwargs)
        self.asker = asker

    def _new_conn(self):
        sock = self.asker.connect(self.host, self.port)
        self.handle = sock.dup()  # TLS takes the socket over
        if self.was_cut:
            self.cut()
        return sock

    def cut(self):
        """Ends whatever it waits for."""
        self.was_cut = True
        if self.handle is not None:
            try:
                self.handle.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    def let_go(self):
        """Closes it."""
        self.close()
        if self.handle is not None:
            self.handle.close()


class _Plain(_Judged, HTTPConnection):
    """HTTP."""


class _Secure(_Judged, HTTPSConnection):
    """HTTPS."""
