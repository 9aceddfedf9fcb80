{{- /* What a schema cannot say: values that do not go together. Each message names the value. */ -}}
{{- define "meet.oneNodeFiles" -}}
{{- $files := .Values.files -}}
{{- if and (not $files.s3.enabled) (not (has "ReadWriteMany" $files.volume.accessModes)) }}yes{{ end -}}
{{- end -}}

{{- define "meet.checks" -}}
{{- $media := .Values.media -}}
{{- $chat := .Values.chat -}}
{{- if and (include "meet.oneNodeFiles" .) (or $chat.autoscaling.enabled (gt (int $chat.replicas) 1)) -}}
{{- fail "chat: more than one replica needs files that all of them see: set files.s3, or files.volume.accessModes to [ReadWriteMany]" -}}
{{- end -}}
{{- if and $media.addresses (lt (len $media.addresses) (int $media.replicas)) -}}
{{- fail (printf "media.addresses: there are %d for %d replicas; each media pod needs its own" (len $media.addresses) (int $media.replicas)) -}}
{{- end -}}
{{- if and (eq $media.exposure "loadBalancer") (not $media.addresses) -}}
{{- fail "media.addresses: with media.exposure=loadBalancer name each load balancer's address, in the order of the pods" -}}
{{- end -}}
{{- if and $media.service.loadBalancerIPs (lt (len $media.service.loadBalancerIPs) (int $media.replicas)) -}}
{{- fail "media.service.loadBalancerIPs: one for each of media.replicas, or none" -}}
{{- end -}}
{{- $last := add (include "meet.mediaPort" (dict "root" . "index" (sub (int $media.replicas) 1))) $media.workers -1 -}}
{{- if and (eq $media.exposure "nodePort") (gt (int $last) 32767) -}}
{{- fail (printf "media.firstNodePort: %d pods of %d ports end at %d, beyond 32767" (int $media.replicas) (int $media.workers) (int $last)) -}}
{{- end -}}
{{- if and (or .Values.ingress.enabled .Values.gatewayApi.enabled) (not .Values.gateway.trustedProxies) -}}
{{- fail "gateway.trustedProxies: name the networks (CIDR) that the ingress's pods have, such as 10.0.0.0/8; otherwise everybody would look like the ingress, and share one limit" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) -}}{{- fail "ingress.host: the site's name, such as meet.example.com" -}}{{- end -}}
{{- if .Values.gatewayApi.enabled -}}
{{- if not .Values.gatewayApi.host -}}{{- fail "gatewayApi.host: the site's name, such as meet.example.com" -}}{{- end -}}
{{- if not .Values.gatewayApi.parentRefs -}}{{- fail "gatewayApi.parentRefs: the Gateway that the route belongs to" -}}{{- end -}}
{{- end -}}
{{- if not .Values.postgres.enabled -}}
{{- if not .Values.postgres.external.host -}}{{- fail "postgres.external.host: where PostgreSQL is, since postgres.enabled is false" -}}{{- end -}}
{{- range $service := list "chat" "meets" "notification" -}}
{{- if not (get $.Values.postgres.external.users $service).existingSecret -}}
{{- fail (printf "postgres.external.users.%s.existingSecret: the Secret with that service's user and password" $service) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and (not .Values.rabbitmq.enabled) (not .Values.rabbitmq.external.existingSecret) -}}
{{- fail "rabbitmq.external.existingSecret: the Secret with the broker's URI, since rabbitmq.enabled is false" -}}
{{- end -}}
{{- if .Values.files.s3.enabled -}}
{{- range $name := list "endpoint" "bucket" "existingSecret" -}}
{{- if not (get $.Values.files.s3 $name) -}}{{- fail (printf "files.s3.%s is not set, and files.s3.enabled is true" $name) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- if and .Values.turn.urls (not .Values.turn.coturn.enabled) (not .Values.turn.existingSecret) -}}
{{- fail "turn.existingSecret: the Secret with the relay's secret, since turn.urls names one" -}}
{{- end -}}
{{- if and .Values.turn.coturn.enabled (not .Values.turn.coturn.host) -}}
{{- fail "turn.coturn.host: the name or address that browsers reach its Service by" -}}
{{- end -}}
{{- if and .Values.turn.coturn.enabled (not $media.addresses) -}}
{{- fail "media.addresses: turn.coturn relays to these and to nothing else, so name them" -}}
{{- end -}}
{{- if and .Values.notification.secretSettings (not .Values.notification.existingSecret) -}}
{{- fail "notification.existingSecret: the Secret that notification.secretSettings takes its keys from" -}}
{{- end -}}
{{- end -}}
