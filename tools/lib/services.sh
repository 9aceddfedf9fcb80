# The product's own processes: what each is told, and how it is started.

services=(chat meets notification signaling media gateway)
declare -A http_offset=([gateway]=11 [chat]=1 [meets]=3 [signaling]=5 [media]=7 [notification]=9)
declare -A grpc_offset=([chat]=2 [meets]=4 [signaling]=6 [media]=8 [notification]=10)

# A service may run as several processes: chat, chat2, chat3. Each one's ports lie 50 above those of the one before. Whoever wants the service and not
# one of its processes goes to the port that they share; media nodes share none, since each has Meets of its own.
max_processes=5
processes=()

# process_count SERVICE
process_count() {
  case "$1" in
    media) printf '%s' "${MEET_MEDIA_NODES:-${MEET_REPLICAS:-1}}" ;;
    *) printf '%s' "${MEET_REPLICAS:-1}" ;;
  esac
}

# list_processes: sets processes: those that the environment asks for, and those that were started beside them.
list_processes() {
  local service count number file
  processes=()
  for service in "${services[@]}"; do
    count=$(process_count "$service")
    [[ "$count" =~ ^[1-$max_processes]$ ]] || fail "$service can run as 1 to $max_processes processes, not '$count'."
    processes+=("$service")
    for ((number = 2; number <= max_processes; number++)); do
      file="$pids/$service$number"
      ((number > count)) && [[ ! -e "$file" ]] || processes+=("$service$number")
    done
  done
}
list_processes

# is_service NAME: whether a process of this product may have that name.
is_service() { [[ "$1" =~ ^([a-z]+)([2-$max_processes])?$ && " ${services[*]} " == *" ${BASH_REMATCH[1]} "* ]]; }

# service_of media2: media. number_of media2: 2, and of media: 1.
service_of() { printf '%s' "${1%%[0-9]*}"; }
number_of() { [[ "$1" == *[0-9] ]] && printf '%s' "${1##*[a-z]}" || printf 1; }

# processes_of SERVICE: one a line.
processes_of() {
  local name
  for name in "${processes[@]}"; do [[ "${name%%[0-9]*}" != "$1" ]] || echo "$name"; done
}

# port_of PROCESS OFFSET
port_of() { printf '%s' $((base_port + 50 * ($(number_of "$1") - 1) + $2)); }

http_port() { port_of "$1" "${http_offset[$(service_of "$1")]}"; }

grpc_port() { port_of "$1" "${grpc_offset[$(service_of "$1")]}"; }

# shared_port SERVICE http|grpc: the gateway's is the site.
shared_port() {
  case "$1-$2" in
    gateway-*) printf '%s' "$base_port" ;;
    *-http) printf '%s' $((base_port + 24 + http_offset[$1])) ;;
    *) printf '%s' $((base_port + 24 + grpc_offset[$1])) ;;
  esac
}

# listen_addresses PROCESS http|grpc
listen_addresses() {
  local service
  service=$(service_of "$1")
  printf 'http://127.0.0.1:%s' "$("$2_port" "$1")"
  [[ "$service" == media ]] || printf ';http://127.0.0.1:%s' "$(shared_port "$service" "$2")"
}

# app_folder SERVICE: each instance runs its own copy, so that a build never changes files under a running process.
app_folder() { printf '%s' "$run/app/$1"; }

assembly() { printf 'Meet.%s' "${1^}"; }

# app_is_current SERVICE: whether the copy is of the last build.
app_is_current() { [[ "$(cat "$(app_folder "$1")/.stamp" 2>/dev/null)" == "$(cat "$artifacts/stamps/services")" ]]; }

copy_app() {
  local to
  to=$(app_folder "$1")
  rm -rf "$to" "$to.new"
  mkdir -p "$run/app"
  cp -r "$artifacts/bin/$(assembly "$1")/${configuration,,}" "$to.new"
  cp "$artifacts/stamps/services" "$to.new/.stamp"
  cp "$artifacts/stamps/commit" "$to.new/.commit"
  mv "$to.new" "$to"
}

# service_environment PROCESS: one NAME=VALUE a line; secrets only to those that use them.
service_environment() {
  local peer service number
  service=$(service_of "$1")
  number=$(number_of "$1")
  echo "ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-Development}"
  echo "Meet__SharePorts=true"
  echo "Meet__Http=$(listen_addresses "$1" http)"
  [[ ! "${grpc_offset[$service]+known}" ]] || echo "Meet__Grpc=$(listen_addresses "$1" grpc)"
  for peer in chat meets notification signaling; do
    echo "Services__${peer^}__Http=http://127.0.0.1:$(shared_port "$peer" http)"
    echo "Services__${peer^}__Grpc=http://127.0.0.1:$(shared_port "$peer" grpc)"
  done
  echo "Keys__Directory=$run/keys/$service"
  echo "ConnectionStrings__RabbitMq=$(rabbitmq_url)"
  case "$service" in
    chat)
      echo "ConnectionStrings__Postgres=$(connection_string chat)"
      echo "Demo__Seed=true"
      echo "Files__Folder=$run/files"
      ;;
    meets) echo "ConnectionStrings__Postgres=$(connection_string meets)" ;;
    notification)
      echo "ConnectionStrings__Postgres=$(connection_string notification)"
      echo "Notification__PublicUrl=${MEET_PUBLIC_URL:-http://127.0.0.1:$base_port}"
      ;;
    gateway) echo "Web__Root=$root/web/dist" ;;
    media)
      echo "Media__NodeId=media-$number"
      echo "Media__Address=${MEET_MEDIA_ADDRESS:-127.0.0.1}"
      echo "Media__FirstPort=$(port_of "$1" "$media_offset")"
      echo "Media__DrainSeconds=${MEET_MEDIA_DRAIN_SECONDS:-0}"
      echo "Media__Workers=${MEET_MEDIA_WORKERS:-2}"
      echo "Media__VideoCodecs=${MEET_VIDEO_CODECS:-VP8}"
      ;;
  esac
}

# start_service PROCESS: returns at once.
start_service() {
  ! process_runs "$1" || return 0
  require_free_port "$(http_port "$1")" "the $1 service"
  [[ "$1" != gateway ]] || process_runs gateway2 || require_free_port "$base_port" "the site"
  (
    local environment line service
    service=$(service_of "$1")
    environment=$(service_environment "$1")
    while read -r line; do export "${line?}"; done <<<"$environment"
    unset MEET_POSTGRES MEET_RABBITMQ ASPNETCORE_URLS
    # Six processes start on few cores: what is hot is compiled again only when they no longer start (.NET's own delay is 100 ms).
    export DOTNET_TC_CallCountingDelayMs=1500
    cd "$(app_folder "$service")" || exit
    start_process "$1" dotnet "$(assembly "$service").dll"
  )
}

# The services finish their requests within 20 s, a media node after its Meets.
stop_service() { stop_process "$1" TERM $((25 + ${MEET_MEDIA_DRAIN_SECONDS:-0})); }

service_is_ready() { [[ "$(http_status "$(http_port "$1")" /health/ready)" == 200 ]]; }
