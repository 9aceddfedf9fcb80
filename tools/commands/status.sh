# ./meet status: one line per process. Exits 0 when everything is healthy, 3 when not.

command_status() {
  local name pid health port commit healthy=yes
  printf '%-12s %8s %6s  %-9s %10s  %s\n' SERVICE PID PORT HEALTH UPTIME COMMIT
  for name in postgres rabbitmq "${processes[@]}"; do
    commit=''
    case "$name" in
      postgres) port=$postgres_port ;;
      rabbitmq) port=$rabbitmq_port ;;
      *) port=$(http_port "$name") ;;
    esac
    if status_is_elsewhere "$name"; then
      printf '%-12s %8s %6s  %-9s\n' "$name" - - "not ours"
      continue
    fi
    if pid=$(process_id "$name"); then
      if is_ready "$name"; then health=ready; else health=unready && healthy=''; fi
      is_service "$name" && commit=$(cat "$(app_folder "$(service_of "$name")")/.commit" 2>/dev/null || true)
      printf '%-12s %8s %6s  %-9s %10s  %s\n' "$name" "$pid" "$port" "$health" "$(uptime_of "$pid")" "$commit"
    else
      healthy=''
      printf '%-12s %8s %6s  %-9s\n' "$name" - "$port" stopped
    fi
  done
  [[ $healthy ]] || return 3
}

# An existing server was named: ./meet neither starts nor watches it.
status_is_elsewhere() {
  [[ "$1" == postgres && "${MEET_POSTGRES:-}" || "$1" == rabbitmq && "${MEET_RABBITMQ:-}" ]]
}

uptime_of() {
  local stat fields up seconds
  read -r stat <"/proc/$1/stat"
  read -r -a fields <<<"${stat##*) }"
  read -r up _ </proc/uptime
  seconds=$((${up%%.*} - fields[19] / $(getconf CLK_TCK)))
  printf '%d:%02d:%02d' $((seconds / 3600)) $((seconds / 60 % 60)) $((seconds % 60))
}
