#!/bin/sh
# Install the Debian packages named as arguments that are missing. As root on Debian it does so;
# otherwise it names them in one line and goes on, since a desktop often has them under other names.
set -eu
command -v dpkg-query >/dev/null 2>&1 || exit 0
missing=""
for name in "$@"; do
    # A Python that came from elsewhere brings its own venv module and its own library.
    if [ "$name" = python3.11-venv ] && python3.11 -c 'import ensurepip' 2>/dev/null; then continue; fi
    if [ "$name" = libpython3.11 ] &&
        python3.11 -c 'import sys; sys.exit(sys.base_prefix == "/usr")' 2>/dev/null; then continue; fi
    state=$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $name"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing:$missing"
    apt-get update -q >/dev/null
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >/dev/null
else
    echo "Please install these system packages first:$missing" >&2
fi
