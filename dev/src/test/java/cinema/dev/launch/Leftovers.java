package cinema.dev.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Processes that know a folder. */
final class Leftovers {

	private Leftovers() {
	}

	/** What runs and names the folder in its command or its environment; needs Linux. */
	static List<String> of(Path folder) {
		return ProcessHandle.allProcesses()
			.filter(ProcessHandle::isAlive)
			.filter((one) -> read(one, "cmdline").contains(folder.toString())
					|| read(one, "environ").contains(folder.toString()))
			.map((one) -> one.pid() + " " + read(one, "cmdline").replace('\0', ' '))
			.toList();
	}

	private static String read(ProcessHandle process, String file) {
		try {
			return Files.readString(Path.of("/proc/" + process.pid(), file), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return "";
		}
	}

}
