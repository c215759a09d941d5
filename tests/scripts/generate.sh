#!/usr/bin/env bash
# The committed files that a command generates.
#
# Usage: generate.sh write    rewrite them
#        generate.sh check    fail when one differs from what its command writes today
set -u
cd "$(dirname "$0")/../.." || exit 1

galley() { "${CARGO_TARGET_DIR:-target}/debug/galley" "$@"; }
mode=${1:-check}
stale=()

# generated FILE COMMAND...: the command prints what the file must hold.
generated() {
    local file=$1 fresh
    shift
    fresh=$(mktemp) || exit 1
    if ! "$@" >"$fresh" </dev/null; then
        rm -f "$fresh"
        echo "$file: its command failed: $*" >&2
        exit 1
    fi
    if [ "$mode" = write ]; then
        mkdir -p "$(dirname "$file")" && cat "$fresh" >"$file"
    elif ! cmp -s "$file" "$fresh"; then
        diff -u "$file" "$fresh" | head -n 20
        stale+=("$file")
    fi
    rm -f "$fresh"
}

if [ "$mode" = write ]; then
    tests/scripts/require.sh cargo cc && cargo build --quiet --bin galley || exit 1
fi
generated docs/reference/admin-api/openapi.json galley openapi

[ ${#stale[@]} -eq 0 ] && exit 0
echo "stale: ${stale[*]} (run: make generate)" >&2
exit 1
