{{- define "meet.gatewayEnv" -}}
{{- $root := .root -}}
{{ include "meet.peers" (dict "root" $root "http" (list "chat" "meets" "notification" "signaling") "grpc" (list "chat" "notification")) }}
{{- range $i, $network := $root.Values.gateway.trustedProxies }}
- name: Proxy__Trusted__{{ $i }}
  value: {{ $network | quote }}
{{- end }}
{{- range $name, $value := $root.Values.gateway.limits }}
- name: Limits__{{ $name | camelcase }}
  value: {{ include "meet.text" $value | quote }}
{{- end }}
{{- end -}}

{{- define "meet.meetsEnv" -}}
{{ include "meet.peers" (dict "root" .root "grpc" (list "chat")) }}
{{- $turn := .root.Values.turn }}
{{- $urls := $turn.urls }}
{{- if $turn.coturn.enabled }}
{{- $urls = concat $urls (list (printf "turn:%s:3478?transport=udp" $turn.coturn.host) (printf "turn:%s:3478?transport=tcp" $turn.coturn.host)) }}
{{- end }}
{{- range $i, $url := $urls }}
- name: Turn__Urls__{{ $i }}
  value: {{ $url | quote }}
{{- end }}
{{- if $urls }}
- name: Turn__Lifetime
  value: {{ $turn.lifetime | quote }}
- name: Turn__Secret
  valueFrom: {{ include "meet.turnSecret" .root }}
{{- end }}
{{- end -}}

{{- define "meet.turnSecret" -}}
{{- $turn := .Values.turn -}}
{{- $own := printf "%s-generated" (include "meet.fullname" .) -}}
{secretKeyRef: {name: {{ default $own $turn.existingSecret }}, key: {{ ternary $turn.secretKey "turn-secret" (ne $turn.existingSecret "") }}}}
{{- end -}}

{{- define "meet.signalingEnv" -}}
{{ include "meet.peers" (dict "root" .root "grpc" (list "chat" "meets")) }}
{{- end -}}

{{- define "meet.chatEnv" -}}
{{- $root := .root -}}
{{- $files := $root.Values.files }}
{{- if $files.s3.enabled }}
- name: Files__Incoming
  value: /tmp/incoming
- name: Files__S3__Endpoint
  value: {{ $files.s3.endpoint | quote }}
- name: Files__S3__Region
  value: {{ $files.s3.region | quote }}
- name: Files__S3__Bucket
  value: {{ $files.s3.bucket | quote }}
- name: Files__S3__AccessKey
  valueFrom:
    secretKeyRef:
      name: {{ $files.s3.existingSecret }}
      key: {{ $files.s3.accessKeyKey }}
- name: Files__S3__SecretKey
  valueFrom:
    secretKeyRef:
      name: {{ $files.s3.existingSecret }}
      key: {{ $files.s3.secretKeyKey }}
{{- else }}
- name: Files__Folder
  value: /files
{{- end }}
- name: Demo__Seed
  value: {{ $root.Values.demo.enabled | quote }}
{{- with $root.Values.firstWorkspace }}
{{- if .id }}
- name: FirstWorkspace__Id
  value: {{ .id | quote }}
- name: FirstWorkspace__Name
  value: {{ .name | quote }}
- name: FirstWorkspace__AdminName
  value: {{ .adminName | quote }}
- name: FirstWorkspace__AdminEmail
  value: {{ .adminEmail | quote }}
- name: FirstWorkspace__AdminPassword
  valueFrom:
    secretKeyRef:
      name: {{ default (printf "%s-generated" (include "meet.fullname" $root)) .existingSecret }}
      key: {{ ternary .passwordKey "admin-password" (ne .existingSecret "") }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "meet.notificationEnv" -}}
{{- $root := .root -}}
{{- $notification := $root.Values.notification -}}
{{ include "meet.peers" (dict "root" $root "grpc" (list "chat")) }}
- name: Notification__PublicUrl
  value: {{ include "meet.publicUrl" $root | quote }}
- name: Notification__Sms__Provider
  value: {{ $notification.sms.provider }}
- name: Notification__Email__Provider
  value: {{ $notification.email.provider }}
{{- if $notification.caSecret }}
- name: Notification__Smtp__CaFile
  value: /smtp-ca/ca.crt
{{- end }}
{{- range $name, $value := $notification.settings }}
- name: Notification__{{ $name | replace ":" "__" }}
  value: {{ include "meet.text" $value | quote }}
{{- end }}
{{- range $name, $key := $notification.secretSettings }}
- name: Notification__{{ $name | replace ":" "__" }}
  valueFrom:
    secretKeyRef:
      name: {{ $notification.existingSecret }}
      key: {{ $key }}
{{- end }}
{{- end -}}

{{- define "meet.mediaEnv" -}}
{{- $media := .root.Values.media -}}
- name: Media__NodeId
  value: $(POD_NAME)
# One, or one of each family with a comma between.
- name: POD_IPS
  valueFrom:
    fieldRef:
      fieldPath: status.podIPs
{{- if not $media.addresses }}
- name: Media__Address
  valueFrom:
    fieldRef:
      fieldPath: status.hostIP
{{- end }}
- name: Media__ListenAddress
  value: $(POD_IPS)
- name: Media__Tcp
  value: {{ $media.tcp | quote }}
- name: Media__Workers
  value: {{ $media.workers | quote }}
- name: Media__MaxSessions
  value: {{ $media.maxSessions | quote }}
- name: Media__DrainSeconds
  value: {{ $media.drainSeconds | quote }}
- name: Media__Admission__CloseAtLoad
  value: {{ $media.admission.closeAtLoad | quote }}
- name: Media__Admission__ReopenAtLoad
  value: {{ $media.admission.reopenAtLoad | quote }}
- name: Media__VideoCodecs
  value: {{ $media.videoCodecs | quote }}
- name: Media__MaxParticipantsPerMeet
  value: {{ $media.maxParticipantsPerMeet | quote }}
- name: Media__MeetSessionsPerWorker
  value: {{ $media.meetSessionsPerWorker | quote }}
{{- end -}}
