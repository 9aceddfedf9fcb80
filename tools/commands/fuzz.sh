# ./meet fuzz [ARGUMENTS…]: feeds damaged input to the parsers that the network reaches; ./meet fuzz --help tells more.

command_fuzz() {
  make_run_folders
  step "Building" with_build_lock build_project tests/fuzz/Meet.Fuzz >&2
  exec "$artifacts/bin/Meet.Fuzz/${configuration,,}/Meet.Fuzz" "$@"
}
