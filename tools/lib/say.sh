# What the person at the terminal reads. Steps show elapsed time on a terminal and one plain line each anywhere else.

if [[ -t 1 ]]; then on_terminal=yes; else on_terminal=''; fi

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }

fail() {
  warn "meet: $*"
  exit 1
}

# now_ms: milliseconds of a clock that needs no process to be read.
now_ms() { printf '%s' "$((${EPOCHREALTIME/[.,]/} / 1000))"; }

seconds_since() {
  local ms=$(($(now_ms) - $1))
  printf '%d.%d' $((ms / 1000)) $((ms % 1000 / 100))
}

# done_line TEXT RESULT
done_line() { printf '  %-44s %8s\n' "$1" "$2"; }

# run_step TEXT COMMAND…: runs the command as a process group of its own, which Ctrl-C and `down` can end (abort_step), with
# its output in $step_output, a file for each command of ./meet. Sets step_code and step_time and prints nothing that stays: for those who count failures.
step_child=''
step_code=0
step_time=''
step_output=''
run_step() {
  local text=$1 started
  shift
  step_output="$run/steps/$meet_command.log"
  started=$(now_ms)
  step_code=0
  set -m
  ("$@") >"$step_output" 2>&1 9>&- </dev/null &
  step_child=$!
  set +m
  if [[ $on_terminal ]]; then
    while kill -0 "$step_child" 2>/dev/null; do
      printf '\r  %-44s %7ss' "$text" "$(seconds_since "$started")"
      sleep 0.2
    done
    printf '\r'
  fi
  wait "$step_child" || step_code=$?
  step_child=''
  step_time="$(seconds_since "$started")s"
}

# step TEXT COMMAND…: one that must succeed.
step() {
  run_step "$@"
  if ((step_code != 0)); then
    done_line "$1" failed
    tail -n 40 "$step_output" >&2
    fail "$1: failed (the whole output: $step_output)"
  fi
  done_line "$1" "$step_time"
}

abort_step() { [[ ! "$step_child" ]] || kill -TERM -- "-$step_child" 2>/dev/null || true; }

# last_lines NAME: the end of a process's log, indented.
last_lines() { tail -n "${2:-15}" "$logs/$1.log" 2>/dev/null | cut -c1-400 | sed 's/^/    /' >&2; }
