# deploy/compose with the images that ./meet images made, on the Docker engine that answers: brought up in a folder of its own, measured,
# looked into, and taken away with its volumes.

compose_services=(chat meets notification signaling media gateway)

# compose_reason: prints why it cannot run here; fails when it can.
compose_reason() {
  if ! command -v docker >/dev/null; then echo "there is no docker (Debian's is docker.io)"
  elif ! docker info >/dev/null 2>&1; then echo "no Docker engine answers (docker info; DOCKER_HOST says where)"
  elif ! compose_command >/dev/null; then echo "there is no docker compose (Debian's is docker-compose)"
  else return 1; fi
}

# compose_command: the plugin, or the program of that name.
compose_command() {
  if docker compose version >/dev/null 2>&1; then echo "docker compose"
  elif command -v docker-compose >/dev/null; then echo docker-compose
  else return 1; fi
}

compose_folder() { printf '%s' "$run/compose"; }

# Beside an instance on base_port and what else the tests start.
compose_port=$((base_port + 10200))

# compose ARGUMENTS…
compose() (
  local command
  read -r -a command <<<"$(compose_command)"
  cd "$(compose_folder)" || exit
  export COMPOSE_PROJECT_NAME="meet-test-$base_port" MEET_LISTEN="127.0.0.1:$compose_port"
  export MEET_MEDIA_PORT=$((compose_port + 40)) MEET_MEDIA_PORTS="$((compose_port + 40))-$((compose_port + 41))"
  "${command[@]}" -f compose.yaml "$@"
)

# compose_up: as a stranger would, in a copy of its own, with passwords and keys of its own.
compose_up() {
  local folder
  folder=$(compose_folder)
  rm -rf "$folder"
  cp -r "$root/deploy/compose" "$folder"
  rm -rf "$folder"/{.env,keys}
  MEET_PUBLIC_URL="http://127.0.0.1:$compose_port" "$folder/prepare" >/dev/null
  compose up -d
}

# compose_down: safe to repeat.
compose_down() {
  [[ -d "$(compose_folder)" ]] || return 0
  compose down -v --timeout 30
  rm -rf "$(compose_folder)"
}

# compose_value NAME: of what prepare has made.
compose_value() { sed -n "s/^$1=//p" "$(compose_folder)/.env"; }

# compose_container SERVICE
compose_container() { compose ps -q "$1"; }

# compose_measure: a JSON line for each image: its size, and the time from its container's start until it takes requests (/health/ready), which
# all of them need at once, on one machine. The services' network is reached from the host.
compose_measure() {
  local service container address started deadline left=("${compose_services[@]}") still
  deadline=$(($(now_ms) + 180000))
  while ((${#left[@]} > 0)); do
    still=()
    for service in "${left[@]}"; do
      container=$(compose_container "$service")
      address=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' "$container")
      if [[ "$(http_status_of "${address%% *}" 8080 /health/ready)" != 200 ]]; then
        still+=("$service")
        continue
      fi
      started=$(date -d "$(docker inspect -f '{{.State.StartedAt}}' "$container")" +%s%3N)
      printf '{"image":"%s","bytes":%s,"readyAfterMs":%s}\n' "$(docker inspect -f '{{.Config.Image}}' "$container")" \
        "$(docker image inspect -f '{{.Size}}' "$(docker inspect -f '{{.Image}}' "$container")")" $(($(date +%s%3N) - started))
    done
    left=("${still[@]}")
    if (($(now_ms) > deadline)); then
      compose logs --tail 20 "${left[@]}"
      fail "not ready after 180 s: ${left[*]}"
    fi
    sleep 0.1
  done
}

# compose_look: what runs, seen from the host's kernel and not from compose.yaml: no service as root, with a capability, with a way to get one, or
# with a root file system that it could write to.
compose_look() {
  local service pid status wrong=''
  for service in "${compose_services[@]}"; do
    pid=$(docker inspect -f '{{.State.Pid}}' "$(compose_container "$service")")
    status=$(<"/proc/$pid/status")
    [[ "$status" =~ Uid:[[:space:]]+1654[[:space:]]+1654[[:space:]]+1654[[:space:]]+1654 ]] || wrong+="$service does not run as user 1654"$'\n'
    [[ "$status" =~ CapEff:[[:space:]]+0000000000000000 && "$status" =~ CapBnd:[[:space:]]+0000000000000000 ]] || wrong+="$service has capabilities"$'\n'
    [[ "$status" =~ NoNewPrivs:[[:space:]]+1 ]] || wrong+="$service may gain privileges"$'\n'
    awk '$5 == "/" && $6 ~ /(^|,)ro(,|$)/ { found = 1 } END { exit !found }' "/proc/$pid/mountinfo" || wrong+="$service can write to its root file system"$'\n'
  done
  [[ -z "$wrong" ]] || fail "$wrong"
}
