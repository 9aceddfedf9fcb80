{{- /* The release's name, short enough that a media node's name (a pod's, at most 40 characters) still fits behind it. */ -}}
{{- define "meet.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 28 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 28 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 28 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- /* dict "root" $ "component" name */ -}}
{{- define "meet.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride | trunc 63 }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "meet.labels" -}}
{{ include "meet.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | replace "+" "_" | quote }}
app.kubernetes.io/part-of: meet
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* metadata of an object: dict "root" $ "component" name "name" full name, "annotations" dict */ -}}
{{- define "meet.metadata" -}}
name: {{ .name }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "meet.labels" . | nindent 2 }}
{{- with mergeOverwrite (dict) .root.Values.commonAnnotations (default dict .annotations) }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- /* The services that are Deployments. */ -}}
{{- define "meet.stateless" -}}gateway chat meets signaling notification{{- end -}}

{{- /* dict "root" $ "name" service: a digest is exact, so it wins over a tag. */ -}}
{{- define "meet.image" -}}
{{- $image := .root.Values.image -}}
{{- $repository := join "/" (compact (list $image.registry $image.repository .name)) -}}
{{- $digest := get $image.digests .name -}}
{{- if $digest -}}
{{- printf "%s@%s" $repository $digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .root.Chart.AppVersion $image.tag) -}}
{{- end -}}
{{- end -}}

{{- /* Without a registry a node would ask Docker's for an image that it lacks, where these names may be anybody's. */ -}}
{{- define "meet.pullPolicy" -}}
{{- ternary .Values.image.pullPolicy "Never" (ne .Values.image.registry "") -}}
{{- end -}}

{{- define "meet.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{- /* The site as people reach it. */ -}}
{{- define "meet.publicUrl" -}}
{{- if .Values.publicUrl -}}
{{- trimSuffix "/" .Values.publicUrl -}}
{{- else if .Values.ingress.enabled -}}
{{- printf "%s://%s" (ternary "https" "http" .Values.ingress.tls.enabled) .Values.ingress.host -}}
{{- else if .Values.gatewayApi.enabled -}}
{{- printf "https://%s" .Values.gatewayApi.host -}}
{{- else -}}
http://localhost:8080
{{- end -}}
{{- end -}}
