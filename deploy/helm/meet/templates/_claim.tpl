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
