package cinema.orchestrator.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;

import cinema.orchestrator.rendering.TemplateFiles;
import cinema.orchestrator.rendering.TemplateText;
import cinema.orchestrator.template.TemplateVersionRepository.Newest;
import cinema.orchestrator.template.TemplateView.VersionView;
import cinema.platform.problem.RefusedException;
import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Templates as people see them: those of the files and the versions that were saved
 * since.
 */
@Component
public class TemplateReader {

	private final TemplateVersionRepository versions;

	private final PublishedTemplateRepository published;

	private final StoredVersions stored;

	private final TemplateFiles files;

	private final TemplateSamples samples;

	TemplateReader(TemplateVersionRepository versions, PublishedTemplateRepository published, StoredVersions stored,
			TemplateFiles files, TemplateSamples samples) {
		this.versions = versions;
		this.published = published;
		this.stored = stored;
		this.files = files;
		this.samples = samples;
	}

	/** What may be sent, by name, without channel. */
	public List<String> names() {
		TreeSet<String> names = new TreeSet<>(this.files.names());
		this.stored.all().forEach((name, version) -> names.add(name));
		return List.copyOf(names);
	}

	/** All of them, without their versions. */
	public List<TemplateView> list() {
		Map<String, Integer> newest = new HashMap<>();
		for (Newest one : this.versions.newest()) {
			newest.put(one.getName(), one.getNumber());
		}
		Map<String, Integer> now = this.stored.all();
		TreeSet<String> names = new TreeSet<>(this.files.names());
		names.addAll(newest.keySet());
		return names.stream()
			.map((name) -> new TemplateView(name, List.copyOf(this.files.texts(name).keySet()),
					now.getOrDefault(name, 0), newest.getOrDefault(name, 0), null, null))
			.toList();
	}

	/**
	 * One of them with its versions.
	 * @throws RefusedException when there is none
	 */
	public TemplateView show(String name) {
		List<TemplateVersion> saved = this.versions.findTop100ByNameOrderByNumberDesc(name);
		SortedMap<String, String> texts = this.files.texts(name);
		if (saved.isEmpty() && texts.isEmpty()) {
			throw missing("template");
		}
		int now = now(name);
		List<VersionView> views = new ArrayList<>();
		saved.forEach((one) -> views.add(VersionView.of(one, now, false)));
		if (!texts.isEmpty()) {
			views.add(VersionView.ofFiles(now, null));
		}
		String sample = saved.isEmpty() ? null : saved.get(0).sample();
		TreeSet<String> all = new TreeSet<>(texts.keySet());
		saved.stream().findFirst().ifPresent((newest) -> all.addAll(newest.texts().keySet()));
		return new TemplateView(name, List.copyOf(all), now, saved.isEmpty() ? 0 : saved.get(0).number(),
				variables(name, sample), views);
	}

	/** As the table has it just now. */
	int now(String name) {
		return this.published.findById(name).map(PublishedTemplate::number).orElse(0);
	}

	/**
	 * A version with its texts.
	 * @throws RefusedException when there is none
	 */
	public VersionView version(String name, int number) {
		if (number == 0) {
			SortedMap<String, String> texts = this.files.texts(name);
			if (texts.isEmpty()) {
				throw missing("version");
			}
			return VersionView.ofFiles(now(name), texts);
		}
		return VersionView.of(find(name, number), now(name), true);
	}

	TemplateVersion find(String name, int number) {
		return this.versions.findByNameAndNumber(name, number).orElseThrow(() -> missing("version"));
	}

	private static RefusedException missing(String what) {
		return new RefusedException(HttpStatus.NOT_FOUND, "", "There is no such " + what + ".");
	}

	/** What differs between two versions. */
	public List<TemplateDiff> diff(String name, int from, int to) {
		return TemplateDiff.of(texts(name, from), texts(name, to));
	}

	private Map<String, String> texts(String name, int number) {
		return Objects.requireNonNull(version(name, number).texts());
	}

	boolean isKnown(String name) {
		return !this.files.texts(name).isEmpty() || this.versions.newest(name) > 0;
	}

	/**
	 * Which texts a template may have: those that it has, each channel of them in all
	 * languages; of one that has none by e-mail.
	 */
	public List<String> files(String name) {
		TreeSet<String> all = new TreeSet<>(this.files.texts(name).keySet());
		TreeSet<String> channels = new TreeSet<>(all.stream().map((file) -> file.replaceFirst("/.*", "")).toList());
		if (channels.isEmpty()) {
			channels.add(Channel.EMAIL.toString());
		}
		for (String channel : channels) {
			this.files.languages().forEach((language) -> all.add(new TemplateText(channel, name, language, "").file()));
		}
		return List.copyOf(all);
	}

	/**
	 * What there is to print, by example.
	 * @param sample the author's own one, or null
	 */
	public SortedMap<String, String> variables(String name, @Nullable String sample) {
		try {
			return this.samples.variables((sample != null && !sample.isBlank()) ? sample : this.samples.of(name));
		}
		catch (RefusedException unreadable) {
			return this.samples.variables(this.samples.of(name));
		}
	}

	/** The sample of the files, or an empty one. */
	public String sample(String name) {
		return this.samples.of(name);
	}

}
