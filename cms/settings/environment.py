"""Reads the environment once; a wrong value stops the start with one clear line (`ImproperlyConfigured`)."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()


def boolean(name, default):
    """A boolean from the environment; anything but 1/0, true/false, yes/no, on/off raises."""
    words = {"1": True, "true": True, "yes": True, "on": True}
    words |= {"0": False, "false": False, "no": False, "off": False}
    value = env.str(name, default=str(default)).strip().lower()
    if value not in words:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}")
    return words[value]


def count(name, default):
    """A number of 0 or more from the environment; anything else raises."""
    value = env.str(name, default=str(default)).strip()
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a number, not {value!r}")
    return int(value)


def mail(default):
    """The settings of e-mail from EMAIL_URL (smtp://host:25, smtp+tls://user:password@host:587, consolemail://)."""
    url = env.str("EMAIL_URL", default=default)
    try:
        return env.email_url_config(url)
    except (environ.ImproperlyConfigured, KeyError) as error:
        raise ImproperlyConfigured(f"EMAIL_URL is not understood: {urlsplit(url).scheme}://…") from error


def database():
    """The database settings from DATABASE_URL (sqlite:///path or postgres://user:password@host/name)."""
    url = env.str("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'db.sqlite3'}")
    if urlsplit(url).scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must start with sqlite:/// or postgres://")
    config = env.db_url_config(url)
    if not config.get("NAME"):
        raise ImproperlyConfigured("DATABASE_URL names no database")
    if config["ENGINE"].endswith("sqlite3"):
        # WAL lets readers go on while an editor saves; IMMEDIATE makes a second writer wait instead of failing.
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
        }
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


CLUSTER = re.compile(r"elasticsearch://(?:[^@/]*@)?(?P<hosts>[^@/?#]+)/(?P<prefix>[a-z0-9][a-z0-9_-]*)/?")
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


def search_backends():
    """The search backends from SEARCH_URL: `db://`, or `elasticsearch://host:9200,host:9200/prefix` beside it.

    The database always searches too: for the desk, and for everybody while the cluster is away. The cluster is spoken
    to by TLS, but for a loopback without SEARCH_CA_FILE, and with SEARCH_API_KEY or the key in SEARCH_API_KEY_FILE.
    """
    url = env.str("SEARCH_URL", default="db://")
    embedded = {"BACKEND": "search.backends"}
    if url == "db://":
        return {"default": embedded}
    found = CLUSTER.fullmatch(url)
    if not found:
        raise ImproperlyConfigured("SEARCH_URL must be db:// or elasticsearch://host:9200/prefix, hosts by comma")
    if "@" in url:
        raise ImproperlyConfigured("SEARCH_URL must not carry a password: use SEARCH_API_KEY_FILE")
    ca, key = env.str("SEARCH_CA_FILE", default=""), _secret("SEARCH_API_KEY")
    if ca and not Path(ca).is_file():
        raise ImproperlyConfigured("SEARCH_CA_FILE names no file")
    names = [urlsplit(f"//{host}") for host in found["hosts"].split(",")]
    try:
        places = [(f"[{name.hostname}]" if ":" in name.hostname else name.hostname, name.port) for name in names]
    except (ValueError, TypeError) as error:
        raise ImproperlyConfigured("SEARCH_URL names a host or port that is none") from error
    scheme = "https" if ca or not {host for host, _port in places} <= LOOPBACK else "http"
    options = {"ca_certs": ca} if ca else {}
    if key:
        options["api_key"] = key
    cluster = {
        "BACKEND": "search.backends.elasticsearch",
        "HOSTS": [f"{scheme}://{host}:{port or 9200}" for host, port in places],
        "INDEX_PREFIX": found["prefix"],
        "OPTIONS": options,
        "AUTO_UPDATE": False,  # the outbox brings each change
    }
    return {"default": embedded, "register": cluster}


def _secret(name):
    """A secret from the variable, or from the file that the variable with `_FILE` names; "" where neither is set."""
    file = env.str(f"{name}_FILE", default="")
    if not file:
        return env.str(name, default="")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read") from error


def cache():
    """The cache settings from CACHE_URL (locmemcache:// or redis://host:6379/0)."""
    url = env.str("CACHE_URL", default="locmemcache://")
    try:
        config = env.cache_url_config(url)
    except (environ.ImproperlyConfigured, KeyError) as error:
        raise ImproperlyConfigured(f"CACHE_URL is not understood: {urlsplit(url).scheme}://…") from error
    if config["BACKEND"].endswith(".RedisCache"):
        config["BACKEND"] = "cms.ops.cache.ForgivingRedisCache"
    return config


def site_url():
    """SITE_URL without a trailing slash (of the embedded run on PORT by default); raises unless it is http or https."""
    url = env.str("SITE_URL", default=f"http://127.0.0.1:{env.str('PORT', default='8000')}").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ImproperlyConfigured(f"SITE_URL must be an http or https address, not {url!r}")
    return url
