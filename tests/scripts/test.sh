#!/usr/bin/env bash
# Everything a change must pass, step by step. Without arguments all steps run; with arguments only those named.
#
# Steps: fmt clippy docs build tests tidy generated licences client
# GALLEY_TEST_POSTGRES_URL names the PostgreSQL server to test on; without it postgres.sh looks for one.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/scripts/steps.sh

target=${CARGO_TARGET_DIR:-target}
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never} INSTA_UPDATE=no
chosen=" $* "
wants() { [ "$chosen" = "  " ] || [[ $chosen == *" $1 "* ]]; }

find_postgres() {
    postgres_home=$(mktemp -d "${TMPDIR:-/tmp}/galley-postgres.XXXXXX")
    # A server that this run starts ends with it, whatever happens in between.
    trap 'tests/scripts/postgres.sh stop "$postgres_home"; rm -rf "$postgres_home"' EXIT
    GALLEY_TEST_POSTGRES_URL=$(timeout 900 tests/scripts/postgres.sh find "$postgres_home" </dev/null)
    if [ -n "$GALLEY_TEST_POSTGRES_URL" ]; then
        export GALLEY_TEST_POSTGRES_URL
    else
        unset GALLEY_TEST_POSTGRES_URL
        leave_out postgres "no server was found and none could be started (set GALLEY_TEST_POSTGRES_URL)"
    fi
}

tests/scripts/require.sh cargo cc || exit 1

wants fmt && step fmt 120 cargo fmt --all --check
wants clippy && step clippy 2400 cargo clippy --locked --workspace --all-targets --quiet -- -D warnings
wants docs && RUSTDOCFLAGS="-D warnings" step docs 1200 cargo doc --locked --workspace --no-deps --quiet

# One build of everything, so that the tests find a `galley` binary made from the same sources.
built=true
if wants build || wants tests || wants client || wants generated; then
    step build 2700 cargo build --locked --workspace --all-targets --quiet || built=false
fi

if wants tests && $built; then
    find_postgres
    step tests 1200 cargo test --locked --workspace --no-fail-fast --quiet
elif [ "$chosen" != "  " ] && wants tidy; then
    step tidy 900 cargo test --locked --quiet -p galley-tests --test it -- tidy
fi

wants generated && $built && step generated 120 tests/scripts/generate.sh check

if wants licences; then
    if cargo deny --version >/dev/null 2>&1; then
        step licences 300 cargo deny --locked check licenses bans sources
    else
        leave_out licences "cargo-deny is not installed (cargo install cargo-deny)"
    fi
fi

if wants client && $built; then
    if tests/scripts/require.sh node npm; then
        case $target in
            /*) export TEST_GALLEY_BINARY="$target/debug/galley" ;;
            *) export TEST_GALLEY_BINARY="$PWD/$target/debug/galley" ;;
        esac
        step client-install 300 npm ci --prefix tests/clients/strapi --no-audit --no-fund --loglevel=error &&
            step client 180 node --test tests/clients/strapi/client.test.mjs
    else
        leave_out client "Node is not installed"
    fi
fi

summary "make test"
