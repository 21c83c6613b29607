package cinema.orchestrator.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import cinema.orchestrator.cap.CapUses;
import cinema.orchestrator.optout.OptOuts;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.orchestrator.suppression.Suppressions;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.Rhythm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** What auth says of a person now, and what that means for letters. */
@Component
public class PersonNow {

	private static final Logger logger = LoggerFactory.getLogger(PersonNow.class);

	private final ReceiverDirectory receivers;

	private final OptOuts optOuts;

	private final Suppressions suppressions;

	private final CapUses caps;

	PersonNow(ReceiverDirectory receivers, OptOuts optOuts, Suppressions suppressions, CapUses caps) {
		this.caps = caps;
		this.optOuts = optOuts;
		this.suppressions = suppressions;
		this.receivers = receivers;
	}

	/** The person, or nothing when auth does not answer. */
	public Optional<Receiver> find(String userId) {
		try {
			return Optional.of(this.receivers.find(userId));
		}
		catch (RuntimeException away) {
			logger.debug("auth does not answer: {}", away.toString());
			return Optional.empty();
		}
	}

	List<String> words(Optional<Receiver> found, StoryWords words) {
		return found.map((receiver) -> words(receiver, words)).orElseGet(() -> List.of(words.say("now.away")));
	}

	private List<String> words(Receiver receiver, StoryWords words) {
		if (!receiver.known()) {
			return List.of(words.say("now.unknown"));
		}
		List<String> says = new ArrayList<>();
		if (!receiver.active()) {
			says.add(words.say("now.inactive"));
		}
		if (!receiver.wantsEmail()) {
			says.add(words.say("now.no_email"));
		}
		if (!receiver.confirmed()) {
			says.add(words.say("now.unconfirmed"));
		}
		String suppressed = this.suppressions.of(receiver).why(receiver, Channel.EMAIL, false, Urgency.NORMAL);
		if (suppressed != null) {
			says.add(words.say("now.suppressed", words.reason(suppressed, null)));
		}
		List<String> against = receiver.preferences()
			.entrySet()
			.stream()
			.filter((topic) -> topic.getValue().containsValue(false))
			.map((topic) -> topic.getKey())
			.sorted()
			.toList();
		if (!against.isEmpty()) {
			says.add(words.say("now.opted_out", String.join(", ", against)));
		}
		if (says.isEmpty()) {
			says.add(words.say("now.wants"));
		}
		says.addAll(optedOut(receiver, against, words));
		says.addAll(capped(receiver, words));
		says.addAll(delivery(receiver, words));
		says.add(words.say("now.zone", receiver.timeZone().getId()));
		return says;
	}

	/** Of how many letters of a class with a cap they have had some lately. */
	private List<String> capped(Receiver receiver, StoryWords words) {
		return (receiver.userId() == null) ? List.of()
				: this.caps.of(receiver.userId())
					.stream()
					.filter((one) -> one.used() > 0)
					.map((one) -> words.say("now.caps", one.letterClass(), Integer.toString(one.used()),
							Integer.toString(one.letters()), words.span(one.window())))
					.toList();
	}

	/** When they want to be told. */
	private static List<String> delivery(Receiver receiver, StoryWords words) {
		Delivery delivery = Objects.requireNonNullElse(receiver.delivery(), Delivery.NOTHING);
		List<String> says = new ArrayList<>();
		if (delivery.pausedUntil() != null) {
			says.add(words.say("now.paused", words.moment(delivery.pausedUntil(), receiver.timeZone().getId())));
		}
		if (delivery.quiet() != null) {
			says.add(words.say("now.quiet", delivery.quiet().from().toString(), delivery.quiet().until().toString()));
		}
		Objects.requireNonNullElse(delivery.rhythms(), Map.<String, Rhythm>of())
			.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((one) -> words.say("now.rhythm." + one.getValue(), one.getKey()))
			.forEach(says::add);
		return says;
	}

	/** When and how they said each no that still holds. */
	private List<String> optedOut(Receiver receiver, List<String> against, StoryWords words) {
		if (receiver.userId() == null || (against.isEmpty() && receiver.wantsEmail())) {
			return List.of();
		}
		return this.optOuts.of(receiver.userId())
			.stream()
			.filter((one) -> (one.topic() != null) ? against.contains(one.topic()) : !receiver.wantsEmail())
			.map((one) -> words.say("now.how." + one.how(),
					(one.topic() != null) ? one.topic() : words.say("now.all_letters"),
					words.moment(one.at(), receiver.timeZone().getId())))
			.toList();
	}

}
