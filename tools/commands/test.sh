# ./meet test [unit|integration|e2e|chart|compose]…: builds everything, checks formatting, runs the tests (unless told which, all but compose's,
# which take a Docker engine and minutes of building images).
# Its last line is "N passed, N failed"; it exits 0 only when nothing failed. What it starts, it stops.

command_test() {
  local kinds=("$@") kind purpose=up
  ((${#kinds[@]} > 0)) || kinds=(unit integration e2e chart)
  for kind in "${kinds[@]}"; do
    [[ "$kind" =~ ^(unit|integration|e2e|chart|compose)$ ]] || fail "test knows unit, integration, e2e, chart and compose, not '$kind'."
  done
  [[ ! " ${kinds[*]} " =~ " e2e "|" compose " ]] || purpose="test"
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
  # The chart is made of nothing that is built, and compose of images.
  if [[ ! "${kinds[*]}" =~ ^(chart|compose)( (chart|compose))*$ ]]; then
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
  compose_down >/dev/null 2>&1 || true
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

# The images as they are installed on one host: measured, looked into, and the main scenario with browsers against them.
test_compose() {
  local reason name report="$reports/compose.xml"
  if reason=$(compose_reason); then
    skipped=$((skipped + 1))
    skip_reasons+=("compose: $reason")
    return
  fi
  mkdir -p "$reports"
  count_check "Building its tests" with_build_lock build_project tests/Meet.EndToEnd.Tests
  ((step_code == 0)) || return 0
  for name in "${services[@]}"; do
    count_check "meet/$name" images_build "$name" "meet/$name:$(images_tag)"
    ((step_code == 0)) || return 0
  done
  count_check "deploy/compose" compose_up
  count_check "Services ready" compose_measure
  grep '^{' "$step_output" || true
  count_check "Not root, read-only, without capabilities" compose_look
  MEET_CHROMIUM=$(chromium_path) MEET_SYSTEM_URL="http://127.0.0.1:$compose_port" MEET_INSTALLED_EMAIL=$(compose_value MEET_ADMIN_EMAIL) \
    MEET_INSTALLED_PASSWORD=$(compose_value MEET_ADMIN_PASSWORD) \
    run_step "compose" timeout -k 30 600 "$artifacts/bin/Meet.EndToEnd.Tests/${configuration,,}/Meet.EndToEnd.Tests" \
    -noLogo -noColor -class '*InstalledTests' -xml "$report"
  count_xunit compose "$report"
  compose_down >/dev/null 2>&1
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
  count_check "Damaged input (./meet fuzz)" "$artifacts/bin/Meet.Fuzz/${configuration,,}/Meet.Fuzz" --inputs 100000 --seconds 3
}

test_integration() {
  local project
  # Its tests say themselves of what there are two.
  local -x MEET_REPLICAS=''
  test_servers_start
  for project in "$root"/tests/*.IntegrationTests; do test_project "${project##*/}"; done
  test_servers_stop
}

# With two of everything, unless MEET_REPLICAS says otherwise: what holds then holds with one.
test_e2e() {
  MEET_REPLICAS="${MEET_REPLICAS:-2}" MEET_CHROMIUM=$(chromium_path) MEET_FIREFOX=$(firefox_path || true) test_project Meet.EndToEnd.Tests 1800
}

# test_project NAME [SECONDS]: the project is a program of its own. A hanging one is ended after so long (600).
test_project() {
  local report="$reports/$1.xml"
  run_step "$1" timeout -k 30 "${2:-600}" "$artifacts/bin/$1/${configuration,,}/$1" -noLogo -noColor -xml "$report"
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
