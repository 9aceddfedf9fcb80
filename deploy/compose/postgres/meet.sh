#!/bin/bash
# Run by PostgreSQL's image when its data folder is empty: one role and one schema for each service that keeps data.
set -euo pipefail
{
  echo 'REVOKE ALL ON DATABASE meet FROM PUBLIC;'
  echo 'REVOKE ALL ON SCHEMA public FROM PUBLIC;'
  for service in chat meets notification; do
    password="MEET_PASSWORD_${service}"
    echo "CREATE ROLE meet_$service LOGIN PASSWORD '${!password}';"
    echo "GRANT CONNECT, TEMPORARY, CREATE ON DATABASE meet TO meet_$service;"
    echo "CREATE SCHEMA $service AUTHORIZATION meet_$service;"
  done
} | psql -v ON_ERROR_STOP=1 -q -U postgres -d meet
