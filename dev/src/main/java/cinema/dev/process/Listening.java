package cinema.dev.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Tells whose a listening port is: an answer alone may be that of another stack. */
public final class Listening {

	private static final Path LINUX = Path.of("/proc/net/tcp");

	private Listening() {
	}

	/**
	 * Whether this process itself listens on the port; also true where nobody can tell.
	 */
	public static boolean isHere(int port) {
		return isByOneOf(List.of(ProcessHandle.current().pid()), port);
	}

	/**
	 * Whether a process, or one that it has started, listens on the port; also true where
	 * nobody can tell.
	 */
	public static boolean isBy(long pid, int port) {
		Stream<Long> started = ProcessHandle.of(pid)
			.stream()
			.flatMap(ProcessHandle::descendants)
			.map(ProcessHandle::pid);
		return isByOneOf(Stream.concat(Stream.of(pid), started).toList(), port);
	}

	private static boolean isByOneOf(List<Long> pids, int port) {
		try {
			return Files.exists(LINUX) ? isByLinux(pids, port) : isByLsof(pids, port);
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static boolean isByLinux(List<Long> pids, int port) throws IOException {
		Set<String> sockets = new HashSet<>();
		String place = String.format(Locale.ROOT, ":%04X", port);
		for (Path table : List.of(LINUX, Path.of("/proc/net/tcp6"))) {
			for (String line : Files.exists(table) ? Files.readAllLines(table) : List.<String>of()) {
				String[] words = line.strip().split("\\s+");
				if (words[1].endsWith(place) && words[3].equals("0A")) {
					sockets.add("socket:[" + words[9] + "]");
				}
			}
		}
		return pids.stream().anyMatch((one) -> holds(one, sockets));
	}

	private static boolean holds(long pid, Set<String> sockets) {
		try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
			return open.anyMatch((one) -> sockets.contains(target(one)));
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static String target(Path link) {
		try {
			return Files.readSymbolicLink(link).toString();
		}
		catch (IOException ex) {
			// Closed since.
			return "";
		}
	}

	private static boolean isByLsof(List<Long> pids, int port) throws IOException {
		Process lsof = new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		String found = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return found.lines().map(Long::valueOf).anyMatch(pids::contains);
	}

}
