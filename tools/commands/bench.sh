# ./meet bench [NAME]: measures; results are JSON lines on standard output, how it goes is on standard error.

command_bench() {
  make_run_folders
  {
    ensure_packages test
    step "Building" with_build_lock build_project tests/load/Meet.Bench
    ! has_web || build_web
  } >&2
  MEET_DISPOSABLE="" MEET_CHROMIUM=$(chromium_path) exec "$artifacts/bin/Meet.Bench/${configuration,,}/Meet.Bench" "$@"
}
