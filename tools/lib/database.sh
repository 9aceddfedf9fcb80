# The product's database: one role and one schema per service that keeps data. No role can read another's schema.

database_name=meet
database_services=(chat meets notification)

# prepare_database: safe to repeat; passwords are set to the ones in the secrets folder. They go in by standard input, since
# arguments can be read by every user of the machine.
prepare_database() {
  local service
  {
    cat <<SQL
\\set ON_ERROR_STOP on
SELECT 'CREATE DATABASE $database_name' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$database_name') \\gexec
\\connect $database_name
SET client_min_messages = warning;
REVOKE ALL ON DATABASE $database_name FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SQL
    for service in "${database_services[@]}"; do
      cat <<SQL
SELECT 'CREATE ROLE meet_$service LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'meet_$service') \\gexec
ALTER ROLE meet_$service PASSWORD '$(secret "postgres-$service")';
-- CREATE: a service's own CREATE SCHEMA IF NOT EXISTS asks for it even when the schema is there.
GRANT CONNECT, TEMPORARY, CREATE ON DATABASE $database_name TO meet_$service;
-- An administrator who is no superuser may give a schema away only to a role of its own.
GRANT meet_$service TO CURRENT_USER;
CREATE SCHEMA IF NOT EXISTS $service AUTHORIZATION meet_$service;
SQL
    done
  } | admin_psql -X -q -o /dev/null
}

# connection_string SERVICE: for Npgsql.
connection_string() {
  printf 'Host=%s;Port=%s;Database=%s;Username=meet_%s;Password=%s;Application Name=meet-%s;Maximum Pool Size=20' \
    "$(postgres_address host)" "$(postgres_address port)" "$database_name" "$1" "$(secret "postgres-$1")" "$1"
}

# postgres_address host|port
postgres_address() {
  local host=127.0.0.1 port=$postgres_port
  if [[ "${MEET_POSTGRES:-}" ]]; then
    [[ "$MEET_POSTGRES" =~ ^postgres(ql)?://([^@/]*@)?([^:/@]+)(:([0-9]+))?(/|$) ]] ||
      fail "MEET_POSTGRES must look like postgresql://user:password@host:port/database."
    host=${BASH_REMATCH[3]}
    port=${BASH_REMATCH[5]:-5432}
  fi
  printf '%s' "${!1}"
}
