# ./meet contracts: writes what this version says to others, and no release has said yet, into the release being made
# (tests/Meet.Contracts.Tests/releases). What a release has said already it never changes: where that no longer holds, it fails.

command_contracts() {
  (($# == 0)) || fail "contracts takes no arguments."
  make_run_folders
  step "Building" with_build_lock build_project tests/Meet.Contracts.Tests
  MEET_FREEZE_CONTRACTS=1 exec "$artifacts/bin/Meet.Contracts.Tests/${configuration,,}/Meet.Contracts.Tests" -noLogo -noColor
}
