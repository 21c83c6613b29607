package cinema.dev.stack;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.setting.ApplicationSettings;

/**
 * What the caller of ./run says of our own settings, for the application that reads it:
 * the others would refuse to start.
 */
final class AskedSettings {

	private static final List<String> APPLICATIONS = List.of("auth", "orchestrator", "worker");

	/** What the caller may say: of our own settings, of logs, and of who watches. */
	private static final List<String> OURS = List.of("CINEMA_", "LOGGING_", "MANAGEMENT_");

	private AskedSettings() {
	}

	static Map<String, String> of(String application, RunFolder folder, Map<String, String> environment) {
		Map<String, String> asked = new TreeMap<>(environment);
		asked.keySet().removeIf((name) -> name.startsWith("CINEMA_DEV_") || OURS.stream().noneMatch(name::startsWith));
		asked.keySet().stream().filter((name) -> name.startsWith("CINEMA_")).forEach((name) -> {
			if (APPLICATIONS.stream().noneMatch((one) -> reads(one, folder, name))) {
				throw new StackException(name + " is no setting of any application; docs/configuration.md lists them");
			}
		});
		asked.keySet().removeIf((name) -> name.startsWith("CINEMA_") && !reads(application, folder, name));
		return asked;
	}

	static boolean reads(String application, RunFolder folder, String name) {
		try {
			return ApplicationSettings.own(folder.jar(application)).stream().anyMatch((one) -> one.isMeantBy(name));
		}
		catch (UncheckedIOException ex) {
			throw new StackException(folder.jar(application) + " cannot be read: " + ex.getMessage(), ex);
		}
	}

}
