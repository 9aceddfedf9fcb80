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
  local program=("$artifacts/bin/Meet.Bench/${configuration,,}/Meet.Bench" "$@")
  bench_needs_browser "${1:-}" || bench_alone "${program[@]}"
  MEET_DISPOSABLE="" exec "${program[@]}"
}

# Those of the media node have people of their own.
bench_needs_browser() { [[ ! "$1" =~ ^(media|soak|junk)$ ]]; }

# bench_alone COMMAND…: runs it in a network of its own, if this user may have one, and does not return. There are no firewall rules and
# no connection tracking there, which cost each packet on loopback up to a quarter more, and nobody else's packets.
bench_alone() {
  local alone=(unshare --net)
  ((EUID == 0)) || alone+=(--map-root-user)
  command -v ip > /dev/null && "${alone[@]}" true 2> /dev/null || return 0
  exec "${alone[@]}" bash -c 'ip link set lo up && exec "$@"' bench "$@"
}
