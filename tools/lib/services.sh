# The product's own processes: what each is told, and how it is started.

services=(chat meets notification signaling media gateway)
declare -A http_offset=([gateway]=0 [chat]=1 [meets]=3 [signaling]=5 [media]=7 [notification]=9)
declare -A grpc_offset=([chat]=2 [meets]=4 [signaling]=6 [media]=8 [notification]=10)

is_service() { [[ "$1" && "${http_offset[$1]+known}" ]]; }

http_port() { printf '%s' $((base_port + http_offset[$1])); }

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

# service_environment SERVICE: one NAME=VALUE a line; secrets only to those that use them.
service_environment() {
  local peer
  echo "ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-Development}"
  echo "Meet__Http=http://127.0.0.1:$((base_port + http_offset[$1]))"
  [[ ! "${grpc_offset[$1]+known}" ]] || echo "Meet__Grpc=http://127.0.0.1:$((base_port + grpc_offset[$1]))"
  for peer in chat meets notification signaling; do
    echo "Services__${peer^}__Http=http://127.0.0.1:$((base_port + http_offset[$peer]))"
    echo "Services__${peer^}__Grpc=http://127.0.0.1:$((base_port + grpc_offset[$peer]))"
  done
  echo "Services__Media__0__Id=media-1"
  echo "Services__Media__0__Grpc=http://127.0.0.1:$((base_port + grpc_offset[media]))"
  echo "Keys__Directory=$run/keys/$1"
  echo "ConnectionStrings__RabbitMq=$(rabbitmq_url)"
  case "$1" in
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
      echo "Media__NodeId=media-1"
      echo "Media__Address=${MEET_MEDIA_ADDRESS:-127.0.0.1}"
      echo "Media__FirstPort=$media_port"
      echo "Media__Workers=${MEET_MEDIA_WORKERS:-2}"
      echo "Media__VideoCodecs=${MEET_VIDEO_CODECS:-VP8}"
      ;;
  esac
}

# start_service SERVICE: returns at once.
start_service() {
  ! process_runs "$1" || return 0
  require_free_port "$(http_port "$1")" "the $1 service"
  (
    local environment line
    environment=$(service_environment "$1")
    while read -r line; do export "${line?}"; done <<<"$environment"
    unset MEET_POSTGRES MEET_RABBITMQ ASPNETCORE_URLS
    # Six processes start on few cores: what is hot is compiled again only when they no longer start (.NET's own delay is 100 ms).
    export DOTNET_TC_CallCountingDelayMs=1500
    cd "$(app_folder "$1")" || exit
    start_process "$1" dotnet "$(assembly "$1").dll"
  )
}

# The services finish their requests within 20 s.
stop_service() { stop_process "$1" TERM 25; }

service_is_ready() { [[ "$(http_status "$(http_port "$1")" /health/ready)" == 200 ]]; }
