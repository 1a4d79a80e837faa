"""Asking for addresses that others wrote: nothing inside a network, nothing for ever, nothing impolite."""

import http.server
import socket
import threading
import time

import pytest

from cms.quality.links.asking import Answer, Asker, is_global
from cms.quality.models import LinkProblem, LinkState

INSIDE = Answer(LinkState.FORBIDDEN, LinkProblem.INSIDE)


class Server(http.server.ThreadingHTTPServer):
    """A server on loopback that answers as `answers` says: path to (status, headers, body); keeps what it was asked."""

    daemon_threads = True

    def __init__(self, answers):
        self.answers, self.asked = answers, []
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers HEAD and GET."""

    def handle_any(self):
        """Looks the answer up."""
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        answer = self.server.answers.get((self.command, self.path)) or self.server.answers.get(self.path)
        if callable(answer):
            answer(self)
            return
        status, headers, body = answer or (404, {}, b"")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET = handle_any

    def log_message(self, *args):
        """Nothing."""


@pytest.fixture
def serve():
    """Makes servers, and ends them."""
    servers = []

    def make(answers):
        server = Server(answers)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        servers.append(server)
        return server

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


def asker_of(server, *, names=(), **options):
    """An asker that finds public names on a server of the test, and judges everything else as in production."""
    own = server.server_address

    def look_up(host, port, **kwargs):
        if host in {"www.gov.test", *names}:
            return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", own)]
        return socket.getaddrinfo(host, port, **kwargs)

    def allows(address):
        return True

    return Asker(look_up=look_up, allows=options.pop("allows", allows), pause=0, **options)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "198.18.0.1", "240.0.0.1", "192.0.2.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fd12::1", "ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:53aa::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_these_are_not_of_the_public_internet(address):
    assert not is_global(address)


@pytest.mark.parametrize("address", ["202.108.22.5", "1.1.1.1", "2400:da00::1", "::ffff:202.108.22.5"])
def test_these_are(address):
    assert is_global(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.1/",
        "http://127.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1]/", "https://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/", "http://１２７.0.0.1/", "http://0/", "http://127.0.0.1./",
    ],
)  # fmt: skip
def test_nothing_inside_is_asked_however_it_is_spelt(url, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *args: pytest.fail("connected"))
    assert Asker(pause=0).ask(url) == INSIDE


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("ftp://www.gov.test/", LinkProblem.SCHEME),
        ("file:///etc/passwd", LinkProblem.SCHEME),
        ("gopher://127.0.0.1:70/", LinkProblem.SCHEME),
        ("http://www.gov.test:6379/", LinkProblem.PORT),
        ("http://www.gov.test:0/", LinkProblem.PORT),
        ("http://www.gov.test:99999/", LinkProblem.FORM),
        ("http://user:secret@www.gov.test/", LinkProblem.FORM),
        ("http://www.gov.test\\@127.0.0.1/", LinkProblem.FORM),
        ("http:///nothing", LinkProblem.FORM),
        ("http://[::1", LinkProblem.FORM),
        ("http://" + "长" * 300 + "/", LinkProblem.FORM),
    ],
)
def test_what_is_no_address_of_a_page_is_not_asked(url, problem):
    asker = Asker(look_up=lambda *args, **kwargs: pytest.fail("looked up"), pause=0)
    assert asker.ask(url) == Answer(LinkState.FORBIDDEN, problem)


def test_a_name_that_points_inside_is_not_asked(serve):
    server = serve({"/": (200, {}, b"")})
    asker = asker_of(server, allows=is_global)
    assert asker.ask("http://www.gov.test/") == INSIDE
    assert server.asked == []


def test_a_name_with_one_address_inside_is_not_asked():
    places = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, 80)) for address in ("202.108.22.5", "10.0.0.1")]
    assert Asker(look_up=lambda *args, **kwargs: places, pause=0).ask("http://www.gov.test/") == INSIDE


def test_the_other_end_is_judged_as_well(serve):
    """A name that was outside when it was looked up: the connection itself says where it ended."""
    server, judged = serve({"/": (200, {}, b"")}), []

    def outside_at_first(address):
        judged.append(address)
        return len(judged) == 1

    assert asker_of(server, allows=outside_at_first).ask("http://www.gov.test/") == INSIDE
    assert server.asked == []
    assert judged == ["127.0.0.1"] * 2


@pytest.mark.parametrize(
    "target", ["http://inside.test/admin/", "http://127.0.0.1/", "//inside.test/", "http://[::1]/"]
)
def test_a_redirect_leads_nowhere_else(serve, target):
    server = serve({"/": (302, {"Location": target}, b""), "/admin/": (200, {}, b"")})
    outside = {"www.gov.test": True}

    def look_up(host, port, **kwargs):
        looked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", server.server_address)]

    looked = []
    asker = Asker(look_up=look_up, allows=lambda address: outside.get(looked[-1], False), pause=0)
    assert asker.ask("http://www.gov.test/") == INSIDE
    assert [path for _method, path, _headers in server.asked] == ["/"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://www.gov.test:22/", "http://[/"])
def test_a_redirect_to_no_page_is_told(serve, target):
    answer = asker_of(serve({"/": (301, {"Location": target}, b"")})).ask("http://www.gov.test/")
    assert answer.state != LinkState.OK


def test_redirects_are_followed_but_not_for_ever(serve):
    server = serve({"/a": (301, {"Location": "/b"}, b""), "/b": (302, {"Location": "c"}, b""), "/c": (200, {}, b"")})
    assert asker_of(server).ask("http://www.gov.test/a") == Answer(LinkState.OK, status=200)
    server = serve({"/": (302, {"Location": "/"}, b"")})
    assert asker_of(server).ask("http://www.gov.test/") == Answer(LinkState.FAILING, LinkProblem.REDIRECTS)
    assert len(server.asked) == 4


def test_says_who_asks_and_asks_for_the_head_first(serve, settings):
    settings.SITE_URL = "https://credit.example.gov.cn"
    target = "/%E6%94%BF%E7%AD%96?q=%E4%BF%A1%E7%94%A8"
    server = serve({target: (200, {}, b"")})
    asker_of(server).ask("http://www.gov.test/政策?q=信用#一")
    [(method, path, headers)] = server.asked
    assert (method, path) == ("HEAD", target)
    assert "https://credit.example.gov.cn" in headers["User-Agent"]
    assert headers["Host"] == "www.gov.test"


@pytest.mark.parametrize("refusal", [400, 403, 404, 405, 501])
def test_where_the_head_is_refused_the_page_is_asked(serve, refusal):
    server = serve({("HEAD", "/"): (refusal, {}, b""), ("GET", "/"): (200, {}, b"x" * 5_000_000)})
    before = time.monotonic()
    assert asker_of(server).ask("http://www.gov.test/").state == LinkState.OK
    assert time.monotonic() - before < 3
    assert [method for method, _path, _headers in server.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("status", "state"),
    [(404, LinkState.FAILING), (410, LinkState.FAILING), (500, LinkState.FAILING), (401, LinkState.OK),
     (403, LinkState.OK), (429, LinkState.OK)],
)  # fmt: skip
def test_what_an_answer_means(serve, status, state):
    answer = asker_of(serve({"/": (status, {}, b"")})).ask("http://www.gov.test/")
    assert (answer.state, answer.status) == (state, status)


def test_what_drips_is_cut(serve):
    def drip(handler):
        for _count in range(200):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: y\r\n"[:1])
            handler.wfile.flush()
            time.sleep(0.05)

    before = time.monotonic()
    answer = asker_of(serve({"/": drip}), whole=0.4).ask("http://www.gov.test/")
    assert answer == Answer(LinkState.FAILING, LinkProblem.TIMEOUT)
    assert time.monotonic() - before < 3


def test_silence_and_nonsense(serve):
    server = serve({"/": lambda handler: time.sleep(2), "/x": lambda handler: handler.wfile.write(b"\x16\x03junk\r\n")})
    asker = asker_of(server, patience=0.2)
    assert asker.ask("http://www.gov.test/") == Answer(LinkState.FAILING, LinkProblem.TIMEOUT)
    assert asker.ask("http://www.gov.test/x").state == LinkState.FAILING
    assert asker.ask("https://www.gov.test/").state == LinkState.FAILING  # speaks no TLS


def test_no_name_and_no_connection():
    def unknown(*args, **kwargs):
        raise socket.gaierror

    assert Asker(look_up=unknown, pause=0).ask("http://www.gov.test/").problem == LinkProblem.DNS
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        place = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", taken.getsockname())]
        asker = Asker(look_up=lambda *args, **kwargs: place, allows=lambda address: True, pause=0)
        assert asker.ask("http://www.gov.test/").problem == LinkProblem.CONNECTION


def test_one_host_is_asked_once_in_a_while_and_another_at_once(serve):
    server = serve({"/": (200, {}, b"")})
    asker = asker_of(server, names=["other.gov.test"])
    asker.pause = 0.3
    before = time.monotonic()
    asker.ask("http://www.gov.test/")
    asker.ask("http://other.gov.test/")
    assert time.monotonic() - before < 0.25
    asker.ask("http://www.gov.test/")
    assert time.monotonic() - before >= 0.3


def test_no_proxy_is_asked_instead(serve, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert asker_of(serve({"/": (200, {}, b"")})).ask("http://www.gov.test/").state == LinkState.OK
