# Sourced by the scripts that run several steps: names each one, limits its time, and sums up at the end.

failed_steps=() left_out=() step_count=0 started_at=$SECONDS running=

# `timeout` makes a process group of its own, which a Ctrl-C does not reach: pass it on.
interrupted() {
    [ -n "$running" ] && kill -TERM "$running" 2>/dev/null && wait "$running"
    printf '\ninterrupted\n'
    exit 130
}
trap interrupted INT TERM HUP

# step NAME LIMIT_SECONDS COMMAND...: runs the command without standard input; a command that outlives its limit is
# ended together with its children.
step() {
    local name=$1 limit=$2 from=$SECONDS status
    shift 2
    step_count=$((step_count + 1))
    printf '\n== %s\n' "$name"
    timeout --kill-after=10 "$limit" "$@" </dev/null &
    running=$!
    wait "$running"
    status=$?
    running=
    case $status in
        0) printf '== %s: ok, %s s\n' "$name" $((SECONDS - from)) ;;
        124 | 137) printf '== %s: FAILED, over its limit of %s s\n' "$name" "$limit" ;;
        *) printf '== %s: FAILED, status %s, %s s\n' "$name" "$status" $((SECONDS - from)) ;;
    esac
    [ $status -eq 0 ] || failed_steps+=("$name")
    return $status
}

# leave_out NAME REASON: says in one line that a step does not run here.
leave_out() {
    printf '\n== %s: left out, %s\n' "$1" "$2"
    left_out+=("$1")
}

# summary TITLE: the last line of the whole; its status is that of the run.
summary() {
    local seconds=$((SECONDS - started_at)) without=""
    [ ${#left_out[@]} -gt 0 ] && without=", left out: ${left_out[*]}"
    if [ ${#failed_steps[@]} -gt 0 ]; then
        printf '\n%s: FAILED in %s (%s steps, %s s%s)\n' "$1" "${failed_steps[*]}" "$step_count" "$seconds" "$without"
        return 1
    fi
    printf '\n%s: passed (%s steps, %s s%s)\n' "$1" "$step_count" "$seconds" "$without"
}
