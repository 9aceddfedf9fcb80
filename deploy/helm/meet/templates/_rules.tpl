{{- /* dict "root" $ "name" component "arrows" lines of meet.arrows */ -}}
{{- define "meet.ingressRules" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- if eq $name "gateway" }}
- {{ with $root.Values.networkPolicy.gatewayFrom }}from: {{ toJson . }}
  {{ end }}ports: [{protocol: TCP, port: http}]
{{- end }}
{{- if eq $name "coturn" }}
- ports: [{protocol: UDP, port: turn-udp}, {protocol: TCP, port: turn-tcp}]
{{- end }}
{{- if eq $name "media" }}
# Browsers, wherever they are.
- ports:
    {{- $first := int (include "meet.mediaPort" (dict "root" $root "index" 0)) }}
    {{- $last := add (include "meet.mediaPort" (dict "root" $root "index" (sub (int (include "meet.mediaPods" $root)) 1))) $root.Values.media.workers -1 }}
    - {protocol: UDP, port: {{ $first }}{{ if ne $first (int $last) }}, endPort: {{ $last }}{{ end }}}
    {{- if $root.Values.media.tcp }}
    {{- range $i := until (ternary (int (include "meet.mediaPods" $root)) 1 (eq $root.Values.media.exposure "nodePort")) }}
    - {protocol: TCP, port: {{ include "meet.mediaPort" (dict "root" $root "index" $i) }}}
    {{- end }}
    {{- end }}
{{- end }}
{{- range $arrow := .arrows }}
{{- $part := splitList " " $arrow }}
{{- if eq (index $part 1) $name }}
- ports: [{protocol: TCP, port: {{ index $part 2 }}}]
  {{- with include "meet.end" (dict "root" $root "component" (index $part 0) "way" "from") | trim }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* As above. */ -}}
{{- define "meet.egressRules" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- if not (has $name (list "postgres")) }}
# Names.
- {{ with $root.Values.networkPolicy.dnsTo }}to: {{ toJson . }}
  {{ end }}ports:
    {{- range $port := $root.Values.networkPolicy.dnsPorts }}
    - {protocol: UDP, port: {{ $port }}}
    - {protocol: TCP, port: {{ $port }}}
    {{- end }}
{{- end }}
{{- range $arrow := .arrows }}
{{- $part := splitList " " $arrow }}
{{- if eq (index $part 0) $name }}
- ports: [{protocol: TCP, port: {{ include "meet.portOf" (dict "root" $root "name" (index $part 1) "port" (index $part 2)) }}}]
  {{- with include "meet.end" (dict "root" $root "component" (index $part 1) "way" "to") | trim }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}
{{- end }}
{{- include "meet.outside" (dict "root" $root "name" $name) }}
{{- end -}}
