{{- /* What every service is told. dict "root" $ "name" service */ -}}
{{- define "meet.commonEnv" -}}
{{- $root := .root -}}
- name: ASPNETCORE_ENVIRONMENT
  value: Production
# On a node's own network only at the pod's address, which is the node's.
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
{{- $host := ternary "$(POD_IP)" "0.0.0.0" (and (eq .name "media") (eq $root.Values.media.exposure "hostNetwork")) }}
- name: Meet__Http
  value: http://{{ $host }}:{{ include "meet.httpPort" . }}
{{- if ne .name "gateway" }}
- name: Meet__Grpc
  value: http://{{ $host }}:{{ include "meet.grpcPort" . }}
{{- end }}
- name: Keys__Directory
  value: /keys
- name: Logging__LogLevel__Default
  value: {{ $root.Values.logLevel }}
# Settings change with the pod. Watching files for them would take one of the node's few inotify instances.
- name: DOTNET_hostBuilder__reloadConfigOnChange
  value: "false"
# Its socket would want a writable /tmp.
- name: DOTNET_EnableDiagnostics
  value: "0"
{{- with $root.Values.telemetry.otlpEndpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . | quote }}
- name: OTEL_RESOURCE_ATTRIBUTES
  value: k8s.pod.name=$(POD_NAME),k8s.namespace.name={{ $root.Release.Namespace }}
{{- end }}
{{ include "meet.rabbitmqEnv" $root }}
{{- end -}}

{{- define "meet.rabbitmqEnv" -}}
- name: ConnectionStrings__RabbitMq
  valueFrom:
    secretKeyRef:
      {{- if .Values.rabbitmq.enabled }}
      name: {{ include "meet.fullname" . }}-generated
      key: rabbitmq-uri
      {{- else }}
      name: {{ .Values.rabbitmq.external.existingSecret }}
      key: {{ .Values.rabbitmq.external.uriKey }}
      {{- end }}
{{- end -}}

{{- /*
A service's own role; user and password stay out of the connection string, so that no character of theirs can break it. Roles have passwords, and the
images no Kerberos: asked for it, every start would complain of a missing library.
*/ -}}
{{- define "meet.postgresEnv" -}}
{{- $root := .root -}}
{{- $postgres := $root.Values.postgres -}}
{{- $host := ternary (printf "%s-postgres" (include "meet.fullname" $root)) $postgres.external.host $postgres.enabled -}}
{{- $port := ternary 5432 (int $postgres.external.port) $postgres.enabled -}}
{{- $database := ternary "meet" $postgres.external.database $postgres.enabled -}}
{{- $ssl := ternary "Disable" $postgres.external.sslMode $postgres.enabled -}}
- name: ConnectionStrings__Postgres
  value: Host={{ $host }};Port={{ $port }};Database={{ $database }};SSL Mode={{ $ssl }};GSS Encryption Mode=Disable;Application Name=meet-{{ .name }};Maximum Pool Size={{ $postgres.poolSize }}
{{- if $postgres.enabled }}
- name: PGUSER
  value: meet_{{ .name }}
- name: PGPASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "meet.fullname" $root }}-generated
      key: postgres-{{ .name }}
{{- else }}
{{- $user := get $postgres.external.users .name }}
- name: PGUSER
  valueFrom:
    secretKeyRef:
      name: {{ $user.existingSecret }}
      key: {{ $user.usernameKey }}
- name: PGPASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ $user.existingSecret }}
      key: {{ $user.passwordKey }}
{{- if $postgres.external.caSecret }}
- name: PGSSLROOTCERT
  value: /postgres-ca/ca.crt
{{- end }}
{{- end }}
{{- end -}}

{{- /* The rest, by service. */ -}}
{{- define "meet.ownEnv" -}}
{{- if has .name (list "chat" "meets" "notification") }}
{{ include "meet.postgresEnv" . }}
{{- end }}
{{- include (printf "meet.%sEnv" .name) . }}
{{- range $name, $value := (get .root.Values .name).env }}
- name: {{ $name }}
  value: {{ include "meet.text" $value | quote }}
{{- end }}
{{- end -}}

{{- /* A number as one writes it: beyond a million YAML's numbers would become 1e+06. */ -}}
{{- define "meet.text" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) }}{{ int64 . }}{{ else }}{{ . }}{{ end -}}
{{- end -}}

{{- /* All that a container is told. A name that is there twice would let an upgrade fail half-way, in the cluster. */ -}}
{{- define "meet.env" -}}
{{- $env := printf "%s\n%s" (include "meet.commonEnv" .) (include "meet.ownEnv" .) -}}
{{- $seen := dict -}}
{{- range $each := fromYamlArray $env -}}
{{- if hasKey $seen $each.name -}}
{{- fail (printf "%s.env: %s is set twice, and once by the chart: use the value that is for it" $.name $each.name) -}}
{{- end -}}
{{- $_ := set $seen $each.name true -}}
{{- end -}}
{{- $env -}}
{{- end -}}
