{{- /* The ports that the services listen on; media may share its node's network, so its ports are set. */ -}}
{{- define "meet.httpPort" -}}
{{- if eq .name "media" }}{{ .root.Values.media.httpPort }}{{ else }}8080{{ end -}}
{{- end -}}

{{- define "meet.grpcPort" -}}
{{- if eq .name "media" }}{{ .root.Values.media.grpcPort }}{{ else }}8081{{ end -}}
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

{{- /* Each media node by its name. */ -}}
{{- define "meet.mediaNodes" -}}
{{- $root := .root -}}
{{- $full := include "meet.fullname" $root -}}
{{- range $i := until (int $root.Values.media.replicas) }}
- name: Services__Media__{{ $i }}__Id
  value: {{ $full }}-media-{{ $i }}
{{- if $.grpc }}
- name: Services__Media__{{ $i }}__Grpc
  value: http://{{ $full }}-media-{{ $i }}.{{ $full }}-media.{{ $root.Release.Namespace }}.svc:{{ $root.Values.media.grpcPort }}
{{- end }}
{{- end }}
{{- end -}}
