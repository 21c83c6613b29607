{{/* The labels of an application; the arguments are the root and its name. */}}
{{- define "cinema.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{- define "cinema.labels" -}}
{{ include "cinema.selector" . }}
app.kubernetes.io/part-of: {{ .root.Chart.Name }}
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "cinema.name" -}}
{{ printf "%s-%s" .root.Release.Name .name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* A value out of a Secret; the arguments are the variable, the Secret and its key. */}}
{{- define "cinema.secret" -}}
- name: {{ .variable }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end }}

{{- define "cinema.rabbitmq" -}}
- name: SPRING_RABBITMQ_HOST
  value: {{ required "rabbitmq.host: where is RabbitMQ?" .root.Values.rabbitmq.host | quote }}
- name: SPRING_RABBITMQ_PORT
  value: {{ .root.Values.rabbitmq.port | quote }}
- name: SPRING_RABBITMQ_VIRTUALHOST
  value: {{ .root.Values.rabbitmq.virtualHost | quote }}
- name: SPRING_RABBITMQ_USERNAME
  value: {{ .name }}
{{ include "cinema.secret" (dict "variable" "SPRING_RABBITMQ_PASSWORD" "secret" (index .root.Values.secrets .name) "key" "rabbitmq-password") }}
{{- end }}

{{/* What an application has to know; the same names as in docker-compose.yml. */}}
{{- define "cinema.environment" -}}
{{- $values := .root.Values -}}
{{- $secret := index $values.secrets .name -}}
{{- $auth := include "cinema.name" (dict "root" .root "name" "auth") -}}
- name: SPRING_PROFILES_ACTIVE
  value: production
- name: SPRING_THREADS_VIRTUAL_ENABLED
  value: "true"
- name: LOGGING_STRUCTURED_FORMAT_CONSOLE
  value: ecs
{{- with $values.traces.endpoint }}
- name: MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT
  value: {{ . | quote }}
- name: MANAGEMENT_TRACING_SAMPLING_PROBABILITY
  value: {{ $values.traces.share | quote }}
{{- end }}
{{- with $values.proxies }}
- name: SERVER_FORWARDHEADERSSTRATEGY
  value: native
- name: SERVER_TOMCAT_REMOTEIP_INTERNALPROXIES
  value: {{ . | quote }}
{{- end }}
- name: SERVER_PORT
  value: {{ (index $values.applications .name).port | quote }}
- name: SPRING_DATASOURCE_URL
  value: {{ printf "jdbc:postgresql://%s:%v/%s" (required "postgres.host: where is PostgreSQL?" $values.postgres.host) $values.postgres.port .name | quote }}
- name: SPRING_DATASOURCE_USERNAME
  value: {{ .name }}
{{ include "cinema.secret" (dict "variable" "SPRING_DATASOURCE_PASSWORD" "secret" $secret "key" "database-password") }}
{{- if ne .name "worker" }}
- name: SPRING_KAFKA_BOOTSTRAP_SERVERS
  value: {{ required "kafka.bootstrapServers: where is Kafka?" $values.kafka.bootstrapServers | quote }}
{{- end }}
{{- if eq .name "auth" }}
- name: CINEMA_OUTBOX_TOPIC
  value: {{ $values.kafka.topic | quote }}
- name: CINEMA_LINK_BASEURL
  value: {{ required "publicUrl: where do people reach auth?" $values.publicUrl | quote }}
- name: CINEMA_TOKEN_ISSUER
  value: {{ $values.publicUrl | quote }}
- name: CINEMA_ADMIN_EMAIL
  value: {{ $values.admin.email | quote }}
{{ include "cinema.secret" (dict "variable" "CINEMA_ADMIN_PASSWORD" "secret" $secret "key" "admin-password") }}
{{ include "cinema.secret" (dict "variable" "CINEMA_AUTHORIZATION_CLIENTS_ADMIN_SECRET" "secret" $secret "key" "admin-client") }}
- name: CINEMA_AUTHORIZATION_CLIENTS_ADMIN_REDIRECTURIS
  value: {{ printf "%s/admin/signed-in" (required "admin.url: where do staff reach the admin?" $values.admin.url) | quote }}
- name: CINEMA_AUTHORIZATION_CLIENTS_ADMIN_POSTLOGOUTREDIRECTURIS
  value: {{ printf "%s/admin" $values.admin.url | quote }}
- name: CINEMA_AUTHORIZATION_CLIENTS_ADMIN_SCOPES
  value: openid,profile,users:read,mailings:read,mailings:write,mailings:approve,notifications:read,notifications:write,letters:read,templates:read,templates:write,templates:publish,dead-letters:read,dead-letters:write,audit:read
- name: CINEMA_SECURITY_SERVICES_ORCHESTRATOR_SCOPES
  value: users:read
{{ include "cinema.secret" (dict "variable" "CINEMA_SECURITY_SERVICES_ORCHESTRATOR_TOKEN" "secret" $secret "key" "service-token") }}
{{ include "cinema.secret" (dict "variable" "CINEMA_TOKEN_PRIVATEKEY" "secret" $secret "key" "signing-key") }}
{{ include "cinema.secret" (dict "variable" "CINEMA_SEAL_KEYS_ONE" "secret" $secret "key" "link-key") }}
{{ include "cinema.secret" (dict "variable" "CINEMA_FACTOR_SECRET" "secret" $secret "key" "factor-key") }}
{{- else if eq .name "orchestrator" }}
{{ include "cinema.rabbitmq" . }}
- name: SPRING_TEMPORAL_CONNECTION_TARGET
  value: {{ required "temporal.target: where is Temporal?" $values.temporal.target | quote }}
- name: SPRING_TEMPORAL_NAMESPACE
  value: {{ $values.temporal.namespace | quote }}
{{ include "cinema.secret" (dict "variable" "CINEMA_CODEC_KEYS_ONE" "secret" $secret "key" "payload-key") }}
{{ include "cinema.secret" (dict "variable" "CINEMA_JOURNAL_KEYS_ONE" "secret" $secret "key" "letter-key") }}
- name: CINEMA_CODEC_UIORIGIN
  value: {{ regexFind "^https?://[^/]+" $values.temporal.uiUrl | quote }}
{{ include "cinema.secret" (dict "variable" "CINEMA_SEAL_KEYS_ONE" "secret" $secret "key" "link-key") }}
- name: CINEMA_ADMIN_URL
  value: {{ $values.admin.url | quote }}
{{ include "cinema.secret" (dict "variable" "CINEMA_ADMIN_CLIENTSECRET" "secret" $secret "key" "admin-client") }}
- name: CINEMA_INTAKE_TOPICS
  value: {{ $values.kafka.topic | quote }}
- name: CINEMA_CONTEXT_SERVICES_AUTH_URL
  value: {{ printf "http://%s:%v" $auth $values.applications.auth.port | quote }}
{{ include "cinema.secret" (dict "variable" "CINEMA_CONTEXT_SERVICES_AUTH_TOKEN" "secret" $secret "key" "service-token") }}
{{- range $name, $service := $values.services }}
{{- if $service.url }}
{{- if or (eq $name "auth") (not (regexMatch "^[a-z0-9]+$" $name)) }}{{ fail (printf "services.%s: a name is made of a-z and 0-9, and auth is known" $name) }}{{ end }}
- name: {{ printf "CINEMA_CONTEXT_SERVICES_%s_URL" (upper $name) }}
  value: {{ $service.url | quote }}
{{- with $service.secret }}
{{ include "cinema.secret" (dict "variable" (printf "CINEMA_CONTEXT_SERVICES_%s_TOKEN" (upper $name)) "secret" . "key" "token") }}
{{- if not $service.paths }}{{ fail (printf "services.%s.paths: what may be asked with its token, for example [/api/v1/films]?" $name) }}{{ end }}
{{- end }}
{{- with $service.paths }}
- name: {{ printf "CINEMA_CONTEXT_SERVICES_%s_PATHS" (upper $name) }}
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- end }}
- name: CINEMA_RENDERING_LINKBASEURL
  value: {{ required "publicUrl: where do people reach auth?" $values.publicUrl | quote }}
- name: CINEMA_NOTIFICATION_TOPIC
  value: {{ $values.kafka.topic | quote }}
- name: CINEMA_NOTIFICATION_TEMPORALUIURL
  value: {{ $values.temporal.uiUrl | quote }}
- name: CINEMA_SECURITY_JWT_ISSUER
  value: {{ $values.publicUrl | quote }}
- name: CINEMA_SECURITY_JWT_JWKSURL
  value: {{ printf "http://%s:%v/.well-known/jwks.json" $auth $values.applications.auth.port | quote }}
- name: CINEMA_SECURITY_SERVICES_CINEMA_SCOPES
  value: notifications:read,notifications:write
{{ include "cinema.secret" (dict "variable" "CINEMA_SECURITY_SERVICES_CINEMA_TOKEN" "secret" $secret "key" "notifications-token") }}
{{- else }}
{{ include "cinema.rabbitmq" . }}
- name: SPRING_MAIL_HOST
  value: {{ required "smtp.host: where is the mail server?" $values.smtp.host | quote }}
- name: SPRING_MAIL_PORT
  value: {{ $values.smtp.port | quote }}
- name: CINEMA_EMAIL_FROM
  value: {{ $values.smtp.from | quote }}
{{- with $values.smtp.secret }}
{{ include "cinema.secret" (dict "variable" "SPRING_MAIL_USERNAME" "secret" . "key" "username") }}
{{ include "cinema.secret" (dict "variable" "SPRING_MAIL_PASSWORD" "secret" . "key" "password") }}
- name: SPRING_MAIL_PROPERTIES_MAIL_SMTP_AUTH
  value: "true"
- name: SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED
  value: "true"
{{- end }}
{{- end }}
{{- range $name, $value := merge (dict) (index $values.applications .name).env $values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
