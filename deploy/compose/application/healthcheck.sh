#!/bin/bash
# Ready or not, without another program in the image: exits 0 when the application says that it is ready.
case "$SPRING_PROFILES_ACTIVE" in
  *production*) usual=9090 ;; # application-production.yaml
  *) usual="$SERVER_PORT" ;;
esac
port="${MANAGEMENT_SERVER_PORT:-$usual}"
exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
printf 'GET /actuator/health/readiness HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
read -r -t 5 _ status _ <&3
[ "$status" = 200 ]
