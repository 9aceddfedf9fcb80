# ./meet packages [up|test]: only installs what the system lacks; for `sudo`, where `up` itself should not run as root.

command_packages() {
  local purpose="${1:-up}" missing=()
  [[ "$purpose" == up || "$purpose" == test ]] || fail "packages takes up or test, not '$purpose'."
  ((EUID == 0)) || fail "packages needs root: sudo $root/meet packages $purpose"
  mapfile -t missing < <(missing_packages "$purpose")
  if ((${#missing[@]} > 0)); then install_packages "${missing[@]}"; fi
}
