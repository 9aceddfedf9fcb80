{{- /* The volume of a server of the chart's own: its values are {storageClass, size}. It stays when the release goes. */ -}}
{{- define "meet.claim" -}}
volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes: [ReadWriteOnce]
      {{- with .storageClass }}
      storageClassName: {{ . }}
      {{- end }}
      resources:
        requests:
          storage: {{ .size }}
{{- end -}}

{{- /* What is there of volumes and cannot be changed: Kubernetes would refuse it half-way through an upgrade. */ -}}
{{- define "meet.volumeChecks" -}}
{{- $volume := .Values.files.volume -}}
{{- if and $volume.enabled (not $volume.existingClaim) (not .Values.files.s3.enabled) -}}
{{- $claim := printf "%s-files" (include "meet.fullname" .) -}}
{{- with (lookup "v1" "PersistentVolumeClaim" .Release.Namespace $claim).spec -}}
{{- $way := "which cannot be changed; name another claim as files.volume.existingClaim, or use files.s3" -}}
{{- if ne (toJson (sortAlpha .accessModes)) (toJson (sortAlpha $volume.accessModes)) -}}
{{- fail (printf "files.volume.accessModes: the claim %s is there with %s, %s" $claim (join ", " .accessModes) $way) -}}
{{- end -}}
{{- if and $volume.storageClass (ne $volume.storageClass (default "" .storageClassName)) -}}
{{- fail (printf "files.volume.storageClass: the claim %s is there with %s, %s" $claim (default "none" .storageClassName) $way) -}}
{{- end -}}
{{- if lt (int (include "meet.mebibytes" $volume.size)) (int (include "meet.mebibytes" .resources.requests.storage)) -}}
{{- fail (printf "files.volume.size: the claim %s is there with %s, and no claim gets smaller" $claim .resources.requests.storage) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $name := list "postgres" "rabbitmq" -}}
{{- $server := get $.Values $name -}}
{{- $set := printf "%s-%s" (include "meet.fullname" $) $name -}}
{{- with and $server.enabled (lookup "apps/v1" "StatefulSet" $.Release.Namespace $set) -}}
{{- $there := "none" -}}
{{- with .spec.volumeClaimTemplates }}{{ $there = include "meet.claimWords" (dict "size" (first .).spec.resources.requests.storage "storageClass" (first .).spec.storageClassName) }}{{ end -}}
{{- $wanted := ternary (include "meet.claimWords" $server.volume) "none" $server.volume.enabled -}}
{{- if ne $wanted $there -}}
{{- fail (printf "%s.volume: %s is there with %s, and what it has cannot become %s; enlarge its claim data-%s-0 itself" $name $set $there $wanted $set) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* A claim in words, the same for the same: {size, storageClass} */ -}}
{{- define "meet.claimWords" -}}
{{ include "meet.mebibytes" .size }} MiB{{ with .storageClass }} of the class {{ . }}{{ end }}
{{- end -}}

{{- /* A size as the schema has it, and as Kubernetes gives it back: 1024Mi comes back as 1Gi. */ -}}
{{- define "meet.mebibytes" -}}
{{- mul (regexFind "^[0-9]+" .) (get (dict "Mi" 1 "Gi" 1024 "Ti" 1048576 "Pi" 1073741824) (regexFind "[A-Za-z]+$" .)) -}}
{{- end -}}
