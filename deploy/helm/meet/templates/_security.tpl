{{- /* The restricted Pod Security level, for the user that the images run as. dict "user" uid */ -}}
{{- define "meet.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .user }}
runAsGroup: {{ .user }}
fsGroup: {{ .user }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "meet.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- /* The images' user, the one that Microsoft's .NET images call app. */ -}}
{{- define "meet.user" -}}1654{{- end -}}
