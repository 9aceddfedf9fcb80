# ./meet logs SERVICE [-f]: the whole log of a service, postgres or rabbitmq; with -f it follows.

command_logs() {
  local name="${1:-}"
  if [[ ! "$name" || ! -f "$logs/$name.log" ]]; then
    local known
    known=$(cd "$logs" 2>/dev/null && for file in *.log; do printf '%s ' "${file%.log}"; done)
    fail "logs needs a name; there are logs of: ${known:-nothing yet}"
  fi
  case "${2:-}" in
    '') cat "$logs/$name.log" ;;
    -f) exec tail -n 50 -F "$logs/$name.log" ;;
    *) fail "logs knows only -f, not '$2'." ;;
  esac
}
