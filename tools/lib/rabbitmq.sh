# A RabbitMQ of our own: loopback only (epmd and the distribution port too), own cookie, home and data.
# MEET_RABBITMQ=amqp://user:password@host:port/vhost names an existing broker instead.

rabbitmq_server=/usr/lib/rabbitmq/bin/rabbitmq-server

# rabbitmq_url: what the services connect to.
rabbitmq_url() {
  if [[ "${MEET_RABBITMQ:-}" ]]; then
    printf '%s' "$MEET_RABBITMQ"
  else
    printf 'amqp://meet:%s@127.0.0.1:%s/' "$(secret rabbitmq)" "$rabbitmq_port"
  fi
}

rabbitmq_configure() {
  local home="$run/rabbitmq"
  (umask 077 && mkdir -p "$home/home" "$home/log")
  # A broker killed during its very first start may leave tables that no later start accepts; nothing is in them yet.
  [[ -e "$home/started-once" ]] || rm -rf "$home/mnesia"
  if [[ ! -s "$home/home/.erlang.cookie" ]]; then
    rm -f "$home/home/.erlang.cookie"
    (umask 077 && openssl rand -hex 24 >"$home/home/.erlang.cookie")
    chmod 400 "$home/home/.erlang.cookie"
  fi
  echo '[].' >"$home/enabled_plugins"
  : >"$home/env.conf"
  (umask 077 && cat >"$home/rabbitmq.conf") <<CONF
listeners.tcp.1 = 127.0.0.1:$rabbitmq_port
default_user = meet
default_pass = $(secret rabbitmq)
loopback_users.meet = true
log.console = true
log.console.level = warning
log.file = false
cluster_formation.peer_discovery_backend = classic_config
CONF
}

# start_rabbitmq: returns at once; wait_for_rabbitmq tells when it answers.
start_rabbitmq() {
  [[ ! "${MEET_RABBITMQ:-}" ]] || return 0
  ! process_runs rabbitmq || return 0
  [[ -x "$rabbitmq_server" ]] || fail "RabbitMQ is not installed."
  require_free_port "$rabbitmq_port" RabbitMQ
  require_free_port "$rabbitmq_dist_port" "RabbitMQ's distribution"
  rabbitmq_configure
  start_epmd
  (
    local home="$run/rabbitmq"
    cd "$home" || exit
    rabbitmq_environment
    # Tells the start script to become the broker instead of watching it, so that the pid we keep is the broker's.
    export RUNNING_UNDER_SYSTEMD=1
    start_process rabbitmq "$rabbitmq_server"
  )
}

rabbitmq_environment() {
  local home="$run/rabbitmq"
  export HOME="$home/home" LANG=C.UTF-8
  export RABBITMQ_NODENAME=meet@localhost RABBITMQ_CONF_ENV_FILE="$home/env.conf"
  export RABBITMQ_CONFIG_FILE="$home/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$home/enabled_plugins"
  export RABBITMQ_MNESIA_BASE="$home/mnesia" RABBITMQ_LOG_BASE="$home/log" RABBITMQ_PID_FILE="$home/pid"
  export RABBITMQ_DIST_PORT="$rabbitmq_dist_port" ERL_EPMD_PORT="$epmd_port" ERL_EPMD_ADDRESS=127.0.0.1
  # The start loads some thousand modules, each handed to a file thread and back: on a small machine waking sleeping threads
  # was over half of it (10.2 s, with these 3.8). Idle, the longer spinning costs about 1 % of a core.
  local erl=("-kernel inet_dist_use_interface {127,0,0,1}" +SDio 1 +sbwtdio very_long +sbwt long)
  export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="${erl[*]}"
}

# Erlang would start its name server by itself, and leave it behind when the broker stops: so it is a process of ours.
start_epmd() {
  ! process_runs epmd || return 0
  require_free_port "$epmd_port" "Erlang's epmd"
  start_process epmd epmd -port "$epmd_port" -address 127.0.0.1
  wait_until epmd 10 port_answers "$epmd_port"
}

# rabbitmq_answers: the broker's side of the AMQP handshake, not only an open port.
rabbitmq_answers() {
  local byte=''
  {
    exec 3<>"/dev/tcp/127.0.0.1/$rabbitmq_port" && printf 'AMQP\x00\x00\x09\x01' >&3 && read -r -t 2 -N 1 byte <&3
  } 2>/dev/null || true
  { exec 3>&-; } 2>/dev/null || true
  [[ "$byte" == $'\x01' ]]
}

wait_for_rabbitmq() {
  [[ ! "${MEET_RABBITMQ:-}" ]] || return 0
  wait_until rabbitmq 90 rabbitmq_answers
  touch "$run/rabbitmq/started-once"
}

stop_rabbitmq() {
  stop_process rabbitmq TERM 30
  stop_process epmd TERM 5
}
