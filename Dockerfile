# One image per application: docker build --build-arg APPLICATION=auth|orchestrator|worker .

FROM maven:3.9.11-eclipse-temurin-17 AS build
WORKDIR /build
COPY . .
ARG APPLICATION
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    mvn -B -ntp -Dmaven.test.skip=true -pl "${APPLICATION:?auth, orchestrator or worker}" -am package \
    && java -Djarmode=tools -jar "$APPLICATION"/target/"$APPLICATION"-*.jar extract --layers --destination /layers \
    && mv /layers/application/"$APPLICATION"-*.jar /layers/application/application.jar

FROM eclipse-temurin:25-jre-noble
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin cinema
WORKDIR /application
COPY --chmod=755 deploy/compose/application/healthcheck.sh /application/healthcheck.sh
# The layers that change least come first.
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
# Half of a start is loading classes; the archive is as this runtime and these jars are. auth ends at the first thing that it
# asks its database for, and most is loaded by then.
RUN --mount=type=bind,source=deploy/compose/application/train.sh,target=/train.sh \
    SPRING_THREADS_VIRTUAL_ENABLED=true LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs \
    sh /train.sh -XX:AOTCacheOutput=application.aot -jar application.jar >/tmp/train.log 2>&1; \
    [ -s application.aot ] || { cat /tmp/train.log; exit 1; }; rm /tmp/train.log
USER 10001
# Beside its heap an application has classes, code, buffers and threads: 235 to 300 MB. Few arenas: with one for each of hundreds
# of threads, glibc keeps what was freed. Secrets may be files: /run/secrets/spring.datasource.password.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=50 -XX:MaxDirectMemorySize=64m -XX:+ExitOnOutOfMemoryError" \
    MALLOC_ARENA_MAX=2 \
    SPRING_CONFIG_IMPORT=optional:configtree:/run/secrets/
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=180s --retries=6 CMD ["bash", "/application/healthcheck.sh"]
ENTRYPOINT ["java", "-XX:AOTCache=application.aot", "-jar", "application.jar"]
