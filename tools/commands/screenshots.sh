# ./meet screenshots [NAME…]: takes the pictures of docs/images anew, of a test instance that it brings up and down.

command_screenshots() {
  make_run_folders
  ensure_packages test
  step "Building" with_build_lock build_project tests/Meet.Screenshots
  ! has_web || build_web
  MEET_CHROMIUM=$(chromium_path) exec "$artifacts/bin/Meet.Screenshots/${configuration,,}/Meet.Screenshots" "$@"
}
