# Images of the services.

# images_tag: unless told, the version that the chart installs.
images_tag() { sed -n 's/^appVersion: *//p' "$root/deploy/helm/meet/Chart.yaml"; }

# images_build SERVICE IMAGE
images_build() {
  local arguments=() pair
  for pair in SDK_IMAGE NODE_IMAGE RUNTIME_IMAGE; do
    local value="MEET_$pair"
    [[ ! "${!value:-}" ]] || arguments+=(--build-arg "$pair=${!value}")
  done
  # Only what the images are made of goes to the engine, whichever builder it has. Packages come from the registries that this machine reaches.
  tar -C "$root" --exclude=node_modules --exclude=dist --exclude=bin --exclude=obj -c \
    global.json Directory.Build.props Directory.Packages.props .editorconfig libs services web deploy/docker/Dockerfile |
    docker build --network host "${arguments[@]}" -f deploy/docker/Dockerfile --target "$1" -t "$2" -
}

images_size() { printf '%d MB' $(($(docker image inspect -f '{{.Size}}' "$1") / 1000000)); }
