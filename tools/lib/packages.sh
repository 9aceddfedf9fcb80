# What the product and its tests need from the system, installed with apt when it is missing. Installing starts no system
# service and makes no system cluster, and what that takes is undone afterwards.

# missing_packages PURPOSE: Debian's names of what is not there; PURPOSE is up or test.
missing_packages() {
  [[ "${MEET_POSTGRES:-}" ]] || postgres_bin >/dev/null || echo postgresql
  command -v psql >/dev/null || echo postgresql-client
  [[ "${MEET_RABBITMQ:-}" || -x "$rabbitmq_server" ]] || echo rabbitmq-server
  command -v openssl >/dev/null || echo openssl
  if has_web && ! node_is_recent; then
    command -v node >/dev/null || echo nodejs
    command -v npm >/dev/null || echo npm
  fi
  if [[ "$1" == test ]]; then
    chromium_path >/dev/null || echo chromium
    # Ubuntu has it as a snap only, which tests cannot drive; there they are skipped without one of Mozilla's own.
    firefox_path >/dev/null || grep -qs '^ID=ubuntu' /etc/os-release || echo firefox-esr
    # Credentials are tried at a real relay, where there is one.
    command -v turnserver >/dev/null || echo coturn
    # Without it Japanese text is boxes in every picture.
    compgen -G '/usr/share/fonts/*/noto/NotoSansCJK-*' >/dev/null || echo fonts-noto-cjk
  fi
}

# chromium_path: a real browser. Ubuntu's package of that name is a snap, which tests cannot drive; there Chrome serves.
chromium_path() {
  local candidate
  for candidate in "${MEET_CHROMIUM:-}" /usr/bin/chromium /usr/bin/google-chrome-stable /usr/bin/google-chrome; do
    if [[ "$candidate" && -x "$candidate" ]]; then
      printf '%s' "$candidate"
      return
    fi
  done
  return 1
}

# firefox_path: a real one; Ubuntu's /usr/bin/firefox is a script that installs a snap.
firefox_path() {
  local candidate
  for candidate in "${MEET_FIREFOX:-}" /usr/bin/firefox-esr /usr/bin/firefox; do
    if [[ "$candidate" && -x "$candidate" ]] && ! head -c 4096 "$candidate" | grep -q 'snap'; then
      printf '%s' "$candidate"
      return
    fi
  done
  return 1
}

# ensure_packages PURPOSE
ensure_packages() {
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is not installed (no 'dotnet' on PATH): https://dotnet.microsoft.com/download"
  local missing=()
  mapfile -t missing < <(missing_packages "$1")
  if ((${#missing[@]} > 0)); then
    command -v apt-get >/dev/null ||
      fail "missing: ${missing[*]} (Debian's names). This system has no apt-get: install them by its own means."
    if ((EUID == 0)); then
      step "Installing ${missing[*]}" install_packages "${missing[@]}"
    elif sudo -n true 2>/dev/null; then
      step "Installing ${missing[*]}" sudo -n "$root/meet" packages "$1"
    else
      fail "missing: ${missing[*]}. Installing needs root: run 'sudo $root/meet packages $1' once, then this again."
    fi
    mapfile -t missing < <(missing_packages "$1")
    ((${#missing[@]} == 0)) || fail "still missing after installing: ${missing[*]}. Install them by hand."
  fi
  ! has_web || ensure_node
}

# install_packages NAME…: as root.
install_packages() (
  local new_units
  mapfile -t new_units < <(units_of "$@")
  trap 'allow_service_starts' EXIT
  forbid_service_starts
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
  # Installed for ./meet, which runs its own: the next boot should not start theirs.
  if ((${#new_units[@]} > 0)) && command -v systemctl >/dev/null; then
    systemctl disable "${new_units[@]}" || true
  fi
)

units_of() {
  case " $* " in *" postgresql "*) echo postgresql.service ;; esac
  case " $* " in *" coturn "*) echo coturn.service ;; esac
  case " $* " in *" rabbitmq-server "*) printf '%s\n' rabbitmq-server.service epmd.socket ;; esac
}

policy=/usr/sbin/policy-rc.d
cluster_policy=/etc/postgresql-common/createcluster.d/meet.conf

forbid_service_starts() {
  if [[ -e "$policy" ]] && ! grep -q 'made by ./meet' "$policy"; then mv "$policy" "$policy.before-meet"; fi
  printf '#!/bin/sh\n# made by ./meet while it installs packages\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  mkdir -p "$(dirname "$cluster_policy")"
  echo 'create_main_cluster = false' >"$cluster_policy"
}

allow_service_starts() {
  rm -f "$policy" "$cluster_policy"
  rmdir --ignore-fail-on-non-empty "$(dirname "$cluster_policy")" 2>/dev/null || true
  [[ ! -e "$policy.before-meet" ]] || mv "$policy.before-meet" "$policy"
}
