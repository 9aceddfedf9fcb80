{{- /* The ports that the services listen on; media may share its node's network, so its ports are set. */ -}}
{{- define "meet.httpPort" -}}
{{- if eq .name "media" }}{{ .root.Values.media.httpPort }}{{ else }}8080{{ end -}}
{{- end -}}

{{- define "meet.grpcPort" -}}
{{- if eq .name "media" }}{{ .root.Values.media.grpcPort }}{{ else }}8081{{ end -}}
{{- end -}}

{{- /* A port as a policy names it; media's by number, since names are those of pods alone: dict "root" $ "name" component "port" name */ -}}
{{- define "meet.portOf" -}}
{{- if eq .name "media" }}{{ include "meet.grpcPort" . }}{{ else }}{{ .port }}{{ end -}}
{{- end -}}

{{- /* The first UDP port of the media pod with number "index": a NodePort exists once in a cluster, so there each pod has ports of its own. */ -}}
{{- define "meet.mediaPort" -}}
{{- $media := .root.Values.media -}}
{{- if eq $media.exposure "nodePort" -}}
{{- add $media.firstNodePort (mul .index $media.workers) -}}
{{- else -}}
{{- $media.firstPort -}}
{{- end -}}
{{- end -}}

{{- /* How many media pods there may be: ports, Services and addresses are prepared for all of them. */ -}}
{{- define "meet.mediaPods" -}}
{{- $media := .Values.media -}}
{{- ternary $media.autoscaling.maxReplicas $media.replicas $media.autoscaling.enabled -}}
{{- end -}}

{{- /* HTTP and gRPC addresses of services, as settings: dict "root" $ "http" (list …) "grpc" (list …) */ -}}
{{- define "meet.peers" -}}
{{- $full := include "meet.fullname" .root -}}
{{- range default list .http }}
- name: Services__{{ title . }}__Http
  value: http://{{ $full }}-{{ . }}:8080
{{- end }}
{{- range default list .grpc }}
- name: Services__{{ title . }}__Grpc
  value: http://{{ $full }}-{{ . }}:8081
{{- end }}
{{- end -}}

{{- /* The port that a policy opens: what is set, else what the address names, else its scheme's. dict "url" text "port" number, 0: not set */ -}}
{{- define "meet.urlPort" -}}
{{- $named := regexFind ":[0-9]+$" (get (urlParse .url) "host") | trimPrefix ":" -}}
{{- default (default (ternary "443" "80" (hasPrefix "https:" .url)) $named) .port -}}
{{- end -}}
