{{- /* A service's image, told to migrate: it reads its settings as ever, opens nothing but the database, and ends. */ -}}
{{- define "meet.migration" -}}
- name: {{ .name }}
  image: {{ include "meet.image" . }}
  imagePullPolicy: {{ include "meet.pullPolicy" .root }}
  args: [migrate]
  env:
    - name: ASPNETCORE_ENVIRONMENT
      value: Production
    - name: DOTNET_hostBuilder__reloadConfigOnChange
      value: "false"
    - name: DOTNET_EnableDiagnostics
      value: "0"
    {{- include "meet.postgresEnv" . | nindent 4 }}
    # Asked for by the service's set-up, and not called.
    - name: ConnectionStrings__RabbitMq
      value: amqp://nobody@localhost/
    - name: Services__Chat__Grpc
      value: http://localhost:8081
  resources:
    {{- toYaml .root.Values.migrations.resources | nindent 4 }}
  securityContext:
    {{- include "meet.containerSecurity" . | nindent 4 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
    {{- if include "meet.postgresCa" .root }}
    - name: postgres-ca
      mountPath: /postgres-ca
      readOnly: true
    {{- end }}
{{- end -}}

{{- /*
What makes an object a part of the migration, which the release's own objects come after: dict "root" $ "weight" text. Before the first install there
is a database only if it is not the chart's own; there the services migrate themselves as they start.
*/ -}}
{{- define "meet.hook" -}}
helm.sh/hook: {{ ternary "pre-upgrade" "pre-install,pre-upgrade" .root.Values.postgres.enabled }}
helm.sh/hook-weight: {{ .weight | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end -}}
