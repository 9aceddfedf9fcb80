# ./meet bench [NAME [--OPTION VALUE]…]: measures; results are JSON lines on standard output, how it goes is on standard error.

command_bench() {
  make_run_folders
  {
    ! bench_needs_browser "${1:-}" || ensure_packages test
    step "Building" with_build_lock build_project tests/load/Meet.Bench
    if bench_needs_browser "${1:-}"; then
      ! has_web || build_web
      MEET_CHROMIUM=$(chromium_path)
      export MEET_CHROMIUM
    fi
  } >&2
  MEET_DISPOSABLE="" exec "$artifacts/bin/Meet.Bench/${configuration,,}/Meet.Bench" "$@"
}

# Those of the media node have people of their own.
bench_needs_browser() { [[ "$1" != media && "$1" != soak ]]; }
