#!/bin/sh
# Installs what the proofs need on a Debian machine, and nothing when all of it is there.
#
#   e2e/install.sh postgres|check|node|browser|reader|all
#
# postgres: the PostgreSQL programs. check: these and what judges XML by its schema. node: the npm files that a build reads.
# browser: three browser engines and the npm files.
# reader: the screen reader, a screen without a monitor, real keys, the Italian locale.
# It runs as root or through sudo without a password; otherwise it prints what to run and ends with 1.
set -eu
cd "$(dirname "$0")/.."

POSTGRES='postgresql'
SCHEMA='libxml2-utils'
BROWSER='chromium chromium-driver firefox-esr webkit2gtk-driver fonts-dejavu-core'
READER='orca at-spi2-core xvfb dbus dbus-x11 xdotool openbox gir1.2-atspi-2.0 python3-pyatspi locales'

usage() { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }

# missing PACKAGE... prints the packages that are not installed.
missing() {
    for p in "$@"; do
        case "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" in
        installed) ;;
        *) printf '%s ' "$p" ;;
        esac
    done
}

may_install() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

give_up() {
    echo "e2e/install.sh: something is missing and needs more rights. Run as root:" >&2
    echo "  $*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"; }

packages() {
    command -v dpkg-query >/dev/null || { echo "e2e/install.sh: not a Debian machine. Needed here: $*" >&2; exit 1; }
    todo=$(missing "$@")
    [ -n "$todo" ] || return 0
    may_install || give_up "apt-get update && apt-get install --no-install-recommends -y $todo"
    echo "e2e/install.sh: installing $todo"
    apt update || { sleep 5; apt update; }
    # shellcheck disable=SC2086 # a list of words on purpose
    apt install --no-install-recommends -y $todo </dev/null >/dev/null
}

# italian makes the locale that the screen reader speaks in.
italian() {
    locale -a 2>/dev/null | grep -qix 'it_IT\.utf-\{0,1\}8' && return 0
    echo "e2e/install.sh: generating the locale it_IT.UTF-8"
    may_install || give_up "localedef -i it_IT -f UTF-8 it_IT.UTF-8"
    as_root localedef -i it_IT -f UTF-8 it_IT.UTF-8
}

# npm_files puts node_modules in step with package-lock.json. The mark is npm's own copy of the lock.
npm_files() {
    mark=node_modules/.package-lock.json
    [ -f "$mark" ] && [ -z "$(find package-lock.json -newer "$mark")" ] && return 0
    command -v npm >/dev/null || packages nodejs npm
    echo "e2e/install.sh: npm ci"
    # No install scripts: the files are read, never run on this machine's rights.
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
    touch "$mark"
}

# database accepts any PostgreSQL that lies where Debian puts one.
database() {
    for initdb in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$initdb" ] && return 0
    done
    packages $POSTGRES
}

case "${1-}" in
postgres) database ;;
check)    database; packages $SCHEMA ;;
node)     npm_files ;;
browser)  packages $BROWSER; npm_files ;;
reader)   packages $READER; italian ;;
all)      database; packages $SCHEMA $BROWSER $READER; italian; npm_files ;;
*)        usage ;;
esac
