{{- /* Which keys a service is given: private ones only to their signer. */ -}}
{{- define "meet.keysOf" -}}
{{- get (dict
  "gateway" "gateway.key"
  "chat" "gateway.pub"
  "meets" "gateway.pub meets.key meets.pub"
  "notification" "gateway.pub"
  "signaling" "gateway.pub"
  "media" "gateway.pub meets.pub") .name -}}
{{- end -}}

{{- define "meet.volumes" -}}
{{- $root := .root -}}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
- name: keys
  secret:
    secretName: {{ default (printf "%s-keys" (include "meet.fullname" $root)) $root.Values.keys.existingSecret }}
    defaultMode: 0440
    items:
      {{- range splitList " " (include "meet.keysOf" .) }}
      - {key: {{ . }}, path: {{ . }}}
      {{- end }}
{{- if and (eq .name "chat") (not $root.Values.files.s3.enabled) }}
- name: files
  {{- if $root.Values.files.volume.enabled }}
  persistentVolumeClaim:
    claimName: {{ default (printf "%s-files" (include "meet.fullname" $root)) $root.Values.files.volume.existingClaim }}
  {{- else }}
  emptyDir: {}
  {{- end }}
{{- end }}
{{- if and (has .name (list "chat" "meets" "notification")) (include "meet.postgresCa" $root) }}
- name: postgres-ca
  secret:
    secretName: {{ include "meet.postgresCa" $root }}
    defaultMode: 0440
    items:
      - {key: {{ $root.Values.postgres.external.caKey }}, path: ca.crt}
{{- end }}
{{- if and (eq .name "notification") $root.Values.notification.caSecret }}
- name: smtp-ca
  secret:
    secretName: {{ $root.Values.notification.caSecret }}
    defaultMode: 0440
    items:
      - {key: {{ $root.Values.notification.caKey }}, path: ca.crt}
{{- end }}
{{- if eq .name "media" }}
- name: settings
  configMap:
    name: {{ include "meet.fullname" $root }}-media
    defaultMode: 0444
{{- end }}
{{- end -}}

{{- define "meet.mounts" -}}
{{- $root := .root -}}
- name: tmp
  mountPath: /tmp
- name: keys
  mountPath: /keys
  readOnly: true
{{- if and (eq .name "chat") (not $root.Values.files.s3.enabled) }}
- name: files
  mountPath: /files
{{- end }}
{{- if and (has .name (list "chat" "meets" "notification")) (include "meet.postgresCa" $root) }}
- name: postgres-ca
  mountPath: /postgres-ca
  readOnly: true
{{- end }}
{{- if and (eq .name "notification") $root.Values.notification.caSecret }}
- name: smtp-ca
  mountPath: /smtp-ca
  readOnly: true
{{- end }}
{{- if eq .name "media" }}
# Each pod its own: what one configuration for all cannot say.
- name: settings
  mountPath: /app/appsettings.Production.json
  subPathExpr: $(POD_NAME).json
  readOnly: true
{{- end }}
{{- end -}}

{{- define "meet.postgresCa" -}}
{{- if not .Values.postgres.enabled }}{{ .Values.postgres.external.caSecret }}{{ end -}}
{{- end -}}
