# Node.js for building the web app. Where the distribution's is too old (Debian 12, Ubuntu 24.04), a newer one comes from
# the npm registry into artifacts/, and nothing on the system changes.

own_node="$artifacts/node/node_modules/.bin"
[[ ! -x "$own_node/node" ]] || PATH="$own_node:$PATH"

# node_is_recent: what Vite asks for: 20.19 or later (but not 21), with npm.
node_is_recent() {
  command -v node >/dev/null && command -v npm >/dev/null || return 1
  [[ "$(node --version)" =~ ^v([0-9]+)\.([0-9]+) ]] || return 1
  local major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}
  ((major > 22 || major == 22 && minor >= 12 || major == 20 && minor >= 19))
}

ensure_node() {
  ! node_is_recent || return 0
  step "Fetching Node.js 22 (the system's is $(node --version))" install_own_node
  PATH="$own_node:$PATH"
  hash -r
  node_is_recent ||
    fail "Node.js 20.19 or later is needed and the npm registry has none for this machine. Install it from https://nodejs.org/."
}

install_own_node() {
  local cpu
  case "$(uname -m)" in
    x86_64) cpu=x64 ;;
    aarch64) cpu=arm64 ;;
    *) fail "Node.js 20.19 or later is needed; there is none to fetch for $(uname -m). Install it from https://nodejs.org/." ;;
  esac
  mkdir -p "$own_node"
  npm install --no-audit --no-fund --no-save --prefix "$artifacts/node" "node-linux-$cpu@22" npm@10
  ln -sf "../node-linux-$cpu/bin/node" "$own_node/node"
}
