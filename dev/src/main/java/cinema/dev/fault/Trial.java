package cinema.dev.fault;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import cinema.dev.machine.RunFolder;
import cinema.dev.stub.Crowd;
import cinema.dev.stub.DiscardingSink;

/** What every trial by hand has: a folder of its own, an audience, and a mail server. */
final class Trial {

	private Trial() {
	}

	/** That of the benchmark, below the project's. */
	static RunFolder folder() {
		Path project = Path.of(System.getProperty("cinema.dev.folder", ".")).toAbsolutePath().normalize();
		return new RunFolder(project, project.resolve(".run/bench"));
	}

	/** Ours, with this audience and this mail server; more may be added. */
	static Map<String, String> environment(DiscardingSink sink, Crowd crowd) {
		Map<String, String> environment = new TreeMap<>(System.getenv());
		environment.put("SPRING_MAIL_HOST", "127.0.0.1");
		environment.put("SPRING_MAIL_PORT", Integer.toString(sink.port()));
		environment.put("CINEMA_CONTEXT_SERVICES_CROWD_URL", crowd.url());
		return environment;
	}

}
