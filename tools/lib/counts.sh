# What passed, failed and was skipped, read from the runners' own reports.

passed=0
failed=0
skipped=0
skip_reasons=()
failures=()

# count_check TEXT COMMAND…: something that is no test, but must hold: counted only when it fails.
count_check() {
  run_step "$@"
  if ((step_code == 0)); then
    done_line "$1" "$step_time"
    return
  fi
  failed=$((failed + 1))
  failures+=("$1")
  done_line "$1" FAILED
  tail -n 100 "$step_output"
}

# count_xunit TEXT XML: adds up xunit.v3's own report; a run without one, or one that failed with no failed test, is a failure.
count_xunit() {
  local assembly='' good bad left
  [[ ! -s "$2" ]] || assembly=$(grep -o -m1 '<assembly [^>]*>' "$2" || true)
  good=$(xml_number "$assembly" passed)
  bad=$(($(xml_number "$assembly" failed) + $(xml_number "$assembly" errors)))
  left=$(($(xml_number "$assembly" skipped) + $(xml_number "$assembly" not-run)))
  if ((left > 0)); then collect_skip_reasons "$2"; fi
  if ((bad > 0)); then collect_failures; fi
  add_counts "$1" "$good" "$bad" "$left" \
    "$(grep -vE '^ *(Discover(ing|ed)|Starting|Finished): |^=== TEST|^ +[^ ]+ +Total: ' "$step_output" | shorten_snapshots || true)"
}

# A browser test's failure shows the whole page; its beginning tells which one it was, and the next failure stays in sight.
shorten_snapshots() {
  awk '/^ +Aria snapshot:/ { left = 12 } /^ +Stack Trace:/ { left = 0; shown = 0 }
    left == 0 { print; next } shown++ < left { print }'
}

# In the order in which they failed: the first is often the cause of those after it.
collect_failures() {
  local line
  while read -r line; do failures+=("$line"); done < <(
    grep -A1 -E '^ +[A-Za-z0-9_.]+(\(.*\))? \[FAIL\]$' "$step_output" |
      awk '/\[FAIL\]$/ { sub(/ \[FAIL\]$/, ""); name = $0; next } name != "" { sub(/^ +/, ""); print name ": " $0; name = "" }'
  )
}

xml_number() {
  if [[ "$1" =~ \ $2=\"([0-9]+)\" ]]; then printf '%s' "${BASH_REMATCH[1]}"; else printf 0; fi
}

collect_skip_reasons() {
  local line
  while read -r line; do skip_reasons+=("$line"); done < <(
    tr -d '\n' <"$1" | sed 's/<test /\n<test /g' | grep -E 'result="(Skip|NotRun)"' |
      sed -E 's/^<test [^>]*name="([^"]*)".*<reason>(<!\[CDATA\[)?([^]<]*).*$/\1: \3/; s/^<test [^>]*name="([^"]*)".*/\1: not run/'
  )
}

# count_vitest TEXT JSON
count_vitest() {
  add_counts "$1" "$(json_number "$2" numPassedTests)" "$(json_number "$2" numFailedTests)" \
    "$(json_number "$2" numPendingTests)" "$(tail -n 150 "$step_output")"
}

json_number() {
  local found
  found=$(grep -o -m1 "\"$2\": *[0-9]*" "$1" 2>/dev/null | head -n 1 || true)
  printf '%s' "${found##*[: ]}" | grep . || printf 0
}

# add_counts TEXT PASSED FAILED SKIPPED OUTPUT
add_counts() {
  local bad=$3
  if ((step_code != 0 && bad == 0)); then bad=1; fi
  passed=$((passed + $2))
  failed=$((failed + bad))
  skipped=$((skipped + $4))
  done_line "$1" "$2 passed, $bad failed$( (($4 == 0)) || echo ", $4 skipped")  $step_time"
  if ((bad > 0)); then
    [[ "${failures[*]}" == *"$1."* ]] || failures+=("$1")
    printf '%s\n' "$5" | head -n 300
    ((step_code == 0)) || say "  ($1 ended with $step_code)"
  fi
}

# tell_counts: the last line is read by programs, too.
tell_counts() {
  if ((${#skip_reasons[@]} > 0)); then
    say ""
    say "Skipped:"
    printf '  %s\n' "${skip_reasons[@]}"
  fi
  if ((${#failures[@]} > 0)); then
    say ""
    say "Failed:"
    printf '  %s\n' "${failures[@]}"
  fi
  say ""
  say "$passed passed, $failed failed$( ((skipped == 0)) || echo ", $skipped skipped")"
  ((failed == 0))
}
