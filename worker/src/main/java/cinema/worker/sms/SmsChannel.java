package cinema.worker.sms;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import cinema.platform.text.MessageParts;
import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.worker.provider.ProviderTurn;
import cinema.worker.sms.SmsGateway.OutgoingSms;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short messages: what may be sent is, within the window of a provider and the budget.
 */
class SmsChannel implements DeliveryChannel {

	private static final Logger logger = LoggerFactory.getLogger(SmsChannel.class);

	private final SmsProviders providers;

	private final SmsBudget budget;

	private final SmsReports reports;

	private final SmsProperties properties;

	private final Clock clock;

	SmsChannel(SmsProviders providers, SmsBudget budget, SmsReports reports, SmsProperties properties, Clock clock) {
		this.providers = providers;
		this.budget = budget;
		this.reports = reports;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public Channel channel() {
		return Channel.SMS;
	}

	@Override
	public List<Line> open(List<Posting> postings) {
		List<Line> lines = new ArrayList<>();
		try {
			for (Posting posting : postings) {
				SmsLine line = line(posting);
				if (!line.sit(lines.isEmpty() ? Long.MAX_VALUE : 0)) {
					break;
				}
				lines.add(line.pay(this.clock.instant()));
			}
		}
		catch (RuntimeException trouble) {
			if (lines.isEmpty()) {
				throw trouble;
			}
			logger.warn("{} messages have to wait: {}", postings.size() - lines.size(),
					trouble.getClass().getSimpleName());
		}
		return lines;
	}

	private SmsLine line(Posting posting) {
		MessageParts text = MessageParts.of(posting.text());
		List<SmsProvider> order = this.providers.inOrder(posting);
		String refusal = refusal(posting.receiver().address(), text, order);
		if (refusal != null) {
			return SmsLine.settled(posting, new SendResult.Rejected(refusal));
		}
		Map<Integer, String> taken = (posting.attempt() > 1) ? this.reports.taken(posting.id()) : Map.of();
		if (!taken.isEmpty() && this.reports.hasOtherText(posting.id(), text)) {
			// A telephone would put parts of both together.
			return SmsLine.settled(posting, new SendResult.Rejected("it was begun with another text"));
		}
		SmsProvider before = taken.values().stream().findFirst().map(this.providers::whoCalled).orElse(null);
		Map<Integer, String> own = (before != null) ? own(before, taken) : taken;
		if (own.size() >= text.parts().size()) {
			return SmsLine.settled(posting, new SendResult.Sent(called(before, String.valueOf(own.get(0)))));
		}
		// Parts of two providers make no message; what one has begun that is gone begins
		// anew.
		return line(posting, (before != null) ? List.of(before) : order, new OutgoingSms(posting.id(),
				posting.receiver().address(), text, posting.deadline(), (before != null) ? own : Map.of()));
	}

	private SmsLine line(Posting posting, List<SmsProvider> order, OutgoingSms message) {
		return new SmsLine(new ProviderTurn<>(order, this.providers.areSeveral(), "the message centre",
				posting.urgency(), message.pending().size(), this.clock), this.budget, posting, message);
	}

	/**
	 * What a provider calls parts, without its own name; what another one had begun is
	 * nothing that it could go on with.
	 */
	private Map<Integer, String> own(SmsProvider provider, Map<Integer, String> taken) {
		int prefix = SmsProvider.prefix(provider.name()).length();
		return taken.entrySet()
			.stream()
			.filter((one) -> provider.equals(this.providers.whoCalled(one.getValue())))
			.collect(Collectors.toMap(Map.Entry::getKey, (one) -> one.getValue().substring(prefix)));
	}

	private String called(@Nullable SmsProvider provider, String reference) {
		String id = "id:" + reference;
		return (provider != null && this.providers.areSeveral()) ? provider.name() + ": " + id : id;
	}

	/** Why a message is never sent, or null. */
	private @Nullable String refusal(String address, MessageParts text, List<SmsProvider> order) {
		if (!Channel.SMS.reach().isPossible(address)) {
			return "the number has to be one of E.164, such as +442079460958";
		}
		if (!this.properties.reaches(address) || order.isEmpty()) {
			return "no messages go to the country of this number";
		}
		return (text.parts().size() > this.properties.maxParts())
				? "the text has " + text.parts().size() + " parts, and may have " + this.properties.maxParts() : null;
	}

}
