package cinema.orchestrator.template;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

import cinema.orchestrator.rendering.StoredTemplates;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What is published, as the renderer asks for it; what another instance publishes is
 * noticed soon.
 */
@Component
class StoredVersions implements StoredTemplates {

	private final TemplateVersionRepository versions;

	private final PublishedTemplateRepository published;

	private final TemplateProperties properties;

	private final Clock clock;

	private volatile @Nullable Known known;

	StoredVersions(TemplateVersionRepository versions, PublishedTemplateRepository published,
			TemplateProperties properties, Clock clock) {
		this.versions = versions;
		this.published = published;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public int published(String name) {
		return all().getOrDefault(name, 0);
	}

	Map<String, Integer> all() {
		Known last = this.known;
		Instant now = this.clock.instant();
		if (last == null || !last.at().plus(this.properties.noticedWithin()).isAfter(now)) {
			last = new Known(now,
					this.published.findAll()
						.stream()
						.collect(Collectors.toMap(PublishedTemplate::name, PublishedTemplate::number)));
			this.known = last;
		}
		return last.versions();
	}

	/** Somebody publishes here. */
	void lookAgain() {
		this.known = null;
	}

	@Override
	public Map<String, String> texts(String name, int version) {
		return this.versions.findByNameAndNumber(name, version)
			.filter((one) -> one.publishedAt() != null)
			.<Map<String, String>>map(TemplateVersion::texts)
			.orElse(Map.of());
	}

	private record Known(Instant at, Map<String, Integer> versions) {
	}

}
