{{- /* A pod of this release, as a NetworkPolicy peer: dict "root" $ "component" name */ -}}
{{- define "meet.peer" -}}
- podSelector:
    matchLabels:
      {{- include "meet.selector" . | nindent 6 }}
{{- end -}}

{{- /*
One end of an arrow as a part of a rule: dict "root" $ "component" name "way" from or to. A pod on its node's network comes from, and is at, its
node's address, where selectors find it with some network plugins only: there the nodes are meant too, and without them anywhere.
*/ -}}
{{- define "meet.end" -}}
{{- $onNode := and (eq .component "media") (eq .root.Values.media.exposure "hostNetwork") -}}
{{- $nodes := .root.Values.networkPolicy.nodes -}}
{{- if or $nodes (not $onNode) }}
{{ .way }}:
  {{- include "meet.peer" . | nindent 2 }}
  {{- if $onNode }}
  {{- toYaml $nodes | nindent 2 }}
  {{- end }}
{{- end }}
{{- end -}}

{{- /* Who calls whom on which port: ARCHITECTURE.md's arrows. "from to port" each, ports by their names. */ -}}
{{- define "meet.arrows" -}}
gateway chat http
gateway chat grpc
gateway meets http
gateway notification http
gateway notification grpc
gateway signaling http
meets chat grpc
notification chat grpc
signaling chat grpc
signaling meets grpc
meets media grpc
signaling media grpc
{{- if .Values.postgres.enabled }}
{{- range $from := list "chat" "meets" "notification" "migrate" }}
{{ $from }} postgres postgres
{{- end }}
{{- end }}
{{- if .Values.rabbitmq.enabled }}
{{- range $from := list "gateway" "chat" "meets" "notification" "signaling" "media" }}
{{ $from }} rabbitmq amqp
{{- end }}
{{- end }}
{{- end -}}

{{- /* Arrows that lead out of the release: dict "root" $ "name" component gives a list of {to, ports}. */ -}}
{{- define "meet.outside" -}}
{{- $values := .root.Values -}}
{{- $name := .name -}}
{{- if and (not $values.postgres.enabled) (has $name (list "chat" "meets" "notification" "migrate")) }}
- {{ with $values.networkPolicy.postgresTo }}to: {{ toJson . }}
  {{ end }}ports: [{protocol: TCP, port: {{ $values.postgres.external.port }}}]
{{- end }}
{{- if and (not $values.rabbitmq.enabled) (has $name (append (splitList " " (include "meet.stateless" .root)) "media")) }}
- {{ with $values.networkPolicy.rabbitmqTo }}to: {{ toJson . }}
  {{ end }}ports: [{protocol: TCP, port: {{ $values.rabbitmq.external.port }}}]
{{- end }}
{{- if and (eq $name "chat") $values.files.s3.enabled }}
- {{ with $values.networkPolicy.s3To }}to: {{ toJson . }}
  {{ end }}ports: [{protocol: TCP, port: {{ include "meet.urlPort" (dict "url" $values.files.s3.endpoint "port" $values.files.s3.port) }}}]
{{- end }}
{{- if and (eq $name "notification") $values.notification.egressPorts }}
- ports:
    {{- range $values.notification.egressPorts }}
    - {protocol: TCP, port: {{ . }}}
    {{- end }}
{{- end }}
{{- if eq $name "media" }}
# Browsers, wherever they are, on whatever port they came from.
- ports: [{protocol: UDP, port: 1024, endPort: 65535}]
{{- end }}
{{- if eq $name "coturn" }}
# Answers to browsers go back on their own connections. What is relayed goes to the media ports alone: a relay is nobody's way into the cluster.
{{- $first := int (include "meet.mediaPort" (dict "root" .root "index" 0)) }}
- ports: [{protocol: UDP, port: {{ $first }}, endPort: {{ add (include "meet.mediaPort" (dict "root" .root "index" (sub (int (include "meet.mediaPods" .root)) 1))) $values.media.workers -1 }}}]
{{- end }}
{{- if and $values.telemetry.otlpEndpoint (has $name (append (splitList " " (include "meet.stateless" .root)) "media")) }}
- ports: [{protocol: TCP, port: {{ include "meet.urlPort" (dict "url" $values.telemetry.otlpEndpoint "port" $values.telemetry.otlpPort) }}}]
{{- end }}
{{- end -}}
