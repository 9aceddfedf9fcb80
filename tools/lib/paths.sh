# Where an instance keeps what it makes, and which ports it uses. MEET_RUN and MEET_PORT let instances live side by side.

: "${root:?}"
artifacts="$root/artifacts"

# use_run FOLDER: from now on this is the instance's folder.
use_run() {
  run=$1
  logs="$run/logs"
  pids="$run/pids"
  secrets="$run/secrets"
}

case "${MEET_RUN:-}" in
  '') use_run "$root/.run" ;;
  /*) use_run "$MEET_RUN" ;;
  *) use_run "$root/$MEET_RUN" ;;
esac
read_settings "$run/settings"
base_port="${MEET_PORT:-8080}"

if [[ ! "$base_port" =~ ^[0-9]+$ ]] || ((base_port < 1024 || base_port > 55000)); then
  echo "MEET_PORT must be a number from 1024 to 55000; it is '$base_port'." >&2
  exit 2
fi

postgres_port=$((base_port + 20))
rabbitmq_port=$((base_port + 21))
rabbitmq_dist_port=$((base_port + 22))
epmd_port=$((base_port + 23))
media_offset=40

# make_run_folders: only this user may look inside, PostgreSQL's own user may pass through to its data.
make_run_folders() {
  mkdir -p "$run/steps" "$logs" "$pids"
  (umask 077 && mkdir -p "$secrets")
}

# secret NAME: prints the secret of that name, made once and kept.
secret() {
  local file="$secrets/$1"
  if [[ ! -s "$file" ]]; then
    (umask 077 && openssl rand -hex 24 >"$file.new" && mv "$file.new" "$file")
  fi
  printf '%s' "$(<"$file")"
}
