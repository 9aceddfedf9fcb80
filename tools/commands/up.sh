# ./meet up [--detach] [--replicas N] [--media-nodes N]: builds what changed, starts everything, follows it until Ctrl-C (or returns, with --detach).

command_up() {
  local detach='' started
  while (($# > 0)); do
    case "$1" in
      --detach | -d) detach=yes ;;
      --replicas | --media-nodes)
        (($# > 1)) || fail "$1 needs a number."
        if [[ "$1" == --replicas ]]; then export MEET_REPLICAS=$2; else export MEET_MEDIA_NODES=$2; fi
        shift
        ;;
      *) fail "up knows --detach, --replicas N and --media-nodes N, not '$1'." ;;
    esac
    shift
  done
  list_processes
  started=$(now_ms)
  make_run_folders
  take_lock
  ensure_packages up
  up_leave_other_port
  anything_runs || trap 'up_abandon' EXIT
  trap 'exit 130' INT TERM HUP
  write_settings "$run/settings"
  up_start
  trap - EXIT
  exec 9>&-
  up_tell "$started"
  [[ $detach ]] || up_follow
}

# The instance may still run on the ports of another MEET_PORT.
up_leave_other_port() {
  local before
  before=$(sed -n 's/^MEET_PORT=//p' "$run/settings" 2>/dev/null || true)
  if [[ "${before:-8080}" != "$base_port" ]] && anything_runs; then
    step "Stopping what runs on port ${before:-8080}" bring_down
  fi
  export MEET_PORT=$base_port
}

up_start() {
  local name service
  # RabbitMQ takes longest, so it starts first and everything else happens meanwhile.
  start_rabbitmq
  start_postgres
  build_services
  build_web
  up_wait PostgreSQL wait_for_postgres
  prepare_database
  prepare_keys
  stop_surplus
  for service in "${services[@]}"; do
    if ! app_is_current "$service"; then
      for name in $(processes_of "$service"); do stop_service "$name"; done
      copy_app "$service"
    fi
    for name in $(processes_of "$service"); do start_service "$name"; done
  done
  up_wait RabbitMQ wait_for_rabbitmq
  for name in "${processes[@]}"; do up_wait "$name" wait_for_named "$name"; done
}

# up_wait TEXT COMMAND…: like a step, but in this process, since it must see and tell a process that dies.
up_wait() {
  local text=$1 started
  shift
  started=$(now_ms)
  [[ ! $on_terminal ]] || printf '  %-44s %8s\r' "$text" ...
  "$@"
  done_line "$text" "$(seconds_since "$started")s"
}

up_abandon() {
  abort_step
  warn "Stopping what was started."
  bring_down
}

up_tell() {
  say ""
  say "Meet is up after $(seconds_since "$1") s."
  say "  Console     http://127.0.0.1:$base_port/      staff: aoi@demo.example or sato@demo.example, password meet-demo-2026"
  say "  Demo site   http://127.0.0.1:$base_port/demo/ a customer's view, with the chat widget"
  say "  ./meet status, ./meet logs SERVICE -f, ./meet down"
}

# up_follow: until Ctrl-C, or until somebody else has brought the instance down.
up_follow() {
  local name told=' '
  say "  Ctrl-C stops everything."
  trap 'trap - INT TERM HUP; say ""; up_end; exit 0' INT TERM HUP
  while anything_runs; do
    for name in $(everything); do
      # A pid file without its process: it died. `service stop` removes the file.
      if [[ -e "$pids/$name" && "$told" != *" $name "* ]] && ! process_runs "$name"; then
        warn "$name has died. Its last words (more: ./meet logs $name; again: ./meet service start $name):"
        last_lines "$name" 8
        told+="$name "
      elif process_runs "$name"; then
        told=${told/ $name / }
      fi
    done
    sleep 1
  done
  say "Everything was stopped."
}

up_end() {
  wait_for_lock 60
  step "Stopping" bring_down
}
