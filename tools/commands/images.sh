# ./meet images [--tag TAG] [NAME…]: builds the services' images, meet/NAME:TAG, where a Docker engine runs. MEET_SDK_IMAGE, MEET_NODE_IMAGE and
# MEET_RUNTIME_IMAGE replace their bases.

command_images() {
  local tag='' names=() name started
  while (($# > 0)); do
    case "$1" in
      --tag)
        [[ "${2:-}" =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$ ]] || fail "--tag needs a tag, such as 0.1.0."
        tag=$2
        shift
        ;;
      *)
        is_service "$1" || fail "images knows the services ${services[*]}, not '$1'."
        names+=("$1")
        ;;
    esac
    shift
  done
  ((${#names[@]} > 0)) || names=("${services[@]}")
  [[ "$tag" ]] || tag=$(images_tag)
  command -v docker >/dev/null || fail "there is no docker. Debian's is docker.io."
  docker info >/dev/null 2>&1 || fail "no Docker engine answers (docker info): start one, or set DOCKER_HOST."
  make_run_folders
  for name in "${names[@]}"; do
    started=$(now_ms)
    run_step "meet/$name:$tag" images_build "$name" "meet/$name:$tag"
    if ((step_code != 0)); then
      tail -n 40 "$step_output" >&2
      fail "meet/$name:$tag: failed (the whole output: $step_output)"
    fi
    done_line "meet/$name:$tag" "$(images_size "meet/$name:$tag")  $(seconds_since "$started")s"
  done
}
