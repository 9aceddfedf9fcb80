# ./meet service stop|start|kill NAME: one process of a running instance, for tests and for trying what happens. `start chat2` adds a
# second process of chat to an instance that has one.

command_service() {
  local action="${1:-}" name="${2:-}"
  if ! is_service "$name" && [[ "$name" != postgres && "$name" != rabbitmq ]]; then
    fail "service stop|start|kill NAME, where NAME is one of: ${services[*]} (media2, … for further processes) postgres rabbitmq"
  fi
  [[ -f "$run/settings" ]] || fail "nothing was started in $run: ./meet up first."
  wait_for_lock 120
  case "$action" in
    stop) stop_named "$name" ;;
    start)
      start_named "$name"
      wait_for_named "$name"
      ;;
    kill) service_kill "$name" ;;
    *) fail "service knows stop, start and kill, not '$action'." ;;
  esac
}

# As by the kernel's out-of-memory killer: no goodbye. PostgreSQL's and RabbitMQ's children notice and end.
service_kill() {
  local pid
  if pid=$(process_id "$1"); then
    kill -KILL "$pid"
    while process_runs "$1"; do sleep 0.02; done
  fi
  rm -f "$pids/$1"
}
