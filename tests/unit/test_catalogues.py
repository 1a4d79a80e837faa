"""The catalogues hold every string an editor or a citizen can meet, in Chinese."""

import os
import re
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.utils.translation import trans_real

from tests.unit.messages import extract, keyed

ROOT = Path(settings.BASE_DIR)
OURS = ("cms", "home", "cases", "campaigns", "search", "templates")
# Packages whose strings reach the desk though they are no installed app: modeladmin's filters are Django's.
BESIDE = {
    "django.contrib.admin": ("filters.py", "utils.py", "templatetags/admin_list.py"),
    "django.contrib.humanize": ("templatetags/humanize.py",),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|(?<!\{)\{\w*\}(?!\})")


@cache
def own_messages():
    """What our modules and templates ask for."""
    files = [path for name in OURS for path in (ROOT / name).rglob("*") if path.suffix in {".py", ".html", ".txt"}]
    return extract([path for path in files if "migrations" not in path.parts])


@cache
def catalogue(name, domain="django"):
    """One of our two catalogues, as written."""
    path = ROOT / "cms" / name / "zh_Hans" / "LC_MESSAGES" / f"{domain}.po"
    with path.open("rb") as file:
        return read_po(file)


def catalogue_own():
    """The catalogue of our own strings, by key."""
    return keyed(catalogue("locale"))


def packages():
    """The folders of the installed packages, by name, with the modules to read (all where None)."""
    found = {
        config.name: (Path(config.path), None)
        for config in apps.get_app_configs()
        if ROOT not in Path(config.path).parents or ".venv" in Path(config.path).parts
    }
    for name, modules in BESIDE.items():
        found[name] = (Path(find_spec(name).origin).parent, modules)
    for name in ("django.forms", "django.core", "django.db", "django.views", "django.utils", "permissionedforms"):
        found[name] = (Path(find_spec(name).origin).parent, None)
    return found


@cache
def package_messages(name):
    """What a package asks for: {(domain, context, msgid)}; read from its source, and its scripts' English catalogue."""
    folder, modules = packages()[name]
    files = [folder / module for module in modules] if modules else list(folder.rglob("*"))
    inner = [other for other, _modules in packages().values() if other != folder and folder in other.parents]
    if name == "wagtail":
        # Installed parts of these are apps of their own; the rest is not used.
        inner += [folder / part for part in ("contrib", "locales", "search", "api")]
    left_out = {"migrations", "tests", "test", "locale", "project_template", "node_modules", "management"}
    files = [
        path
        for path in files
        if path.suffix in {".py", ".html", ".txt"}
        and not left_out & set(path.relative_to(folder).parts)
        and not any(other in path.parents for other in inner)
    ]
    found = {("django", *key) for key in extract(files)}
    for script in folder.glob("locale/en/LC_MESSAGES/djangojs.po") if not modules else ():
        with script.open("rb") as file:
            found |= {("djangojs", *key) for key in keyed(read_po(file))}
    return found


@cache
def runtime(domain):
    """All translations as Django merges them for a request in Chinese, without falling back to English."""
    if domain == "django":
        return trans_real.translation("zh-hans")._catalog
    # Wagtail's view of the scripts' catalogue reads its own folder and ours.
    folder = Path(apps.get_app_config("wagtailadmin").path) / "locale"
    return trans_real.DjangoTranslation("zh-hans", domain=domain, localedirs=[str(folder)])._catalog


def translated(domain, context, msgid):
    """The Chinese for a message, or None."""
    key = f"{context}\x04{msgid}" if context else msgid
    merged = runtime(domain)
    text = merged.get(key) or merged.get((key, 0))
    return text or None


def untranslated(name):
    """The messages of a package without Chinese."""
    return sorted(
        (domain, context or "", msgid)
        for domain, context, msgid in package_messages(name)
        if not translated(domain, context, msgid)
    )


# Where our word for the public and a package's word for the desk differ, and the desk can do with ours.
OURS_WILL_DO = {"Filter", "Text", "revision", "site name", "subject", "year"}


@cache
def packages_own():
    """The Chinese the packages bring themselves: {(context, msgid): {text}}."""
    found = {}
    for folder, _modules in packages().values():
        for file in folder.glob("**/locale/zh_Hans/LC_MESSAGES/django.po"):
            with file.open("rb") as source:
                for key, message in keyed(read_po(source)).items():
                    text = message.string if isinstance(message.string, str) else message.string[0]
                    found.setdefault(key, set()).add(text)
    return found


CATALOGUES = [("locale", "django"), ("locale_wagtail", "django"), ("locale_wagtail", "djangojs")]


def test_every_string_of_ours_is_in_the_catalogue():
    assert sorted(str(key) for key in own_messages() if key not in catalogue_own()) == []


def test_nothing_in_the_catalogue_is_left_over():
    assert sorted(str(key) for key in catalogue_own() if key not in own_messages()) == []


def test_our_words_do_not_take_the_place_of_other_words_of_the_desk():
    """One msgid has one translation: “Pages” of a list turned Wagtail's menu into “turn over”."""
    asked = {key[1:] for name in packages() for key in package_messages(name) if key[0] == "django"}
    amended = keyed(catalogue("locale_wagtail"))
    faults = []
    for key, message in catalogue_own().items():
        if key not in asked or key[1] in OURS_WILL_DO:
            continue
        theirs = {amended[key].string} if key in amended else packages_own().get(key, set())
        if theirs and message.string not in theirs:
            faults.append((key[1], message.string, theirs))
    assert faults == []


@pytest.mark.parametrize(("name", "domain"), CATALOGUES)
def test_every_entry_is_whole(name, domain):
    """Translated, not fuzzy, nothing obsolete, and with the placeholders of its msgid."""
    read = catalogue(name, domain)
    assert list(read.obsolete) == []
    faults = []
    for message in read:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.fuzzy or not all(texts):
            faults.append(message.id)
        wanted = set(PLACEHOLDER.findall(message.id[-1] if isinstance(message.id, tuple | list) else message.id))
        # A singular may leave its number out; Chinese has one form, which must have them all.
        faults += [(message.id, text) for text in texts if text and set(PLACEHOLDER.findall(text)) != wanted]
    assert faults == []


@pytest.mark.parametrize("name", sorted(packages()))
def test_every_string_of_the_packages_is_chinese(name):
    assert untranslated(name) == []


def test_the_reader_of_source_files_finds_strings(tmp_path):
    """What the tests above rest on: modules, templates, contexts and plurals."""
    (tmp_path / "a.py").write_text('_("one"); pgettext("verb", "two"); ngettext("%d day", "%d days", 2)')
    (tmp_path / "a.html").write_text(
        "{% load i18n %}{% trans 'three' %}{% blocktrans %}four {{ x }}{% endblocktrans %}"
    )
    assert set(extract(sorted(tmp_path.iterdir()))) == {
        (None, "one"),
        ("verb", "two"),
        (None, "%d day"),
        (None, "three"),
        (None, "four %(x)s"),
    }


@pytest.mark.parametrize("path", sorted((settings.BASE_DIR / "cms").glob("locale*/zh_Hans/LC_MESSAGES/*.po")), ids=str)
def test_gettext_accepts_the_file(path):
    """A msgid that stands twice is an error of msgfmt, and which of the two counts is chance."""
    done = subprocess.run(
        ["msgfmt", "--check-format", "-o", os.devnull, path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
