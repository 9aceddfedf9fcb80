# A PostgreSQL of our own: loopback only, own port, data under the run folder. Clusters already on the machine are not touched.
# MEET_POSTGRES=postgresql://admin:password@host:port/database names an existing server instead.

# postgres_bin: the folder of the newest server binaries of version 14 or later; fails if there is none.
postgres_bin() {
  local folder newest=''
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5 -n); do
    [[ -x "$folder/postgres" && "${folder//[^0-9]/}" -ge 14 ]] && newest=$folder
  done
  [[ "$newest" ]] && printf '%s' "$newest"
}

# postgres_home: the folder for data. PostgreSQL refuses to run as root, so root runs it as user postgres; where that user
# cannot reach this tree (a clone under /root), the folder lives in /var/tmp and is linked from the run folder.
postgres_home() {
  local home="$run/postgres" outside
  if [[ ! -e "$home" ]]; then
    rm -f "$home"
    if ((EUID != 0)); then
      mkdir -m 700 "$home"
    elif as_postgres test -x "$run"; then
      install -d -o postgres -g postgres -m 700 "$home"
    else
      outside="/var/tmp/meet-$(printf '%s' "$run" | sha256sum | cut -c1-16)"
      install -d -o postgres -g postgres -m 700 "$outside"
      ln -s "$outside" "$home"
    fi
  fi
  readlink -f "$home"
}

as_postgres() {
  if ((EUID == 0)); then
    (cd / && exec setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@")
  else
    "$@"
  fi
}

# postgres_init HOME BIN: a cluster appears under its final name only when it is whole.
postgres_init() {
  local home=$1 bin=$2 password
  [[ ! -d "$home/data" ]] || return 0
  rm -rf "$home/data.new"
  password="$home/password"
  install -m 600 /dev/null "$password"
  secret postgres >"$password"
  ((EUID != 0)) || chown postgres:postgres "$password"
  as_postgres "$bin/initdb" -D "$home/data.new" -U postgres --pwfile="$password" --auth=scram-sha-256 \
    --encoding=UTF8 --no-locale --no-sync --no-instructions >"$logs/initdb.log" 2>&1 ||
    { last_lines initdb && fail "PostgreSQL's initdb failed: see $logs/initdb.log"; }
  rm -f "$password"
  mv "$home/data.new" "$home/data"
}

# start_postgres: returns at once; wait_for_postgres tells when it answers. MEET_DISPOSABLE=1 (tests) trades safety
# against a crash of the whole machine for speed.
start_postgres() {
  [[ ! "${MEET_POSTGRES:-}" ]] || return 0
  ! process_runs postgres || return 0
  local home bin options=()
  bin=$(postgres_bin) || fail "PostgreSQL's server binaries (14 or later) are not installed."
  require_free_port "$postgres_port" PostgreSQL
  home=$(postgres_home)
  postgres_init "$home" "$bin"
  # We know that ours does not run; a file left by a kill may name a pid that is somebody else's by now.
  rm -f "$home/data/postmaster.pid"
  [[ ! "${MEET_DISPOSABLE:-}" ]] || options+=(-c fsync=off -c full_page_writes=off)
  local run_as=()
  ((EUID != 0)) || run_as=(setpriv --reuid=postgres --regid=postgres --clear-groups --)
  (cd / && start_process postgres "${run_as[@]}" "$bin/postgres" -D "$home/data" -p "$postgres_port" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c jit=off "${options[@]}")
}

wait_for_postgres() {
  [[ "${MEET_POSTGRES:-}" ]] || wait_until postgres 60 "$(postgres_bin)/pg_isready" -q -h 127.0.0.1 -p "$postgres_port"
}

# admin_psql ARGUMENTS…: psql as the server's administrator.
admin_psql() {
  if [[ "${MEET_POSTGRES:-}" ]]; then
    psql "$MEET_POSTGRES" "$@"
  else
    PGPASSWORD=$(secret postgres) psql -h 127.0.0.1 -p "$postgres_port" -U postgres "$@"
  fi
}

# PostgreSQL's fast stop: open transactions are rolled back, connections closed, nothing lost.
stop_postgres() { stop_process postgres INT 30; }
