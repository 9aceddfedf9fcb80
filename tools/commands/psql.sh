# ./meet psql [ARGUMENTS…]: psql on the instance's database, as its administrator.

command_psql() {
  if [[ "${MEET_POSTGRES:-}" ]]; then
    PGDATABASE=$database_name exec psql "$MEET_POSTGRES" "$@"
  fi
  process_runs postgres || fail "PostgreSQL does not run: ./meet up first."
  PGPASSWORD=$(secret postgres) exec psql -h 127.0.0.1 -p "$postgres_port" -U postgres -d "$database_name" "$@"
}
