# Whether something must be built again. A stamp is a hash over the names, sizes and times of the files it was built from:
# quick to take, and unlike "newer than" it also notices a file that is gone.

# fingerprint FIND-ARGUMENTS…: over the files that `find` selects.
fingerprint() { find "$@" -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum | cut -c1-32; }

stamp_is() { [[ "$(cat "$artifacts/stamps/$1" 2>/dev/null)" == "$2" ]]; }

set_stamp() {
  mkdir -p "$artifacts/stamps"
  printf '%s\n' "$2" >"$artifacts/stamps/$1"
}

# with_build_lock COMMAND…: instances share the build's output, so one builds at a time and the others wait.
with_build_lock() {
  mkdir -p "$artifacts/stamps"
  (
    exec 8>>"$artifacts/stamps/lock"
    flock -w 1800 8
    "$@" 8>&-
  )
}
