package cinema.dev.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a process and its children have cost so far, as Linux tells it (proc(5)).
 *
 * @param cpuSeconds user and system time
 * @param peakMegabytes the most memory it ever had resident
 * @param megabytes the memory that it has resident now
 */
public record ProcessCost(double cpuSeconds, double peakMegabytes, double megabytes) {

	private static final double TICKS = 100;

	private static final ProcessCost NONE = new ProcessCost(0, 0, 0);

	/** By name, with the children of each. */
	public static Map<String, ProcessCost> of(Map<String, Long> pids) {
		Map<String, ProcessCost> costs = new LinkedHashMap<>();
		pids.forEach((name, pid) -> ProcessHandle.of(pid).ifPresent((process) -> {
			ProcessCost cost = of(pid);
			for (ProcessHandle child : process.descendants().toList()) {
				if (!pids.containsValue(child.pid())) {
					cost = cost.plus(of(child.pid()));
				}
			}
			costs.put(name, cost);
		}));
		return costs;
	}

	/** What was spent since then. */
	public double cpuSince(ProcessCost before) {
		return this.cpuSeconds - before.cpuSeconds;
	}

	private ProcessCost plus(ProcessCost other) {
		return new ProcessCost(this.cpuSeconds + other.cpuSeconds, this.peakMegabytes + other.peakMegabytes,
				this.megabytes + other.megabytes);
	}

	/** Of one process, without its children. */
	public static ProcessCost of(long pid) {
		Path folder = Path.of("/proc", Long.toString(pid));
		try {
			String stat = Files.readString(folder.resolve("stat"));
			String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
			double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
			return new ProcessCost(cpu, megabytes(folder, "VmHWM:"), megabytes(folder, "VmRSS:"));
		}
		catch (IOException ex) {
			// It has ended, or this is no Linux.
			return NONE;
		}
	}

	private static double megabytes(Path folder, String field) throws IOException {
		return Files.readAllLines(folder.resolve("status"))
			.stream()
			.filter((line) -> line.startsWith(field))
			.mapToDouble((line) -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
			.findFirst()
			.orElse(0);
	}

	/**
	 * Lets a Java process give up what it needs no more, so that memory is comparable.
	 */
	public static void collectGarbage(long pid) {
		Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
		if (!Files.isExecutable(jcmd)) {
			return;
		}
		try {
			Process asking = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run").redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			asking.waitFor(30, TimeUnit.SECONDS);
		}
		catch (IOException ex) {
			// Then with its garbage.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
