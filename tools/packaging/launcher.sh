#!/bin/sh
# Starts the program. Where the system's C library is older than @NEEDED@, which the program was built
# for, with the one that lies in the package (docs/decisions/0020).
here=$(dirname "$(readlink -f "$0")")
set -- "$here/petitiondesk.bin" "$@"

have=$(getconf GNU_LIBC_VERSION 2>/dev/null)
have=${have#glibc }
major=${have%%.*}
minor=${have#*.}
minor=${minor%%.*}
case "$major$minor" in
'' | *[!0-9]*) major=0 minor=0 ;;
esac
if [ "$major" -gt @MAJOR@ ] || { [ "$major" -eq @MAJOR@ ] && [ "$minor" -ge @MINOR@ ]; }; then
    exec "$@"
fi

own=$here/_internal/glibc
export LD_LIBRARY_PATH="$own${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
exec "$own/ld-linux-x86-64.so.2" "$@"
