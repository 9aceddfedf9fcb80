# ./meet test [unit|integration|e2e|chart]…: builds everything, checks formatting, runs the tests (all of them unless told which).
# Its last line is "N passed, N failed"; it exits 0 only when nothing failed. What it starts, it stops.

command_test() {
  local kinds=("$@") kind purpose=up
  ((${#kinds[@]} > 0)) || kinds=(unit integration e2e chart)
  for kind in "${kinds[@]}"; do
    [[ "$kind" =~ ^(unit|integration|e2e|chart)$ ]] || fail "test knows unit, integration, e2e and chart, not '$kind'."
  done
  [[ " ${kinds[*]} " != *" e2e "* ]] || purpose="test"
  # A folder of its own: an instance that is up goes on, and ./meet down means that one.
  use_run "$run/test"
  unset MEET_POSTGRES MEET_RABBITMQ MEET_DISPOSABLE ASPNETCORE_ENVIRONMENT
  export MEET_SYSTEM_PORT="${MEET_SYSTEM_PORT:-$((base_port + 10000))}"
  reports="$run/reports"
  make_run_folders
  take_lock
  trap 'test_end' EXIT
  trap 'exit 130' INT TERM HUP
  ensure_packages "$purpose"
  # The chart is made of nothing that is built.
  if [[ "${kinds[*]}" != chart ]]; then
    test_build
    test_web "${kinds[@]}"
  fi
  for kind in "${kinds[@]}"; do "test_$kind"; done
  tell_counts
}

test_end() {
  abort_step
  test_servers_stop
  test_system_stop
}

# The fixture stops the product that it has started, unless its process was ended.
test_system_stop() {
  [[ ! -f "$root/.run/e2e/settings" ]] || MEET_RUN="$root/.run/e2e" "$root/meet" down
}

# What the chart renders, by the real helm.
test_chart() {
  install_chart_tests
  run_step "chart" npm --prefix "$root/tests/chart" test
  add_counts chart "$(tap_number pass)" "$(tap_number fail)" "$(tap_number skipped)" "$(grep -A25 '^not ok' "$step_output" || tail -n 60 "$step_output")"
}

# tap_number NAME: of the closing lines of node's test runner.
tap_number() { sed -n "s/^# $1 //p" "$step_output" | grep . || printf 0; }

# The whole solution is built at once; its services are then the ones that `up` would build.
test_build() {
  rm -rf "$reports"
  mkdir -p "$reports"
  count_check "C# formatting (./meet format)" csharp_format --verify-no-changes
  count_check "Building" with_build_lock build_everything
  if ((step_code != 0)); then
    tell_counts
    exit 1
  fi
}

test_web() {
  has_web || return 0
  install_web
  if [[ " $* " == *" unit "* ]]; then
    count_check "Web types, lint, formatting" npm --prefix "$root/web" run check
    rm -f "$reports/web.json"
    run_step "web" npm --prefix "$root/web" test -- --passWithNoTests --reporter=default --reporter=json --outputFile.json="$reports/web.json"
    count_vitest web "$reports/web.json"
  fi
  if [[ " $* " =~ " e2e "|" integration " ]]; then build_web; fi
}

test_unit() {
  local project
  for project in "$root"/tests/*.Tests; do
    [[ "$project" == */Meet.EndToEnd.Tests ]] || test_project "${project##*/}"
  done
}

test_integration() {
  local project
  test_servers_start
  for project in "$root"/tests/*.IntegrationTests; do test_project "${project##*/}"; done
  test_servers_stop
}

test_e2e() {
  MEET_CHROMIUM=$(chromium_path) test_project Meet.EndToEnd.Tests
}

# test_project NAME: the project is a program of its own. A hanging one is ended after 20 minutes.
test_project() {
  local report="$reports/$1.xml"
  run_step "$1" timeout -k 30 1200 "$artifacts/bin/$1/${configuration,,}/$1" -noLogo -noColor -xml "$report"
  cp "$step_output" "$reports/$1.log"
  count_xunit "$1" "$report"
  test_system_stop
}

# One PostgreSQL and one RabbitMQ for all integration tests. They end when our end of the pipe closes, even if we are killed.
test_servers_start() {
  local line started
  started=$(now_ms)
  coproc test_servers { MEET_RUN="$run/servers" MEET_PORT=$((base_port + 10100)) exec "$root/meet" servers 9>&-; }
  while read -r line <&"${test_servers[0]}"; do
    case "$line" in
      ready) break ;;
      MEET_TEST_*) export "${line?}" ;;
    esac
  done
  [[ "$line" == ready ]] || fail "the servers for the integration tests did not start."
  done_line "PostgreSQL and RabbitMQ" "$(seconds_since "$started")s"
}

test_servers_stop() {
  [[ "${test_servers_PID:-}" ]] || return 0
  local pid=$test_servers_PID input=${test_servers[1]}
  exec {input}>&-
  wait "$pid" || true
}
