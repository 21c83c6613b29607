package cinema.dev.document;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A bash in which the blocks of one document are run. */
final class Shell implements AutoCloseable {

	/**
	 * The line that failed is the document's, since a block is moved down to where it
	 * stands there.
	 */
	private static final String TRAP = """
			set -o pipefail
			trap 'code=$?; [ "${#BASH_SOURCE[@]}" = 0 ] || { echo "line $LINENO ended with $code: $BASH_COMMAND"; return $code; }' ERR
			""";

	private final Path folder;

	private final Process bash;

	private final Writer commands;

	private final BufferedReader codes;

	/**
	 * Begins in a folder.
	 * @param work where the files of this shell go
	 */
	Shell(Path folder, Path work) throws IOException {
		this.folder = Files.createDirectories(work);
		Files.writeString(this.folder.resolve(".curlrc"), "silent\nshow-error\nfail-with-body\nmax-time = 60\n");
		ProcessBuilder builder = new ProcessBuilder("bash", "--noprofile", "--norc").directory(folder.toFile())
			.redirectError(ProcessBuilder.Redirect.DISCARD);
		builder.environment().put("CURL_HOME", this.folder.toString());
		this.bash = builder.start();
		this.commands = this.bash.outputWriter(StandardCharsets.UTF_8);
		this.codes = this.bash.inputReader(StandardCharsets.UTF_8);
		this.commands.write(TRAP);
	}

	/**
	 * What running a block came to.
	 *
	 * @param code of the first command that failed, else 0
	 */
	record Result(int code, String output) {
	}

	/** Runs a block; what takes longer ends with everything that it started. */
	Result run(Block block, Duration patience) throws Exception {
		Path script = this.folder.resolve("block.sh");
		Path output = this.folder.resolve("output");
		Files.writeString(script, "\n".repeat(block.line()) + block.text());
		this.commands.write(". '%s' </dev/null >'%s' 2>&1; echo $?\n".formatted(script, output));
		this.commands.flush();
		try {
			String code = CompletableFuture.supplyAsync(this::code).get(patience.toMillis(), TimeUnit.MILLISECONDS);
			return new Result(Integer.parseInt(code), Files.readString(output));
		}
		catch (TimeoutException ex) {
			close();
			return new Result(124, Files.readString(output) + "\nnot done after " + patience.toSeconds() + " s");
		}
	}

	private String code() {
		try {
			String line = this.codes.readLine();
			return (line != null) ? line : "255";
		}
		catch (IOException ex) {
			return "255";
		}
	}

	@Override
	public void close() throws InterruptedException, ExecutionException {
		this.bash.descendants().forEach(ProcessHandle::destroyForcibly);
		this.bash.destroyForcibly().waitFor();
	}

}
