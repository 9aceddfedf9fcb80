# How the instance in the run folder was started, so that `down`, `status`, `service` and the rest need not be told again.
# A variable given by the caller wins.

settings_names=(MEET_PORT ASPNETCORE_ENVIRONMENT MEET_POSTGRES MEET_RABBITMQ MEET_MEDIA_ADDRESS MEET_MEDIA_WORKERS MEET_REPLICAS MEET_MEDIA_NODES MEET_MEDIA_DRAIN_SECONDS MEET_VIDEO_CODECS MEET_PUBLIC_URL MEET_DISPOSABLE)

# read_settings FILE
read_settings() {
  [[ -r "$1" ]] || return 0
  local name value
  while IFS='=' read -r name value; do
    [[ " ${settings_names[*]} " == *" $name "* && ! "${!name+given}" ]] || continue
    export "$name=$value"
  done <"$1"
}

# write_settings FILE: connection strings hold passwords, so nobody else may read it.
write_settings() {
  local name
  (
    umask 077
    for name in "${settings_names[@]}"; do
      [[ ! "${!name:-}" ]] || printf '%s=%s\n' "$name" "${!name}"
    done >"$1.new"
    mv "$1.new" "$1"
  )
}
