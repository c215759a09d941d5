#!/usr/bin/env bash
# Makes sure that the named tools are there: looks first, installs when it may (root on Debian), else names what is
# missing in one line and fails.
#
# Usage: require.sh TOOL...
set -u

# The Debian packages that bring a tool, where the names differ.
packages_of() {
    case "$1" in
        cc) echo gcc libc6-dev ;;
        node) echo nodejs ;;
        psql) echo postgresql-client ;;
        postgres) echo postgresql ;;
        taskset) echo util-linux ;;
        *) echo "$1" ;;
    esac
}

is_there() {
    case "$1" in
        postgres) command -v postgres >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

missing=() packages=()
for tool in "$@"; do
    is_there "$tool" && continue
    missing+=("$tool")
    # Rust comes from rustup: the compiler that Debian ships is too old.
    [ "$tool" = cargo ] || read -r -a packages < <(echo "${packages[@]}" "$(packages_of "$tool")")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && [ ${#packages[@]} -gt 0 ]; then
    echo "installing ${packages[*]} (for ${missing[*]})" >&2
    export DEBIAN_FRONTEND=noninteractive
    timeout 120 apt-get update -qq </dev/null >/dev/null 2>&1
    timeout 600 apt-get install -y -qq --no-install-recommends "${packages[@]}" </dev/null >/dev/null 2>&1
fi

still=()
for tool in "${missing[@]}"; do
    is_there "$tool" || still+=("$tool")
done
[ ${#still[@]} -eq 0 ] && exit 0
hint="install ${packages[*]:-}"
case " ${still[*]} " in *" cargo "*) hint="install Rust 1.95 or newer from https://rustup.rs ${packages[*]:+and ${packages[*]}}" ;; esac
echo "missing: ${still[*]} ($hint)" >&2
exit 1
