# What the services share; sourced by bash under `set -euo pipefail` in the root of the checkout.
fail() { echo "services: $*" >&2; exit 1; }
is_root() { [ "$(id -u)" = 0 ]; }

# Root's checkout may lie where the servers' users cannot go: their data then stands under /var/tmp.
services_dir=${SERVICES_DIR:-$PWD/var/services}
if [ -z "${SERVICES_DIR:-}" ] && is_root && ! setpriv --reuid=65534 --clear-groups test -x "$PWD"; then
    services_dir=/var/tmp/credit-services-$(echo "$PWD" | sha256sum | cut -c 1-12)
fi
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# as USER COMMAND…: servers do not run as root (nor in root's folder); another user runs them as himself.
as() {
    local user=$1; shift
    if is_root; then
        (cd / && exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups --inh-caps=-all -- \
            env HOME="$services_dir" "$@")
    else "$@"; fi
}

# debian WHAT PACKAGE…: installs the packages from Debian, or says in one line what is missing.
debian() {
    local what=$1; shift
    is_root && command -v apt-get >/dev/null || fail "$what is missing; install Debian's package $*"
    echo "· installing $what from Debian …"
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@"; } \
        >/dev/null || fail "$what could not be installed from Debian"
}

# folder USER PATH: makes a folder for the user alone, and sees that he can reach it.
folder() {
    mkdir -p "$services_dir"
    [ -O "$services_dir" ] || [ "$(stat -c %U "$services_dir")" = postgres ] \
        || fail "$services_dir belongs to somebody else; set SERVICES_DIR to another folder"
    mkdir -p "$2"
    chmod 700 "$2"
    is_root || return 0
    chown root: "$services_dir"
    chown "$1:" "$2"
    as "$1" test -x "$2" || fail "the user $1 cannot reach $2; set SERVICES_DIR to a folder it can reach"
}

# log USER PATH: the file into which the user's server writes.
log() {
    touch "$2"
    if is_root; then chown "$1:" "$2"; fi
}
