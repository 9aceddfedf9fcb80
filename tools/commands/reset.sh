# ./meet reset: forgets all data of a stopped instance: database, queues, files, keys, logs.

command_reset() {
  (($# == 0)) || fail "reset takes no arguments."
  [[ -d "$run" ]] || return 0
  take_lock
  ! anything_runs || fail "something still runs in $run: ./meet down first."
  local data
  data=$(readlink -f "$run/postgres" || true)
  # The folder of another instance may lie inside this one (.run/e2e and .run/test in .run).
  rm -rf "${data:?}" "$run"/{postgres,rabbitmq,files,keys,secrets,logs,pids,app,steps,settings}
}
