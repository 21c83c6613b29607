package cinema.worker.inbox;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Delivers into the inboxes that are kept here. Its letters are safe to be sent again,
 * since a message is there or not.
 */
@Component
class InboxChannel implements DeliveryChannel {

	private static final int LONGEST = 64 * 1024;

	private static final Pattern PERSON = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private static final Pattern LINK = Pattern.compile("<a href=\"(https?://[^\"]{1,2000})\"");

	private final Inbox inbox;

	InboxChannel(Inbox inbox) {
		this.inbox = inbox;
	}

	@Override
	public Channel channel() {
		return Channel.WEB;
	}

	@Override
	public List<Line> open(List<Posting> postings) {
		return postings.stream().<Line>map(InboxLine::new).toList();
	}

	@Override
	public boolean retract(String postingId, boolean evenSeen) {
		return this.inbox.retract(postingId, evenSeen);
	}

	@Override
	public boolean has(String postingId) {
		return this.inbox.has(postingId);
	}

	private SendResult write(Posting posting) {
		try {
			Matcher link = LINK.matcher(posting.html());
			return switch (this.inbox.write(posting, link.find() ? link.group(1).replace("&amp;", "&") : null)) {
				case THERE -> new SendResult.Sent("in the inbox");
				case TAKEN_BACK -> new SendResult.Withdrawn();
				case ERASED -> new SendResult.Rejected("the person was erased");
			};
		}
		catch (DataAccessException away) {
			return new SendResult.Deferred("the inbox cannot be written: " + away.getClass().getSimpleName(), true,
					null);
		}
	}

	private final class InboxLine implements Line {

		private final Posting posting;

		InboxLine(Posting posting) {
			this.posting = posting;
		}

		@Override
		public @Nullable SendResult settled() {
			if (!PERSON.matcher(this.posting.receiver().address()).matches()) {
				return new SendResult.Rejected("the address is no user's id");
			}
			return (this.posting.html().length() + this.posting.text().length() > LONGEST)
					? new SendResult.Rejected("longer than " + LONGEST + " characters") : null;
		}

		@Override
		public SendResult send() {
			return write(this.posting);
		}

		@Override
		public void close() {
			// Nothing is in hand.
		}

	}

}
