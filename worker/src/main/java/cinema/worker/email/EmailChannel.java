package cinema.worker.email;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import cinema.worker.attachment.Attachments;
import cinema.worker.attachment.LetterFiles;
import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import org.springframework.stereotype.Component;

/** Letters by SMTP (RFC 5321). */
@Component
class EmailChannel implements DeliveryChannel {

	/** For so long a part of a mailing waits for all its connections, in nanoseconds. */
	private static final long TOGETHER = TimeUnit.MILLISECONDS.toNanos(50);

	/** So long all but the first one of a part may take for connections. */
	private static final long QUICKLY = TimeUnit.MILLISECONDS.toNanos(250);

	private final SmtpProviders providers;

	private final LetterWriter writer;

	private final Attachments attachments;

	private final Clock clock;

	EmailChannel(SmtpProviders providers, LetterWriter writer, Attachments attachments, Clock clock) {
		this.providers = providers;
		this.writer = writer;
		this.attachments = attachments;
		this.clock = clock;
	}

	@Override
	public Channel channel() {
		return Channel.EMAIL;
	}

	@Override
	public int together() {
		return this.providers.areSeveral()
				? this.providers.all().stream().mapToInt((one) -> one.pool().bulkSeats()).sum() : 0;
	}

	/**
	 * Files come before a seat, so that nobody waits for a letter that waits for them.
	 */
	@Override
	public List<Line> open(List<Posting> postings) {
		return open(postings, this.attachments.fetch(postings));
	}

	@Override
	public List<Line> openPart(List<Posting> postings) {
		return open(postings, this.attachments.fetchPart(postings));
	}

	private List<Line> open(List<Posting> postings, List<LetterFiles> files) {
		List<EmailLine> written = new ArrayList<>();
		List<Line> connected = new ArrayList<>();
		int open = 0;
		try {
			for (LetterFiles one : files) {
				written.add(write(postings.get(written.size()), one));
			}
			List<EmailLine> seated = seated(postings.get(0).urgency(), written);
			long until = Long.MAX_VALUE;
			while (connected.size() < seated.size() && (connected.isEmpty() || System.nanoTime() - until < 0)
					&& seated.get(connected.size()).connect(connected.isEmpty())) {
				connected.add(seated.get(connected.size()));
				until = (connected.size() == 1) ? System.nanoTime() + QUICKLY : until;
			}
			open = connected.size();
			return connected;
		}
		finally {
			written.subList(open, written.size()).forEach(EmailLine::close);
			files.subList(written.size(), files.size()).forEach(LetterFiles::close);
		}
	}

	/** As many as have a seat soon; one at least. */
	private List<EmailLine> seated(Urgency urgency, List<EmailLine> written) {
		if (this.providers.sitTogether(urgency, written.size(), TOGETHER)) {
			written.forEach(EmailLine::take);
			return written;
		}
		List<EmailLine> seated = new ArrayList<>();
		long until = System.nanoTime();
		for (EmailLine line : written) {
			if (!line.sit(seated.isEmpty() ? Long.MAX_VALUE : until + TOGETHER - System.nanoTime())) {
				break;
			}
			seated.add(line);
		}
		return seated;
	}

	/** Before it takes a seat, so that nobody waits for it who could be sending. */
	private EmailLine write(Posting posting, LetterFiles files) {
		EmailLine line = new EmailLine(this.providers.turn(posting, this.clock), posting, files);
		SendResult trouble = files.stepAside() ? new SendResult.Deferred("its files are slow", true, null)
				: files.trouble();
		try {
			InternetAddress to = EmailAddress.parse(posting.receiver().address());
			if (trouble != null) {
				line.settle(trouble);
				return line;
			}
			boolean utf8 = this.writer.needsUtf8(posting, to);
			line.write(this.writer.write(this.providers.session(utf8), posting, to, files.files()), to, utf8);
		}
		catch (AddressException ex) {
			line.refuse(ex);
		}
		catch (MessagingException | RuntimeException ex) {
			line.settle(new SendResult.Deferred("the letter cannot be written: " + ex.getClass().getSimpleName(), true,
					null));
		}
		return line;
	}

}
