# One `up`, `down` or `service` at a time on a run folder. The lock is descriptor 9; it is never handed to a process that stays.

# take_lock: fails at once if somebody else has it.
take_lock() {
  exec 9>>"$run/lock"
  if ! flock -n 9; then
    fail "another ./meet (pid $(cat "$run/lock.pid" 2>/dev/null || echo unknown)) is at work on $run. ./meet down stops it."
  fi
  echo $$ >"$run/lock.pid"
}

# wait_for_lock SECONDS
wait_for_lock() {
  exec 9>>"$run/lock"
  flock -w "$1" 9 || fail "another ./meet (pid $(cat "$run/lock.pid" 2>/dev/null || echo unknown)) still holds $run after $1 s."
  echo $$ >"$run/lock.pid"
}

# lock_holder: the pid of the ./meet that holds the lock, empty if none does.
lock_holder() {
  [[ -e "$run/lock" ]] || return 0
  flock -n "$run/lock" true || cat "$run/lock.pid" 2>/dev/null || true
}
