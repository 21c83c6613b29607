package cinema.orchestrator.announcement;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import cinema.orchestrator.announcement.AnnouncedEvents.Standing;
import cinema.orchestrator.intake.EventParser;
import cinema.orchestrator.intake.UnreadableEventException;
import cinema.orchestrator.staff.NotificationProperties;
import cinema.platform.json.JsonFault;
import cinema.platform.problem.RefusedException;
import cinema.workflows.plan.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

/**
 * Announces events on Kafka for those who come by REST. Whatever is repeated is announced
 * at least once and answered alike; another event of the same identity is refused.
 */
@Component
public class Announcer {

	private static final Logger logger = LoggerFactory.getLogger(Announcer.class);

	private static final Announcement KAFKA_IS_AWAY = new Announcement.Refused(HttpStatus.SERVICE_UNAVAILABLE, "",
			"Kafka does not answer at the moment; send the same again later.");

	private final EventParser parser;

	private final AnnouncedEvents announced;

	private final KafkaOperations<byte[], byte[]> kafka;

	private final NotificationProperties properties;

	private final Clock clock;

	Announcer(EventParser parser, AnnouncedEvents announced, KafkaOperations<byte[], byte[]> kafka,
			NotificationProperties properties, Clock clock) {
		this.parser = parser;
		this.announced = announced;
		this.kafka = kafka;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Announces each; returns the answers in the same order.
	 * @param by who wants it, for people to read
	 */
	public List<Announcement> announce(List<byte[]> bodies, String by) {
		return announce(bodies, by, (event) -> null);
	}

	/**
	 * Announces those that may be announced.
	 * @param refusal why an event may not be, or null
	 */
	List<Announcement> announce(List<byte[]> bodies, String by,
			Function<Event, Announcement.@Nullable Refused> refusal) {
		List<Sending> sendings = new ArrayList<>();
		boolean away = false;
		for (byte[] body : bodies) {
			// A Kafka that is away would let each of them wait, one after the other.
			Sending sending = send(body, away, by, refusal);
			away = away || (sending.underway() != null && sending.underway().isCompletedExceptionally());
			sendings.add(sending);
		}
		return conclude(sendings);
	}

	/**
	 * Makes sure that somebody could announce this; nothing is announced.
	 * @param within what stands before the names of the fields, for example
	 * {@code mailing.}
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	public void check(JsonNode event, String within) {
		try {
			EventBody.read(EventBody.JSON.writeValueAsBytes(event), this.parser, this.clock.instant());
		}
		catch (UnreadableEventException ex) {
			Announcement.Refused refused = refused(ex);
			throw new RefusedException(refused.status(), within + refused.field(), refused.reason());
		}
	}

	/**
	 * Reads JSON more strictly than on Kafka, where nobody waits who could mend it.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	public static JsonNode read(byte[] body) {
		try {
			return EventBody.JSON.readTree(body);
		}
		catch (JacksonException ex) {
			JsonFault fault = JsonFault.of(ex);
			throw new RefusedException(fault.field(), fault.reason());
		}
	}

	private Sending send(byte[] value, boolean away, String by,
			Function<Event, Announcement.@Nullable Refused> refusal) {
		EventBody body;
		try {
			body = EventBody.read(value, this.parser, this.clock.instant());
		}
		catch (UnreadableEventException ex) {
			return new Sending(refused(ex), null);
		}
		Announcement.Refused refused = refusal.apply(body.event());
		if (refused != null) {
			return new Sending(refused, null);
		}
		Announcement accepted = new Announcement.Accepted(body.event());
		Standing standing = this.announced.note(body.event(), body.fingerprint(), by);
		return switch (standing) {
			case ANNOUNCED -> new Sending(accepted, null);
			case OTHER_BODY -> new Sending(new Announcement.Refused(HttpStatus.CONFLICT, "id",
					"an event of this type and id was announced before with other content"), null);
			case TO_ANNOUNCE -> away ? new Sending(KAFKA_IS_AWAY, null) : new Sending(accepted, send(body));
		};
	}

	private CompletableFuture<?> send(EventBody body) {
		// So that what is thrown at once fails the future too.
		return CompletableFuture.completedFuture(body)
			.thenCompose((one) -> this.kafka.send(this.properties.topic(), one.key(), one.bytes()));
	}

	private List<Announcement> conclude(List<Sending> sendings) {
		long until = System.nanoTime() + this.properties.announceWait().toNanos();
		List<Event> sent = new ArrayList<>();
		List<Announcement> answers = new ArrayList<>();
		for (Sending sending : sendings) {
			boolean failed = sending.underway() != null && !hasArrived(sending.underway(), until);
			answers.add(failed ? KAFKA_IS_AWAY : sending.answer());
			if (!failed && sending.underway() != null && sending.answer() instanceof Announcement.Accepted accepted) {
				sent.add(accepted.event());
			}
		}
		if (!sent.isEmpty()) {
			this.announced.sent(sent);
		}
		return answers;
	}

	private static boolean hasArrived(CompletableFuture<?> underway, long until) {
		try {
			underway.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("Kafka did not take an event: {}", ex.toString());
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static Announcement.Refused refused(UnreadableEventException unreadable) {
		HttpStatus status = switch (unreadable.reason()) {
			case "TOO_LARGE" -> HttpStatus.CONTENT_TOO_LARGE;
			case "UNKNOWN_TYPE" -> HttpStatus.UNPROCESSABLE_CONTENT;
			default -> HttpStatus.BAD_REQUEST;
		};
		String[] words = unreadable.detail().split(": ", 2);
		boolean named = words.length == 2 && words[0].matches("[A-Za-z0-9_.*\\[\\]-]+");
		return named ? new Announcement.Refused(status, words[0], words[1])
				: new Announcement.Refused(status, "body", unreadable.detail());
	}

	/**
	 * An event on its way.
	 *
	 * @param answer what to say when it arrives
	 * @param underway its way to Kafka, or null when it does not go there
	 */
	private record Sending(Announcement answer, @Nullable CompletableFuture<?> underway) {
	}

}
