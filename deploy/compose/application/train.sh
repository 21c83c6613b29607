#!/bin/sh
# Starts an unpacked application up to where it would reach for its parts, of which none has to be there, and ends it.
# What it has loaded by then goes into an archive, by which later starts take half the time:
#   sh train.sh OPTIONS_OF_JAVA -jar application.jar
# with -XX:AOTCacheOutput=FILE from Java 25 on, -XX:ArchiveClassesAtExit=FILE before.
# The heap is as small as the real one: from 32 GB on objects look another way, and the archive would fit no more.
exec java -Xmx384m -Dspring.context.exit=onRefresh -Dserver.port=0 \
  -Dspring.datasource.url=jdbc:postgresql://127.0.0.1:1/none \
  -Dspring.datasource.hikari.initialization-fail-timeout=-1 -Dspring.datasource.hikari.connection-timeout=300 \
  -Dspring.flyway.enabled=false -Dspring.jpa.hibernate.ddl-auto=none \
  -Dspring.jpa.database-platform=org.hibernate.dialect.PostgreSQLDialect \
  -Dspring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false "$@"
