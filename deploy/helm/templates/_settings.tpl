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

{{/* Where files of letters come from: of services, those that have some. Whoever does not fetch them needs no token. */}}
{{- define "cinema.files" -}}
{{- range $name, $service := .root.Values.services }}
{{- if and $service.url $service.files }}
- name: {{ printf "CINEMA_ATTACHMENTS_SERVICES_%s_URL" (upper $name) }}
  value: {{ $service.url | quote }}
- name: {{ printf "CINEMA_ATTACHMENTS_SERVICES_%s_PATHS" (upper $name) }}
  value: {{ join "," $service.files | quote }}
{{- if and $service.secret (eq $.name "worker") }}
{{ include "cinema.secret" (dict "variable" (printf "CINEMA_ATTACHMENTS_SERVICES_%s_TOKEN" (upper $name)) "secret" $service.secret "key" "token") }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "cinema.rabbitmq" -}}
- name: SPRING_RABBITMQ_HOST
  value: {{ required "rabbitmq.host: where is RabbitMQ?" .root.Values.rabbitmq.host | quote }}
- name: SPRING_RABBITMQ_PORT
  value: {{ .root.Values.rabbitmq.port | quote }}
- name: SPRING_RABBITMQ_VIRTUALHOST
  value: {{ .root.Values.rabbitmq.virtualHost | quote }}
{{- if .root.Values.rabbitmq.tls }}
- name: SPRING_RABBITMQ_SSL_ENABLED
  value: "true"
{{- if .root.Values.caSecret }}
- name: SPRING_RABBITMQ_SSL_BUNDLE
  value: cinema
{{- end }}
{{- end }}
- name: SPRING_RABBITMQ_USERNAME
  value: {{ .name }}
{{ include "cinema.secret" (dict "variable" "SPRING_RABBITMQ_PASSWORD" "secret" (index .root.Values.secrets .name) "key" "rabbitmq-password") }}
{{- end }}

{{/* Fields of one of several servers: "perDay: 50000" is ..._PERDAY, and a list has commas between. */}}
{{- define "cinema.fields" -}}
{{- range $field, $value := .fields }}
- name: {{ printf "%s_%s" $.prefix (upper $field) }}
  value: {{ if kindIs "slice" $value }}{{ join "," $value | quote }}{{ else if kindIs "float64" $value }}{{ int $value | quote }}{{ else }}{{ $value | quote }}{{ end }}
{{- end }}
{{- end }}

{{/* Several mail servers, and several of those who take messages to telephones; see docs/providers.md and docs/sms.md. */}}
{{- define "cinema.providers" -}}
{{- range $name, $one := .root.Values.smtp.providers }}
{{- $prefix := printf "CINEMA_EMAIL_PROVIDERS_%s" (include "cinema.provider" (dict "of" "smtp" "name" $name)) }}
{{- include "cinema.fields" (dict "prefix" $prefix "fields" (omit $one "secret")) }}
{{- with $one.secret }}
{{ include "cinema.secret" (dict "variable" (printf "%s_USERNAME" $prefix) "secret" . "key" "username") }}
{{ include "cinema.secret" (dict "variable" (printf "%s_PASSWORD" $prefix) "secret" . "key" "password") }}
{{- end }}
{{- end }}
{{- range $name, $one := .root.Values.sms.providers }}
{{- $prefix := printf "CINEMA_SMS_PROVIDERS_%s" (include "cinema.provider" (dict "of" "sms" "name" $name)) }}
{{- if or $.root.Values.sms.smpp.host $.root.Values.sms.http.url }}{{ fail "sms.providers: leave out sms.smpp.host and sms.http.url, or make them one of these that is called default" }}{{ end }}
{{- include "cinema.fields" (dict "prefix" $prefix "fields" (omit $one "smpp" "http" "secret" "reports")) }}
{{- with $one.smpp }}
{{- include "cinema.fields" (dict "prefix" (printf "%s_SMPP" $prefix) "fields" (omit . "user")) }}
{{- with .user }}
- name: {{ printf "%s_SMPP_SYSTEMID" $prefix }}
  value: {{ . | quote }}
{{- end }}
{{- with $one.secret }}
{{ include "cinema.secret" (dict "variable" (printf "%s_SMPP_PASSWORD" $prefix) "secret" . "key" "smpp-password") }}
{{- end }}
{{- end }}
{{- with $one.http }}
{{- include "cinema.fields" (dict "prefix" (printf "%s_HTTP" $prefix) "fields" .) }}
{{- with $one.secret }}
{{ include "cinema.secret" (dict "variable" (printf "%s_HTTP_TOKEN" $prefix) "secret" . "key" "http-token") }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* The name of one of several in a variable; the arguments are whose it is, and the name. */}}
{{- define "cinema.provider" -}}
{{- if not (regexMatch "^[a-z0-9]{1,30}$" .name) }}{{ fail (printf "%s.providers.%s: a name is made of at most 30 of a-z and 0-9" .of .name) }}{{ end }}
{{- upper .name }}
{{- end }}

{{/* What an application has to know; the same names as in docker-compose.yml. */}}
{{- define "cinema.environment" -}}
{{- $values := .root.Values -}}
{{- $secret := index $values.secrets .name -}}
{{- $auth := include "cinema.name" (dict "root" .root "name" "auth") -}}
{{- $orchestrator := include "cinema.name" (dict "root" .root "name" "orchestrator") -}}
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
- name: SERVER_FORWARDHEADERSSTRATEGY
  value: {{ ternary "native" "none" (ne $values.proxies "") }}
- name: SERVER_TOMCAT_REMOTEIP_INTERNALPROXIES
  value: {{ $values.proxies | default "127.0.0.0/8" | quote }}
- name: SERVER_PORT
  value: {{ (index $values.applications .name).port | quote }}
- name: MANAGEMENT_SERVER_PORT
  value: {{ $values.managementPort | quote }}
- name: SPRINGDOC_APIDOCS_ENABLED
  value: {{ $values.apiPages | quote }}
- name: SPRINGDOC_SWAGGERUI_ENABLED
  value: {{ $values.apiPages | quote }}
- name: SPRING_DATASOURCE_URL
  value: {{ printf "jdbc:postgresql://%s:%v/%s%s" (required "postgres.host: where is PostgreSQL?" $values.postgres.host) $values.postgres.port .name (empty $values.postgres.parameters | ternary "" (printf "?%s" $values.postgres.parameters)) | quote }}
- name: SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE
  value: {{ (index $values.applications .name).connections | quote }}
- name: SPRING_DATASOURCE_USERNAME
  value: {{ .name }}
{{ include "cinema.secret" (dict "variable" "SPRING_DATASOURCE_PASSWORD" "secret" $secret "key" "database-password") }}
{{- if ne .name "worker" }}
- name: SPRING_KAFKA_BOOTSTRAP_SERVERS
  value: {{ required "kafka.bootstrapServers: where is Kafka?" $values.kafka.bootstrapServers | quote }}
{{- with $values.kafka.sasl.mechanism }}
- name: SPRING_KAFKA_SECURITY_PROTOCOL
  value: {{ ternary "SASL_SSL" "SASL_PLAINTEXT" $values.kafka.tls }}
- name: SPRING_KAFKA_PROPERTIES_SASL_MECHANISM
  value: {{ . }}
{{ include "cinema.secret" (dict "variable" "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG" "secret" $values.kafka.sasl.secret "key" "jaas") }}
{{- else }}
{{- if $values.kafka.tls }}
- name: SPRING_KAFKA_SECURITY_PROTOCOL
  value: SSL
{{- end }}
{{- end }}
{{- if and $values.kafka.tls $values.caSecret }}
- name: SPRING_KAFKA_SSL_BUNDLE
  value: cinema
{{- end }}
{{- end }}
{{- if $values.caSecret }}
- name: SPRING_SSL_BUNDLE_PEM_CINEMA_TRUSTSTORE_CERTIFICATE
  value: file:/etc/cinema/ca/ca.crt
{{- end }}
{{- if eq .name "auth" }}
- name: CINEMA_OUTBOX_TOPIC
  value: {{ $values.kafka.topic | quote }}
- name: CINEMA_LINK_BASEURL
  value: {{ required "publicUrl: where do people reach auth?" $values.publicUrl | quote }}
- name: CINEMA_PHONE_CONFIRMATION
  value: {{ $values.phoneConfirmation | quote }}
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
{{ include "cinema.secret" (dict "variable" "CINEMA_UNSUBSCRIBE_KEYS_ONE" "secret" $secret "key" "unsubscribe-key") }}
- name: CINEMA_PREFERENCE_TOPICSURL
  value: {{ printf "http://%s:%v/api/v1/topics" $orchestrator $values.applications.orchestrator.port | quote }}
{{ include "cinema.secret" (dict "variable" "CINEMA_FACTOR_SECRET" "secret" $secret "key" "factor-key") }}
{{- else if eq .name "orchestrator" }}
{{ include "cinema.rabbitmq" . }}
- name: SPRING_TEMPORAL_CONNECTION_TARGET
  value: {{ required "temporal.target: where is Temporal?" $values.temporal.target | quote }}
{{- if $values.temporal.tls }}
- name: SPRING_TEMPORAL_CONNECTION_ENABLEHTTPS
  value: "true"
{{- end }}
{{- if $values.temporal.clientSecret }}
- name: SPRING_TEMPORAL_CONNECTION_MTLS_KEYFILE
  value: /etc/cinema/temporal/tls.key
- name: SPRING_TEMPORAL_CONNECTION_MTLS_CERTCHAINFILE
  value: /etc/cinema/temporal/tls.crt
{{- end }}
- name: SPRING_TEMPORAL_NAMESPACE
  value: {{ $values.temporal.namespace | quote }}
{{ include "cinema.secret" (dict "variable" "CINEMA_CODEC_KEYS_ONE" "secret" $secret "key" "payload-key") }}
{{ include "cinema.secret" (dict "variable" "CINEMA_JOURNAL_KEYS_ONE" "secret" $secret "key" "letter-key") }}
- name: CINEMA_CODEC_UIORIGIN
  value: {{ regexFind "^https?://[^/]+" $values.temporal.uiUrl | quote }}
{{ include "cinema.secret" (dict "variable" "CINEMA_SEAL_KEYS_ONE" "secret" $secret "key" "link-key") }}
{{ include "cinema.secret" (dict "variable" "CINEMA_UNSUBSCRIBE_KEYS_ONE" "secret" $secret "key" "unsubscribe-key") }}
- name: CINEMA_UNSUBSCRIBE_MAILTO
  value: {{ $values.unsubscribeMailto | quote }}
- name: CINEMA_QUEUE_CHANNELS
  value: {{ join "," $values.channels | quote }}
- name: CINEMA_CATALOGUE_CAPS_DEFAULT_LETTERS
  value: {{ $values.capLetters | quote }}
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
{{- include "cinema.files" . }}
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
{{- range $name, $one := $values.sms.providers }}
{{- if $one.reports }}
{{- if eq $name "cinema" }}{{ fail "sms.providers.cinema: this name is a service's, call it something else" }}{{ end }}
- name: {{ printf "CINEMA_SECURITY_SERVICES_%s_SCOPES" (upper $name) }}
  value: sms-reports:write
{{ include "cinema.secret" (dict "variable" (printf "CINEMA_SECURITY_SERVICES_%s_TOKEN" (upper $name)) "secret" (required (printf "sms.providers.%s.secret: where is its reports-token?" $name) $one.secret) "key" "reports-token") }}
{{- end }}
{{- end }}
{{- else }}
{{ include "cinema.rabbitmq" . }}
- name: CINEMA_SECURITY_JWT_ISSUER
  value: {{ required "publicUrl: where do people reach auth?" $values.publicUrl | quote }}
- name: CINEMA_SECURITY_JWT_JWKSURL
  value: {{ printf "http://%s:%v/.well-known/jwks.json" $auth $values.applications.auth.port | quote }}
- name: CINEMA_INBOX_ORIGINS
  value: {{ $values.inboxOrigins | quote }}
{{- include "cinema.files" . }}
{{- include "cinema.providers" . }}
- name: SPRING_MAIL_HOST
  value: {{ empty $values.smtp.providers | ternary $values.smtp.host "several" | required "smtp.host: where is the mail server?" | quote }}
- name: SPRING_MAIL_PORT
  value: {{ $values.smtp.port | quote }}
{{- if not (has $values.smtp.security (list "none" "starttls" "tls")) }}{{ fail "smtp.security: starttls, tls or none?" }}{{ end }}
- name: SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_ENABLE
  value: {{ eq $values.smtp.security "starttls" | quote }}
- name: SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED
  value: {{ eq $values.smtp.security "starttls" | quote }}
- name: SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_ENABLE
  value: {{ eq $values.smtp.security "tls" | quote }}
- name: CINEMA_EMAIL_FROM
  value: {{ $values.smtp.from | quote }}
- name: CINEMA_EMAIL_FROMNAME
  value: {{ $values.smtp.fromName | quote }}
- name: CINEMA_EMAIL_MESSAGEIDDOMAIN
  value: {{ $values.smtp.domain | quote }}
- name: CINEMA_EMAIL_HELONAME
  value: {{ $values.smtp.helo | quote }}
{{- with $values.smtp.secret }}
{{ include "cinema.secret" (dict "variable" "SPRING_MAIL_USERNAME" "secret" . "key" "username") }}
{{ include "cinema.secret" (dict "variable" "SPRING_MAIL_PASSWORD" "secret" . "key" "password") }}
{{- end }}
- name: CINEMA_SMS_SENDER
  value: {{ $values.sms.sender | quote }}
- name: CINEMA_SMS_COUNTRIES
  value: {{ join "," $values.sms.countries | quote }}
- name: CINEMA_SMS_PARTSADAY
  value: {{ $values.sms.partsADay | int | quote }}
- name: CINEMA_SMS_SMPP_HOST
  value: {{ $values.sms.smpp.host | quote }}
- name: CINEMA_SMS_SMPP_PORT
  value: {{ $values.sms.smpp.port | quote }}
- name: CINEMA_SMS_SMPP_TLS
  value: {{ $values.sms.smpp.tls | quote }}
- name: CINEMA_SMS_SMPP_SYSTEMID
  value: {{ $values.sms.smpp.user | quote }}
- name: CINEMA_SMS_HTTP_URL
  value: {{ $values.sms.http.url | quote }}
{{- with $values.sms.secret }}
{{ include "cinema.secret" (dict "variable" "CINEMA_SMS_SMPP_PASSWORD" "secret" . "key" "smpp-password") }}
{{ include "cinema.secret" (dict "variable" "CINEMA_SMS_HTTP_TOKEN" "secret" . "key" "http-token") }}
{{- end }}
{{- with $values.push.secret }}
{{ include "cinema.secret" (dict "variable" "CINEMA_PUSH_PUBLICKEY" "secret" . "key" "push-public-key") }}
{{ include "cinema.secret" (dict "variable" "CINEMA_PUSH_PRIVATEKEY" "secret" . "key" "push-private-key") }}
- name: CINEMA_PUSH_SUBJECT
  value: {{ required "push.subject: whom may a push service turn to?" $values.push.subject | quote }}
{{- end }}
{{- with $values.smtp.dkim.secret }}
- name: CINEMA_DKIM_DOMAIN
  value: {{ $values.smtp.dkim.domain | quote }}
- name: CINEMA_DKIM_SELECTOR
  value: {{ required "smtp.dkim.selector: under which name is the key in the DNS?" $values.smtp.dkim.selector | quote }}
{{ include "cinema.secret" (dict "variable" "CINEMA_DKIM_PRIVATEKEY" "secret" . "key" "dkim-key") }}
{{- end }}
{{- with $values.smtp.bounces.secret }}
- name: CINEMA_RETURNPATH_DOMAIN
  value: {{ required "smtp.bounces.domain: whose mail ends in the mailbox?" $values.smtp.bounces.domain | quote }}
{{ include "cinema.secret" (dict "variable" "CINEMA_RETURNPATH_KEYS_ONE" "secret" . "key" "return-path-key") }}
- name: CINEMA_BOUNCE_MAILBOX_HOST
  value: {{ $values.smtp.bounces.host | quote }}
- name: CINEMA_BOUNCE_MAILBOX_PORT
  value: {{ $values.smtp.bounces.port | quote }}
- name: CINEMA_BOUNCE_MAILBOX_TLS
  value: {{ $values.smtp.bounces.tls | quote }}
{{ include "cinema.secret" (dict "variable" "CINEMA_BOUNCE_MAILBOX_USERNAME" "secret" . "key" "username") }}
{{ include "cinema.secret" (dict "variable" "CINEMA_BOUNCE_MAILBOX_PASSWORD" "secret" . "key" "password") }}
{{- end }}
{{- end }}
{{- range $name, $value := merge (dict) (index $values.applications .name).env $values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "cinema.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}{{ .Values.serviceAccount.name | default .Release.Name }}{{ else }}{{ .Values.serviceAccount.name | default "default" }}{{ end }}
{{- end }}

{{/* Changes whenever a Secret does that an application reads, so that its instances are replaced; empty without a cluster. */}}
{{- define "cinema.secretsSum" -}}
{{- $found := lookup "v1" "Secret" .root.Release.Namespace (index .root.Values.secrets .name) -}}
{{- with $found }}{{ .data | toJson | sha256sum }}{{ end }}
{{- end }}

{{/* What all applications together may ask of PostgreSQL, with one instance more of each while it is replaced. */}}
{{- define "cinema.connections" -}}
{{- $sum := 0 -}}
{{- range .Values.applications }}{{ $sum = add $sum (mul (add1 .replicas.max) .connections) }}{{ end -}}
{{- $sum -}}
{{- end }}

{{- define "cinema.public" -}}
{{ regexReplaceAll "^https?://([^/:]+).*$" . "${1}" }}
{{- end }}
