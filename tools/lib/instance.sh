# A whole instance: PostgreSQL, RabbitMQ and the services in the run folder.

everything() { printf '%s\n' postgres epmd rabbitmq "${processes[@]}"; }

anything_runs() {
  local name
  for name in $(everything); do ! process_runs "$name" || return 0; done
  return 1
}

# start_named NAME / stop_named NAME / wait_for_named NAME: for services and servers alike.
start_named() { if is_service "$1"; then start_service "$1"; else "start_$1"; fi; }
stop_named() { if is_service "$1"; then stop_service "$1"; else "stop_$1"; fi; }
wait_for_named() { if is_service "$1"; then wait_until "$1" 90 service_is_ready "$1"; else "wait_for_$1"; fi; }

is_ready() {
  case "$1" in
    postgres) "$(postgres_bin)/pg_isready" -q -h 127.0.0.1 -p "$postgres_port" ;;
    rabbitmq) rabbitmq_answers ;;
    epmd) port_answers "$epmd_port" ;;
    *) service_is_ready "$1" ;;
  esac
}

# stop_surplus: what ran as more processes before and is to run as fewer now.
stop_surplus() {
  local name
  for name in "${processes[@]}"; do
    (($(number_of "$name") <= $(process_count "$(service_of "$name")"))) || stop_service "$name"
  done
  list_processes
}

# bring_down: the services together, then the servers they use, together. Waits for named children only: the processes
# that this script has started are its children too.
bring_down() {
  local name waits=()
  for name in "${processes[@]}"; do
    stop_service "$name" &
    waits+=($!)
  done
  wait "${waits[@]}"
  stop_rabbitmq &
  waits=($!)
  stop_postgres &
  wait "${waits[@]}" $!
  rm -f "$run/settings"
}
