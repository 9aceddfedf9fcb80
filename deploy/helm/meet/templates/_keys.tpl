{{- /*
The public half of an EC P-256 private key, in PEM. Helm makes keys in the form of RFC 5915, which ends in the public point, always at the
same place for this curve; a SubjectPublicKeyInfo (RFC 5480) is that point behind 26 bytes that are the same for all.
*/ -}}
{{- define "meet.publicKey" -}}
{{- $der := . | trim | splitList "\n" | initial | rest | join "" | b64dec -}}
{{- $spki := printf "%s%s" ("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgA=" | b64dec) (substr 56 121 $der) | b64enc -}}
-----BEGIN PUBLIC KEY-----
{{ substr 0 64 $spki }}
{{ substr 64 124 $spki }}
-----END PUBLIC KEY-----
{{ end -}}
