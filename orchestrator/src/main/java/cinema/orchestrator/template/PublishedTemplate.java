package cinema.orchestrator.template;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/** Which version of a template is sent. */
@Entity
@Table(name = "template_published")
@NullUnmarked
class PublishedTemplate {

	@Id
	private String name;

	private int number;

	private Instant publishedAt;

	private String publishedBy;

	protected PublishedTemplate() {
	}

	PublishedTemplate(String name, int number, Instant publishedAt, String publishedBy) {
		this.name = name;
		this.number = number;
		this.publishedAt = publishedAt;
		this.publishedBy = publishedBy;
	}

	String name() {
		return this.name;
	}

	int number() {
		return this.number;
	}

}
