package cinema.orchestrator.template;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * All texts of a template as somebody saved them. It never changes; what becomes of it is
 * that it is published.
 */
@Entity
@Table(name = "template_version")
@NullUnmarked
class TemplateVersion {

	@Id
	private UUID id;

	private String name;

	private int number;

	private String author;

	private Instant createdAt;

	private @Nullable String note;

	private @Nullable String sample;

	private @Nullable Instant publishedAt;

	@ElementCollection(fetch = FetchType.EAGER)
	@CollectionTable(name = "template_text", joinColumns = @JoinColumn(name = "version_id"))
	@MapKeyColumn(name = "file")
	@Column(name = "source")
	private Map<String, String> texts;

	protected TemplateVersion() {
	}

	TemplateVersion(String name, int number, TemplateDraft draft, String author, Instant createdAt) {
		this.id = UUID.randomUUID();
		this.name = name;
		this.number = number;
		this.author = author;
		this.createdAt = createdAt;
		this.note = draft.note();
		this.sample = draft.sample();
		this.texts = new TreeMap<>(draft.texts());
	}

	void publish(Instant at) {
		this.publishedAt = at;
	}

	String name() {
		return this.name;
	}

	int number() {
		return this.number;
	}

	String author() {
		return this.author;
	}

	Instant createdAt() {
		return this.createdAt;
	}

	@Nullable String note() {
		return this.note;
	}

	@Nullable String sample() {
		return this.sample;
	}

	@Nullable Instant publishedAt() {
		return this.publishedAt;
	}

	SortedMap<String, String> texts() {
		return new TreeMap<>(this.texts);
	}

}
