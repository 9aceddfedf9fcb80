{{- /* What a schema cannot say: values that do not go together. Each message names the value. */ -}}
{{- define "meet.oneNodeFiles" -}}
{{- $files := .Values.files -}}
{{- if and (not $files.s3.enabled) (not (has "ReadWriteMany" $files.volume.accessModes)) }}yes{{ end -}}
{{- end -}}

{{- define "meet.checks" -}}
{{- $media := .Values.media -}}
{{- $pods := int (include "meet.mediaPods" .) -}}
{{- $chat := .Values.chat -}}
{{- if and (include "meet.oneNodeFiles" .) (or $chat.autoscaling.enabled (gt (int $chat.replicas) 1)) -}}
{{- fail "chat: more than one replica needs files that all of them see: set files.s3, or files.volume.accessModes to [ReadWriteMany]" -}}
{{- end -}}
{{- include "meet.volumeChecks" . -}}
{{- if and $media.addresses (lt (len $media.addresses) $pods) -}}
{{- fail (printf "media.addresses: there are %d for %d pods (media.replicas, or media.autoscaling.maxReplicas); each needs its own" (len $media.addresses) $pods) -}}
{{- end -}}
{{- if and (eq $media.exposure "loadBalancer") (not $media.addresses) -}}
{{- fail "media.addresses: with media.exposure=loadBalancer name each load balancer's address, in the order of the pods" -}}
{{- end -}}
{{- if and $media.service.loadBalancerIPs (lt (len $media.service.loadBalancerIPs) $pods) -}}
{{- fail "media.service.loadBalancerIPs: one for each media pod that there may be, or none" -}}
{{- end -}}
{{- $last := add (include "meet.mediaPort" (dict "root" . "index" (sub $pods 1))) $media.workers -1 -}}
{{- if and (eq $media.exposure "nodePort") (gt (int $last) 32767) -}}
{{- fail (printf "media.firstNodePort: %d pods of %d ports end at %d, beyond 32767" $pods (int $media.workers) (int $last)) -}}
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
{{- range $name := append (splitList " " (include "meet.stateless" .)) "media" -}}
{{- include "meet.serviceChecks" (dict "name" $name "config" (get $.Values $name)) -}}
{{- end -}}
{{- $first := int (include "meet.mediaPort" (dict "root" . "index" 0)) -}}
{{- $ports := list (int $media.httpPort) (int $media.grpcPort) -}}
{{- if $media.tcp }}{{ $ports = append $ports $first }}{{ end -}}
{{- if ne (len $ports) (len (uniq $ports)) -}}
{{- fail (printf "media.httpPort, media.grpcPort: a TCP port listens for one thing, and these are %s with that of browsers" (join ", " $ports)) -}}
{{- end -}}
{{- if ge (float64 $media.admission.reopenAtLoad) (float64 $media.admission.closeAtLoad) -}}
{{- fail "media.admission.reopenAtLoad: below closeAtLoad; a node that opens at the load at which it closes does both all the time" -}}
{{- end -}}
{{- include "meet.notificationChecks" . -}}
{{- if and .Values.notification.secretSettings (not .Values.notification.existingSecret) -}}
{{- fail "notification.existingSecret: the Secret that notification.secretSettings takes its keys from" -}}
{{- end -}}
{{- end -}}

{{- /* What holds for each service: dict "name" service "config" its values */ -}}
{{- define "meet.serviceChecks" -}}
{{- $drain := int (default 0 .config.drainSeconds) -}}
{{- $ends := add .config.preStopSeconds $drain 20 -}}
{{- if lt (int .config.terminationGracePeriodSeconds) (int $ends) -}}
{{- fail (printf "%s.terminationGracePeriodSeconds: at least %d, which is preStopSeconds%s and 20 s to end" .name (int $ends) (ternary ", drainSeconds" "" (hasKey .config "drainSeconds"))) -}}
{{- end -}}
{{- with .config.rollingUpdate -}}
{{- if and (has (toString .maxUnavailable) (list "0" "0%")) (has (toString .maxSurge) (list "0" "0%")) -}}
{{- fail (printf "%s.rollingUpdate: with maxUnavailable and maxSurge both 0 no pod could ever be replaced" $.name) -}}
{{- end -}}
{{- end -}}
{{- $scale := .config.autoscaling -}}
{{- if $scale.enabled -}}
{{- if gt (int $scale.minReplicas) (int $scale.maxReplicas) -}}
{{- fail (printf "%s.autoscaling.minReplicas: %d is more than maxReplicas, %d" .name (int $scale.minReplicas) (int $scale.maxReplicas)) -}}
{{- end -}}
{{- if and (not $scale.cpuPercent) (not $scale.podMetric.name) -}}
{{- fail (printf "%s.autoscaling: by what? Set cpuPercent or podMetric.name" .name) -}}
{{- end -}}
{{- if and $scale.podMetric.name (regexMatch "^0*([.]0*)?[A-Za-z]*$" $scale.podMetric.averageValue) -}}
{{- fail (printf "%s.autoscaling.podMetric.averageValue: how much of %s a pod should have, more than 0" .name $scale.podMetric.name) -}}
{{- end -}}
{{- if and $scale.cpuPercent (not (dig "requests" "cpu" "" .config.resources)) -}}
{{- fail (printf "%s.resources.requests.cpu: autoscaling.cpuPercent is a part of it" .name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* What the service would end over at its start, and ports that its policy keeps closed. */ -}}
{{- define "meet.notificationChecks" -}}
{{- $notification := .Values.notification -}}
{{- $providers := list $notification.sms.provider $notification.email.provider -}}
{{- $told := merge (dict) $notification.settings $notification.secretSettings -}}
{{- $needs := dict "twilio" (list "Twilio:AccountSid" "Twilio:AuthToken") "webhook" (list "Webhook:Url" "Webhook:Secret") "smtp" (list "Smtp:Host" "Smtp:From") -}}
{{- range $provider, $names := $needs -}}
{{- if has $provider $providers -}}
{{- range $name := $names -}}
{{- if not (hasKey $told $name) -}}
{{- fail (printf "notification.settings, or secretSettings: the provider %s needs %s" $provider $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and (has "twilio" $providers) (not (hasKey $told "Twilio:From")) (not (hasKey $told "Twilio:MessagingServiceSid")) -}}
{{- fail "notification.settings: the provider twilio needs Twilio:From or Twilio:MessagingServiceSid" -}}
{{- end -}}
{{- $ports := list -}}
{{- with get $notification.settings "Smtp:Port" }}{{ $ports = append $ports (int .) }}{{ end -}}
{{- with get $notification.settings "Webhook:Url" }}{{ $ports = append $ports (int (include "meet.urlPort" (dict "url" . "port" 0))) }}{{ end -}}
{{- range $port := $ports -}}
{{- if and $.Values.networkPolicy.enabled (not (has (toString $port) (splitList "," (join "," $notification.egressPorts)))) -}}
{{- fail (printf "notification.egressPorts: a provider is reached on port %d, which the network policy keeps closed" $port) -}}
{{- end -}}
{{- end -}}
{{- end -}}
