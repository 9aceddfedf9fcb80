# ./meet help

command_help() {
  cat <<'HELP'
./meet up [--detach] [--replicas N] [--media-nodes N]
                                   install what is missing, build what changed, start everything, show where it is
./meet down                        stop everything; data stays
./meet status                      what runs, since when, and whether it is healthy
./meet logs NAME [-f]              the log of a service, of postgres or of rabbitmq
./meet psql [ARGUMENTS]            psql on the instance's database
./meet service stop|start|kill NAME    one process of a running instance
./meet reset                       forget all data of a stopped instance

./meet test [unit|integration|e2e|chart|compose]    build, check, test; ends with "N passed, N failed"
./meet images [--tag TAG] [NAME]   the services' images, where a Docker engine runs
./meet bench [NAME]                measure: JSON lines (appends, calls, media, web: all of them, or one)
                   media [--scenario fanout-100,voice-3-197] [--srtp gcm|cm80] [--seconds 8] [--warmup 4] [--speed 1]
                   soak [--minutes 30] [--people 200]
                   failover [--runs 20] [--people 2], restart [--rounds 1]
                   joins [--people 200] [--pages 200] [--step 20]
                   junk [--seconds 4] [--pps 0]
./meet fuzz [ARGUMENTS]            damaged input for the parsers and for a node
./meet screenshots [NAME]          the pictures of docs/images, taken anew
./meet contracts                   freeze what this version says to others and no release has said yet
./meet format                      format C# and web sources
./meet packages [up|test]          only install system packages (for sudo)

services: chat meets notification signaling media gateway

MEET_PORT=8080      the port of the web site; all others follow from it
MEET_RUN=.run       the folder for data, logs, keys; instances with their own folder and port live side by side
MEET_POSTGRES       postgresql://admin:password@host:port/postgres: use this server instead of a private one
MEET_RABBITMQ       amqp://user:password@host:port/vhost: use this broker instead of a private one
MEET_PUBLIC_URL     the site as customers reach it, for links in messages (http://127.0.0.1 and the port)
MEET_MEDIA_ADDRESS  the address that browsers send media to (127.0.0.1), MEET_MEDIA_WORKERS its UDP ports (2)
MEET_REPLICAS       how many processes of each service run (1), each with ports 50 above those of the one before; --replicas N says the same
MEET_MEDIA_NODES    how many media nodes run, where that is another number; --media-nodes N says the same
MEET_MEDIA_DRAIN_SECONDS    how long a media node that is stopped lets its Meets go on before they move to another (0)
MEET_VIDEO_CODECS   the video codecs of Meets in order of preference, of VP8, H264, VP9 and AV1 (VP8)
HELP
}
