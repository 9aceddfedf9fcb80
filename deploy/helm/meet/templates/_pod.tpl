{{- /* dict "root" $ "name" service "config" its values */ -}}
{{- define "meet.probes" -}}
# Everything that it needs was there once: the database with its schema, and the bus. 5 minutes, then it is tried anew.
startupProbe:
  httpGet: {path: /health/started, port: http}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 60
# Later on a broker that is away takes nobody out of service: what is to be told waits.
readinessProbe:
  httpGet: {path: /health/ready, port: http}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 2
# Asks for nothing but the process: a restart mends no database.
livenessProbe:
  httpGet: {path: /health/live, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
{{- end -}}

{{- define "meet.container" -}}
- name: {{ .name }}
  image: {{ include "meet.image" . }}
  imagePullPolicy: {{ include "meet.pullPolicy" .root }}
  ports:
    - name: http
      containerPort: {{ include "meet.httpPort" . }}
      protocol: TCP
    {{- if ne .name "gateway" }}
    - name: grpc
      containerPort: {{ include "meet.grpcPort" . }}
      protocol: TCP
    {{- end }}
    {{- with .ports }}
    {{- . | nindent 4 }}
    {{- end }}
  env:
    {{- include "meet.env" . | nindent 4 }}
  {{- include "meet.probes" . | nindent 2 }}
  {{- if .config.preStopSeconds }}
  lifecycle:
    preStop:
      # Until every node has heard that nothing more is to be sent here.
      sleep: {seconds: {{ .config.preStopSeconds }}}
  {{- end }}
  resources:
    {{- toYaml .config.resources | nindent 4 }}
  securityContext:
    {{- include "meet.containerSecurity" . | nindent 4 }}
  volumeMounts:
    {{- include "meet.mounts" . | nindent 4 }}
{{- end -}}

{{- /* Which nodes take a pod; what "config" does not say the chart's own values do: dict "root" $ "config" values (may be missing) */ -}}
{{- define "meet.placement" -}}
{{- range $key := list "nodeSelector" "tolerations" }}
{{- with default (get $.root.Values $key) (get (default dict $.config) $key) }}
{{ $key }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* Over zones and nodes, as far as there are some: dict "root" $ "component" name */ -}}
{{- define "meet.spread" }}
topologySpreadConstraints:
  {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - topologyKey: {{ $key }}
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "meet.selector" $ | nindent 8 }}
  {{- end }}
{{- end -}}

{{- /* The pod's spec around its container. */ -}}
{{- define "meet.podSpec" -}}
serviceAccountName: {{ include "meet.fullname" .root }}-{{ .name }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- include "meet.pullSecrets" .root }}
terminationGracePeriodSeconds: {{ .config.terminationGracePeriodSeconds }}
{{- with default .root.Values.priorityClassName .config.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
securityContext:
  {{- include "meet.podSecurity" (dict "user" (include "meet.user" .)) | nindent 2 }}
{{- include "meet.placement" . }}
{{- with .config.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- include "meet.spread" (dict "root" .root "component" .name) }}
containers:
  {{- include "meet.container" . | nindent 2 }}
volumes:
  {{- include "meet.volumes" . | nindent 2 }}
{{- end -}}

{{- define "meet.podMetadata" -}}
labels:
  {{- include "meet.labels" (dict "root" .root "component" .name) | nindent 2 }}
  {{- with .config.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with mergeOverwrite (dict) .root.Values.commonAnnotations .config.podAnnotations (default dict .annotations) }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
