# Questions to loopback ports, asked without starting a process.

# port_answers PORT
port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# require_free_port PORT WHAT: says who has it, where that can be seen.
require_free_port() {
  port_answers "$1" || return 0
  local owner=''
  if command -v ss >/dev/null; then
    owner=$(ss -Hltnp "sport = :$1" 2>/dev/null | grep -o 'users:.*' | head -n 1 || true)
  fi
  fail "port $1, needed for $2, is taken${owner:+ by $owner}. Stop that program, or choose other ports: MEET_PORT=9080 ./meet up"
}

# http_status PORT PATH: prints the status code, 000 if nobody answers within 2 s.
http_status() { http_status_of 127.0.0.1 "$@"; }

# http_status_of ADDRESS PORT PATH
http_status_of() {
  local line=''
  {
    exec 3<>"/dev/tcp/$1/$2" &&
      printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$3" >&3 &&
      read -r -t 2 line <&3
  } 2>/dev/null || true
  exec 3>&- || true
  [[ "$line" =~ ^HTTP/[0-9.]+\ ([0-9]{3}) ]] && printf '%s' "${BASH_REMATCH[1]}" || printf '000'
}
