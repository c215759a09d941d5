#!/usr/bin/env bash
# Finds a PostgreSQL server for the tests and prints its URL; prints nothing when there is none.
#
# Usage: postgres.sh find HOME    look for a server; HOME is an empty folder for a private one
#        postgres.sh stop HOME    stop the private server of HOME, if there is one
#
# Looks, in this order, at GALLEY_TEST_POSTGRES_URL, at a server on this machine that lets the current user create
# databases, at the server programs that are installed (a private server is started in HOME), and installs them when
# that is allowed (root on Debian). The tests only ever touch databases that they create themselves.
set -u

tool() { command -v "$1" || compgen -G "/usr/lib/postgresql/*/bin/$1" | sort -V | tail -n 1; }

# The server refuses to run as root, so a private one then belongs to the user that the package made.
as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

accepts_us() {
    local psql
    psql=$(tool psql)
    [ -n "$psql" ] || return 1
    [ "$(PGCONNECT_TIMEOUT=3 timeout 5 "$psql" -X -w -tA "$1" \
        -c 'SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user' 2>/dev/null </dev/null)" = t ]
}

find_running() {
    local user url
    user=$(id -un)
    for url in "postgres://$user@127.0.0.1:5432/postgres" "postgres://postgres@127.0.0.1:5432/postgres" \
        "postgres://$user@%2Fvar%2Frun%2Fpostgresql/postgres"; do
        if accepts_us "$url"; then
            echo "$url"
            return 0
        fi
    done
    return 1
}

free_port() {
    local port
    for port in $(shuf -i 20000-30000 -n 50); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return 0; }
    done
    return 1
}

start_private() {
    local home=$1 port initdb pg_ctl
    initdb=$(tool initdb) pg_ctl=$(tool pg_ctl)
    [ -n "$initdb" ] && [ -n "$pg_ctl" ] || return 1
    mkdir -p "$home" && port=$(free_port) || return 1
    if [ "$(id -u)" = 0 ]; then chown postgres "$home" || return 1; fi
    (
        cd "$home" || exit 1
        as_owner "$initdb" --pgdata="$home/data" --username=postgres --auth=trust --encoding=UTF8 --no-sync &&
            # Durability is not what these tests look at, and without it a clone takes milliseconds.
            as_owner "$pg_ctl" --pgdata="$home/data" --log="$home/log" --wait --timeout=60 --options="-p $port \
                -c listen_addresses=127.0.0.1 -c unix_socket_directories=$home -c fsync=off -c max_connections=200" start
    ) >"$home/start.log" 2>&1 </dev/null || { tail -n 5 "$home/start.log" >&2; return 1; }
    echo "postgres://postgres@127.0.0.1:$port/postgres"
}

case "${1:-}" in
    find)
        if [ -n "${GALLEY_TEST_POSTGRES_URL:-}" ]; then
            echo "$GALLEY_TEST_POSTGRES_URL"
        else
            find_running || start_private "$2" ||
                { "$(dirname "$0")/require.sh" postgres psql && { find_running || start_private "$2"; }; }
        fi
        ;;
    stop)
        [ -e "$2/data/postmaster.pid" ] || exit 0
        (cd "$2" && as_owner "$(tool pg_ctl)" --pgdata="$2/data" --mode=immediate --wait --timeout=30 stop) >/dev/null 2>&1
        ;;
    *)
        echo "usage: postgres.sh find|stop HOME" >&2
        exit 2
        ;;
esac
