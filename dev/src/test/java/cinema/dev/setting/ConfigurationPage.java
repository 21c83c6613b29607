package cinema.dev.setting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** docs/configuration.md, as the jars and the compose file say it. */
final class ConfigurationPage {

	private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");

	private final StringBuilder page = new StringBuilder(
			"""
					# Settings

					Generated from the jars: `mvn verify -Ddocs.write=true` writes this page anew, and the build fails when it is out of date.

					Every setting is a property of Spring Boot: an environment variable, a system property (`-Dname=value`) or a file
					`config/application.yaml` beside the jar. Times are like `5s`, `10m`, `3d`; sizes like `512KB`; lists are separated by commas.
					`<name>` and `<n>` stand for a key or a place of your choice. What begins with `cinema.` and is no setting of an application
					stops its start, as does a value that cannot be. With the profile `production` (`SPRING_PROFILES_ACTIVE`) an application refuses
					to start when a secret that it needs is missing, shorter than 16 characters or a sample.
					""");

	/** One of our applications. */
	void add(String application, Path jar, Map<String, String> composed) {
		this.page.append("\n## ").append(application).append("\n\n");
		this.page.append("| property | environment | type | default | what it is |\n|---|---|---|---|---|\n");
		ApplicationSettings.own(jar)
			.stream()
			.filter((setting) -> setting.name().startsWith("cinema."))
			.sorted((one, other) -> one.name().compareTo(other.name()))
			.forEach(this::row);
		this.page.append("\nOf Spring Boot and its starters, docker-compose.yml sets:\n\n");
		this.page.append("| environment | property | what it is |\n|---|---|---|\n");
		List<Setting> all = ApplicationSettings.all(jar);
		for (String variable : new TreeSet<>(composed.keySet())) {
			if (!variable.startsWith("CINEMA_")) {
				Setting setting = all.stream()
					.filter((one) -> one.isMeantBy(variable))
					.findFirst()
					.orElseThrow(() -> new IllegalStateException(variable + " is no setting of " + application));
				line(List.of("`" + variable + "`", "`" + setting.name() + "`", text(setting.description())));
			}
		}
	}

	private void row(Setting setting) {
		String environment = setting.environmentName();
		if (setting.type().startsWith("java.util.Map")) {
			environment += "_<NAME>";
		}
		line(List.of("`" + setting.name() + (setting.type().startsWith("java.util.Map") ? ".<name>" : "") + "`",
				"`" + environment + "`", type(setting.type()),
				setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`",
				text(setting.description())));
	}

	private void line(List<String> cells) {
		this.page.append("| ").append(String.join(" | ", cells)).append(" |\n");
	}

	private static String type(String type) {
		List<String> parts = new ArrayList<>();
		for (String part : type.split("(?=[<>,])|(?<=[<>,])")) {
			parts.add(part.replaceAll(".*[.$]", ""));
		}
		return "`" + String.join("", parts) + "`";
	}

	private static String text(String description) {
		String plain = CODE.matcher(description.replaceAll("\\s+", " ")).replaceAll("`$1`").replace("|", "\\|");
		return plain.replaceFirst("[.]$", "");
	}

	@Override
	public String toString() {
		return this.page.toString();
	}

}
