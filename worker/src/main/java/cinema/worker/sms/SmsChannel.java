package cinema.worker.sms;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

import cinema.platform.text.MessageParts;
import cinema.worker.channel.ChannelStanding;
import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.Line;
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

	/** Mailings leave some of the window to messages that somebody waits for. */
	private static final int RESERVED = 2;

	private final SmsGateway gateway;

	private final SmsBudget budget;

	private final SmsProperties properties;

	private final ChannelStanding standing;

	private final Semaphore window;

	private final Semaphore bulkSeats;

	SmsChannel(SmsGateway gateway, SmsBudget budget, SmsProperties properties, MeterRegistry meters, Clock clock) {
		this.gateway = gateway;
		this.budget = budget;
		this.properties = properties;
		this.standing = new ChannelStanding(Channel.SMS, properties.refusals(), meters, clock);
		this.window = new Semaphore(properties.window(), true);
		this.bulkSeats = new Semaphore(properties.window() - RESERVED, true);
	}

	@Override
	public Channel channel() {
		return Channel.SMS;
	}

	@Override
	public List<Line> open(List<Posting> postings) {
		Urgency urgency = postings.get(0).urgency();
		if (urgency == Urgency.BULK) {
			this.bulkSeats.acquireUninterruptibly();
		}
		this.window.acquireUninterruptibly();
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

	private boolean sits(Urgency urgency) {
		if (urgency == Urgency.BULK && !this.bulkSeats.tryAcquire()) {
			return false;
		}
		boolean seated = this.window.tryAcquire();
		if (!seated && urgency == Urgency.BULK) {
			this.bulkSeats.release();
		}
		return seated;
	}

	private void leave(Urgency urgency) {
		this.window.release();
		if (urgency == Urgency.BULK) {
			this.bulkSeats.release();
		}
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
		return (refusal != null) ? line.refused(refusal)
				: line.ready(new OutgoingSms(posting.id(), posting.receiver().address(), text, posting.deadline()));
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
