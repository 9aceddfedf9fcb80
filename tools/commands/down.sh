# ./meet down: stops everything of this run folder, an `up` that is still starting included. Data stays.

command_down() {
  (($# == 0)) || fail "down takes no arguments."
  [[ -d "$run" ]] || { say "Nothing runs." && return; }
  local holder
  holder=$(lock_holder)
  # Its own trap takes down what it has started.
  [[ ! "$holder" ]] || kill -TERM "$holder" 2>/dev/null || true
  make_run_folders
  wait_for_lock 90
  if anything_runs; then
    step "Stopping" bring_down
  else
    rm -f "$run/settings"
    say "Nothing runs."
  fi
}
