# Processes that outlive this script, known by pid files that hold "pid start-time boot": a pid that was handed to
# somebody else meanwhile, or before a reboot, is never taken for ours.

# process_mark PID: sets REPLY to what the pid file of a living process must hold. No process is started to find it, since
# those who wait ask many times a second.
process_mark() {
  local stat fields boot
  { read -r stat <"/proc/$1/stat" && read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null || return 1
  read -r -a fields <<<"${stat##*) }"
  # A process whose first thread has ended keeps its ports until the last one has (num_threads).
  [[ "${fields[0]}" != Z ]] || ((fields[17] > 1)) || return 1
  REPLY="$1 ${fields[19]} $boot"
}
export -f process_mark

# start_process NAME COMMAND…: detached from the terminal, log in logs/NAME.log (the one before in NAME.log.1).
# The process writes its own pid file before it becomes COMMAND, so a script killed here leaves no unknown process.
start_process() {
  local name=$1
  shift
  [[ ! -f "$logs/$name.log" ]] || mv "$logs/$name.log" "$logs/$name.log.1"
  rm -f "$pids/$name"
  # shellcheck disable=SC2016
  setsid bash -c 'file=$1; shift; process_mark $$ && printf "%s\n" "$REPLY" >"$file.new" && mv "$file.new" "$file" && exec "$@"' \
    meet-start "$pids/$name" "$@" </dev/null >"$logs/$name.log" 2>&1 9>&- &
  # Until it has told its pid, nobody could see that it failed.
  local tries
  for ((tries = 0; tries < 200; tries++)); do
    [[ ! -s "$pids/$name" ]] || return 0
    sleep 0.05
  done
  fail "$name did not start: see $logs/$name.log"
}

# process_runs NAME
process_runs() {
  local mark
  read_mark "$1" && process_mark "${mark%% *}" && [[ "$REPLY" == "$mark" ]]
}

# process_id NAME: prints the pid if that process lives, otherwise fails.
process_id() {
  local mark
  process_runs "$1" && read_mark "$1" && printf '%s' "${mark%% *}"
}

# read_mark NAME: sets the caller's mark to what the pid file holds; fails if there is none.
read_mark() {
  mark=''
  { read -r mark <"$pids/$1"; } 2>/dev/null || true
  [[ "$mark" ]]
}

# stop_process NAME SIGNAL SECONDS: asks by the signal, waits, and only then kills.
stop_process() {
  local name=$1 signal=$2 deadline pid
  deadline=$(($(now_ms) + $3 * 1000))
  if pid=$(process_id "$name"); then
    kill "-$signal" "$pid" 2>/dev/null || true
    while process_runs "$name"; do
      if (($(now_ms) > deadline)); then
        warn "  $name did not stop within $3 s: killed"
        kill -KILL "$pid" 2>/dev/null || true
        deadline=$(($(now_ms) + 5000))
      fi
      sleep 0.05
    done
  fi
  rm -f "$pids/$name"
}

# wait_until NAME SECONDS CHECK…: until CHECK succeeds; fails early if the process NAME dies meanwhile.
wait_until() {
  local name=$1 seconds=$2 deadline
  deadline=$(($(now_ms) + $2 * 1000))
  shift 2
  until "$@"; do
    if ! process_runs "$name"; then
      warn "meet: $name stopped while starting. Its last words:"
      last_lines "$name"
      fail "$name stopped while starting; more in: ./meet logs $name"
    fi
    if (($(now_ms) > deadline)); then
      last_lines "$name"
      fail "$name was not ready within $seconds s; more in: ./meet logs $name"
    fi
    sleep 0.2
  done
}
