package cinema.orchestrator.explanation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import cinema.orchestrator.attachment.LetterFile;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.queue.WireFormat;
import cinema.platform.audit.Actor;
import cinema.platform.audit.Audit;
import cinema.workflows.contract.Posting;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Letters as they were sent; whoever opens one leaves a trace. */
@Component
public class Letters {

	private static final String OPENED = "letter opened";

	private static final Duration ONCE = Duration.ofMinutes(5);

	private final Journal journal;

	private final WireFormat wire;

	private final Audit audit;

	private final Clock clock;

	Letters(Journal journal, WireFormat wire, Audit audit, Clock clock) {
		this.clock = clock;
		this.journal = journal;
		this.wire = wire;
		this.audit = audit;
	}

	static String target(UUID postingId) {
		return "posting " + postingId;
	}

	/**
	 * A letter, or nothing when it is not kept, or no longer. Whoever opens it again
	 * within minutes, as a page with a frame does, opens it once.
	 */
	public Optional<SentLetter> open(UUID postingId) {
		String json = this.journal.find(postingId.toString());
		if (json == null) {
			return Optional.empty();
		}
		if (!wasJustOpened(postingId)) {
			this.audit.note(OPENED, target(postingId), null);
		}
		return Optional.of(SentLetter.of(this.wire.posting(json)));
	}

	private boolean wasJustOpened(UUID postingId) {
		Instant since = this.clock.instant().minus(ONCE);
		String reader = Actor.now().name();
		return this.audit.of(target(postingId))
			.stream()
			.anyMatch((one) -> one.act().equals(OPENED) && one.by().equals(reader) && one.at().isAfter(since));
	}

	/**
	 * A letter as the worker was given it.
	 *
	 * @param to where it went
	 * @param locale the language that it was made in, a BCP 47 tag
	 * @param files its files, by their names; null when it has none
	 */
	public record SentLetter(String postingId, String channel, String to, @Nullable String name, String locale,
			String subject, String html, String text, Map<String, String> headers,
			@Nullable @JsonInclude(JsonInclude.Include.NON_NULL) List<LetterFile> files) {

		/** Six digits in a message are a code, which staff are not to use. */
		private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");

		static SentLetter of(Posting posting) {
			String text = posting.channel().form().hasSubject() ? posting.text()
					: CODE.matcher(posting.text()).replaceAll("******");
			return new SentLetter(posting.id(), posting.channel().toString(), posting.receiver().address(),
					posting.receiver().name(), posting.receiver().locale(), posting.subject(), posting.html(), text,
					posting.headers(), LetterFile.of(posting.attachments()));
		}

		@Override
		public String toString() {
			return "SentLetter[" + this.postingId + "]";
		}

	}

}
