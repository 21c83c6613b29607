package cinema.dev.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A project with a difficult name, the script, and stubs of Maven and Java. */
final class ScriptProject {

	private static final List<String> MODULES = List.of("auth", "orchestrator", "worker", "dev");

	private static final String JAVA = """
			#!/bin/sh
			case "$1" in
			  -version) echo "openjdk version \\"${STUB_VERSION:-17.0.1}\\"" >&2; exit ;;
			  -Djarmode*) exit 1 ;;
			esac
			printf '%s\\n' "$@" >>"$STUBS/java.log"
			case "$*" in
			  *" stop") exit ;;
			  *) eval "${STUB_JAVA:-exit 0}" ;;
			esac
			""";

	private static final String MAVEN = """
			#!/bin/sh
			echo "$*" >>"$STUBS/mvn.log"
			printf '\\033[0m\\033[0m'
			for one in auth orchestrator worker dev; do
			  mkdir -p $one/target/classes
			  touch $one/target/$one-1.0.0-SNAPSHOT.jar
			done
			eval "${STUB_MVN:-exit 0}"
			""";

	private final Path project;

	private final Path stubs;

	ScriptProject(Path folder) throws IOException {
		this.project = Files.createDirectory(folder.resolve("a stack, ü 100%+"));
		this.stubs = Files.createDirectory(folder.resolve("stubs"));
		Files.copy(Path.of("../run"), this.project.resolve("run"), StandardCopyOption.COPY_ATTRIBUTES);
		Files.createDirectory(this.project.resolve(".mvn"));
		Files.writeString(this.project.resolve("pom.xml"), "");
		for (String module : MODULES) {
			Files.createDirectories(this.project.resolve(module + "/src/main"));
			Files.writeString(this.project.resolve(module + "/pom.xml"), "");
			Files.writeString(this.project.resolve(module + "/src/main/One.java"), module);
			Files.writeString(this.project.resolve(module + "/src/main/Two.java"), module);
		}
		stub("java", JAVA);
		stub("mvn", MAVEN);
	}

	private void stub(String name, String script) throws IOException {
		Path file = Files.writeString(this.stubs.resolve(name), script);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	Path folder() {
		return this.project;
	}

	Path stubs() {
		return this.stubs;
	}

	static void signal(Process process, String name) throws Exception {
		new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
	}

	/** How often Maven was called. */
	long builds() throws IOException {
		return lines("mvn.log").count();
	}

	/** What Java was called with, one word each. */
	List<String> arguments() throws IOException {
		return lines("java.log").toList();
	}

	private Stream<String> lines(String log) throws IOException {
		Path file = this.stubs.resolve(log);
		return Files.exists(file) ? Files.readAllLines(file).stream() : Stream.of();
	}

	Run run(Map<String, String> environment) throws Exception {
		return new Run(start(environment, this.project));
	}

	Process start(Map<String, String> environment, Path from, String... words) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(
				Stream.concat(Stream.of(this.project.resolve("run").toString()), Arrays.stream(words)).toList());
		builder.environment().keySet().removeIf((name) -> name.startsWith("CINEMA_"));
		builder.environment().put("STUBS", this.stubs.toString());
		builder.environment().put("PATH", this.stubs + ":" + System.getenv("PATH"));
		builder.environment().putAll(environment);
		return builder.directory(from.toFile()).redirectErrorStream(true).start();
	}

	/** A run that has ended. */
	record Run(String printed, int code) {

		Run(Process process) throws Exception {
			this(new String(process.getInputStream().readAllBytes()), process.waitFor());
		}

	}

}
