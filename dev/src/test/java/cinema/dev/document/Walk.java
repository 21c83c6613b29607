package cinema.dev.document;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import cinema.dev.document.Shell.Result;
import org.jspecify.annotations.Nullable;

/** Runs the blocks of a document and compares what they print with what it says. */
final class Walk {

	/** What curl ends with at 400 or more. */
	private static final int REFUSED = 22;

	private final Path folder;

	private final Path work;

	private final Duration patience;

	private final boolean schedules;

	/**
	 * A walk that has not begun.
	 * @param patience how long one block may take, with all its tries
	 * @param schedules whether the stack has them
	 */
	Walk(Path folder, Path work, Duration patience, boolean schedules) {
		this.folder = folder;
		this.work = work;
		this.patience = patience;
		this.schedules = schedules;
	}

	void through(Document document) throws Exception {
		List<Block> blocks = document.blocks();
		try (Shell shell = new Shell(this.folder, this.work.resolve(document.name()))) {
			for (int place = 0; place < blocks.size(); place++) {
				Block block = blocks.get(place);
				Block next = (place + 1 < blocks.size()) ? blocks.get(place + 1) : null;
				if (block.isRun() && (this.schedules || !block.is("schedules"))) {
					run(shell, block, (next != null && next.isOutputOf(block)) ? next : null);
				}
			}
		}
	}

	private void run(Shell shell, Block block, @Nullable Block output) throws Exception {
		Instant end = Instant.now().plus(this.patience);
		Result result = shell.run(block, this.patience);
		Optional<String> fault = fault(block, output, result);
		while (fault.isPresent() && block.is("eventually") && Instant.now().isBefore(end)) {
			TimeUnit.MILLISECONDS.sleep(500);
			result = shell.run(block, this.patience);
			fault = fault(block, output, result);
		}
		if (fault.isPresent()) {
			throw new AssertionError("%s: %s%n%s%n-- came:%n%s%n-- the document says:%n%s".formatted(block.place(),
					fault.get(), block.text(), result.output(), (output != null) ? output.text() : ""));
		}
	}

	private static Optional<String> fault(Block block, @Nullable Block output, Result result) {
		int code = block.is("refused") ? REFUSED : 0;
		if (result.code() != code) {
			return Optional.of("ended with " + result.code() + ", not " + code);
		}
		String came = result.output().replaceAll("(?m)^(line \\d+ ended with|curl:) .*\\b22\\b.*\\R?", "");
		return (output != null) ? Answer.difference(output, came) : Optional.empty();
	}

}
