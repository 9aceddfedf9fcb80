# ./meet servers [postgres] [rabbitmq]: disposable servers for one test run. Prints how to reach them, keeps them while its
# standard input stays open, and then removes every trace, however its parent ended.

command_servers() {
  local wanted=("$@")
  ((${#wanted[@]} > 0)) || wanted=(postgres rabbitmq)
  # A bench asks for a server that is as safe as a real one: MEET_DISPOSABLE= (empty).
  export MEET_DISPOSABLE="${MEET_DISPOSABLE-1}"
  unset MEET_POSTGRES MEET_RABBITMQ
  make_run_folders
  take_lock
  trap 'servers_stop' EXIT
  trap 'exit 130' INT TERM HUP
  local server
  for server in "${wanted[@]}"; do "start_$server"; done
  for server in "${wanted[@]}"; do "wait_for_$server"; done
  for server in "${wanted[@]}"; do
    case "$server" in
      postgres) say "MEET_TEST_POSTGRES=Host=127.0.0.1;Port=$postgres_port;Username=postgres;Password=$(secret postgres);Database=postgres" ;;
      rabbitmq) say "MEET_TEST_RABBITMQ=$(rabbitmq_url)" ;;
    esac
  done
  say ready
  # Ends at end of file; a closed pipe is the one sign that a killed parent still gives.
  local line
  while read -r line; do :; done
}

servers_stop() {
  stop_rabbitmq
  stop_postgres
  local data
  data=$(readlink -f "$run/postgres" || true)
  rm -rf "$run" "$data"
}
