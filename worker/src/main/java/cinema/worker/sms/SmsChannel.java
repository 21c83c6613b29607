package cinema.worker.sms;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

import cinema.platform.text.MessageParts;
import cinema.worker.channel.ChannelStanding;
import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.worker.sms.SmsGateway.OutgoingSms;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short messages: what may be sent is, within the window of its gateway and the budget.
 */
class SmsChannel implements DeliveryChannel {

	private static final Logger logger = LoggerFactory.getLogger(SmsChannel.class);

	/** Mailings leave some of the window to others, and those one to what is urgent. */
	private static final int RESERVED = 2;

	private final SmsGateway gateway;

	private final SmsBudget budget;

	private final SmsReports reports;

	private final SmsProperties properties;

	private final ChannelStanding standing;

	private final Clock clock;

	/** Each message has one of each of its urgency, taken in this order. */
	private final Map<Urgency, List<Semaphore>> seats;

	SmsChannel(SmsGateway gateway, SmsBudget budget, SmsReports reports, SmsProperties properties, MeterRegistry meters,
			Clock clock) {
		this.gateway = gateway;
		this.budget = budget;
		this.reports = reports;
		this.properties = properties;
		this.standing = new ChannelStanding(Channel.SMS.toString(), properties.refusals(), clock);
		ChannelStanding.show(Channel.SMS, this.standing::isRefused, meters);
		this.clock = clock;
		Semaphore all = new Semaphore(properties.window(), true);
		Semaphore normal = new Semaphore(properties.window() - 1, true);
		Semaphore bulk = new Semaphore(properties.window() - RESERVED, true);
		this.seats = Map.of(Urgency.URGENT, List.of(all), Urgency.NORMAL, List.of(normal, all), Urgency.BULK,
				List.of(bulk, normal, all));
	}

	@Override
	public Channel channel() {
		return Channel.SMS;
	}

	@Override
	public List<Line> open(List<Posting> postings) {
		Urgency urgency = postings.get(0).urgency();
		seats(urgency).forEach(Semaphore::acquireUninterruptibly);
		List<Line> lines = new ArrayList<>(List.of(seated(postings.get(0))));
		try {
			while (lines.size() < postings.size() && sits(urgency)) {
				lines.add(seated(postings.get(lines.size())));
			}
		}
		catch (RuntimeException trouble) {
			logger.warn("{} messages have to wait: {}", postings.size() - lines.size(),
					trouble.getClass().getSimpleName());
		}
		return lines;
	}

	private List<Semaphore> seats(Urgency urgency) {
		return this.seats.getOrDefault(urgency, List.of());
	}

	private boolean sits(Urgency urgency) {
		List<Semaphore> wanted = seats(urgency);
		for (int i = 0; i < wanted.size(); i++) {
			if (!wanted.get(i).tryAcquire()) {
				wanted.subList(0, i).forEach(Semaphore::release);
				return false;
			}
		}
		return true;
	}

	private void leave(Urgency urgency) {
		seats(urgency).forEach(Semaphore::release);
	}

	/** Whoever gets no line leaves the seat. */
	private Line seated(Posting posting) {
		try {
			return line(posting);
		}
		catch (RuntimeException trouble) {
			leave(posting.urgency());
			throw trouble;
		}
	}

	private Line line(Posting posting) {
		SmsLine line = new SmsLine(this.gateway, this.standing, this.budget, posting, () -> leave(posting.urgency()));
		MessageParts text = MessageParts.of(posting.text());
		String refusal = refusal(posting.receiver().address(), text);
		if (refusal != null) {
			return line.settled(new SendResult.Rejected(refusal));
		}
		// Others had the seat for a while.
		if (posting.isExpiredAt(this.clock.instant())) {
			return line
				.settled(new SendResult.Deferred("its deadline passed while it waited for its turn", false, null));
		}
		Map<Integer, String> taken = (posting.attempt() > 1) ? this.reports.taken(posting.id()) : Map.of();
		OutgoingSms message = new OutgoingSms(posting.id(), posting.receiver().address(), text, posting.deadline(),
				taken);
		return message.pending().isEmpty() ? line.settled(new SendResult.Sent("id:" + taken.get(0)))
				: line.ready(message);
	}

	/** Why a message is never sent, or null. */
	private @Nullable String refusal(String address, MessageParts text) {
		if (!Channel.SMS.reach().isPossible(address)) {
			return "the number has to be one of E.164, such as +442079460958";
		}
		if (!this.properties.reaches(address)) {
			return "no messages go to the country of this number";
		}
		return (text.parts().size() > this.properties.maxParts())
				? "the text has " + text.parts().size() + " parts, and may have " + this.properties.maxParts() : null;
	}

}
