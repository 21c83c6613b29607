package cinema.orchestrator.digest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import cinema.orchestrator.announcement.Announcement;
import cinema.orchestrator.announcement.Announcer;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.collected.CollectedItems;
import cinema.orchestrator.collected.CollectedLetter;
import cinema.workflows.digest.Digest;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Makes letters of what is collected: an event on Kafka for each, whose id is the digest
 * and the moment at which it closed. Whoever tries again announces the same one.
 */
@Component
class DigestLetters {

	private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

	private final CollectedItems items;

	private final Announcer announcer;

	private final Catalogue catalogue;

	DigestLetters(CollectedItems items, Announcer announcer, Catalogue catalogue) {
		this.items = items;
		this.announcer = announcer;
		this.catalogue = catalogue;
	}

	boolean isClosed(Digest digest, Instant due) {
		return this.items.isClosed(id(digest, due));
	}

	/**
	 * Closes the letter of a moment: what was collected until then is part of it, and of
	 * whoever is told at once what nothing holds back any more.
	 */
	void close(Digest digest, Instant due, boolean atOnce) {
		if (atOnce) {
			this.items.closeFree(digest, type(digest), id(digest, due), due);
		}
		else {
			this.items.close(digest, type(digest), id(digest, due), due);
		}
		announce(digest);
	}

	/** Announces what was closed, by somebody who could not go on perhaps. */
	void announce(Digest digest) {
		this.items.unannounced(digest).forEach((letter) -> announce(digest, letter));
	}

	private void announce(Digest digest, CollectedLetter letter) {
		Map<String, Object> event = new TreeMap<>();
		event.put("id", letter.id());
		event.put("event_type", type(digest));
		event.put("from_service", "digest");
		event.put("occurred_at", letter.closedAt().toString());
		event.put("details", Map.of("user_id", digest.userId()));
		Announcement answer = this.announcer
			.announce(List.of(JsonMapper.shared().writeValueAsBytes(event)), "digest of " + digest.topic())
			.get(0);
		// A conflict is the same letter, closed before this table was restored.
		if (answer instanceof Announcement.Refused refused && refused.status() != HttpStatus.CONFLICT) {
			throw new IllegalStateException(refused.field() + ": " + refused.reason());
		}
		this.items.announced(letter);
	}

	private String type(Digest digest) {
		return this.catalogue.digest(digest.topic())
			.orElseThrow(() -> new IllegalStateException(
					"the catalogue tells nobody what was collected on " + digest.topic()));
	}

	private static String id(Digest digest, Instant due) {
		return digest.userId() + "." + digest.topic() + "." + MOMENT.format(due.atOffset(ZoneOffset.UTC));
	}

}
