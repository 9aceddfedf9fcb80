# Keys that sign tokens between the services: EC P-256, made once. Every service gets a folder with only what it needs, so
# that nobody but the gateway can say who a person is, and nobody but meets can let somebody into a room.

# key_pair OWNER: keys/OWNER/OWNER.key (PKCS#8), keys/OWNER.pub (SPKI).
key_pair() {
  local key="$run/keys/$1/$1.key" pub="$run/keys/$1.pub"
  if [[ ! -s "$key" ]]; then
    mkdir -p "$run/keys/$1"
    openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$key.new" 2>/dev/null ||
      openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$key.new" 2>/dev/null
    mv "$key.new" "$key"
    rm -f "$pub"
  fi
  if [[ ! -s "$pub" ]]; then
    openssl pkey -in "$key" -pubout -out "$pub.new"
    mv "$pub.new" "$pub"
  fi
}

# give_key FILE SERVICE…
give_key() {
  local file=$1 service
  shift
  for service in "$@"; do
    mkdir -p "$run/keys/$service"
    cmp -s "$run/keys/$file" "$run/keys/$service/$file" || cp "$run/keys/$file" "$run/keys/$service/$file"
  done
}

prepare_keys() (
  umask 077
  key_pair gateway
  key_pair meets
  give_key gateway.pub chat meets notification signaling media
  give_key meets.pub meets media
)
