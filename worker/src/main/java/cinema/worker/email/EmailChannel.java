package cinema.worker.email;

import java.time.Clock;
import java.util.List;

import cinema.worker.channel.ChannelStanding;
import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import org.springframework.stereotype.Component;

/** Letters by SMTP (RFC 5321). */
@Component
class EmailChannel implements DeliveryChannel {

	private final SmtpPool pool;

	private final ChannelStanding standing;

	private final LetterWriter writer;

	private final SmtpMeters replies;

	EmailChannel(SmtpPool pool, LetterWriter writer, SmtpMeters replies, EmailProperties properties,
			MeterRegistry meters, Clock clock) {
		this.pool = pool;
		this.standing = new ChannelStanding(Channel.EMAIL, properties.refusals(), meters, clock);
		this.writer = writer;
		this.replies = replies;
	}

	@Override
	public Channel channel() {
		return Channel.EMAIL;
	}

	@Override
	public List<Line> open(List<Posting> postings) {
		List<EmailLine> written = postings.stream().map(this::write).toList();
		int seats = this.pool.sit(postings.get(0).urgency(), postings.size());
		return written.subList(0, seats).stream().<Line>map(EmailLine::connected).toList();
	}

	/** Before it takes a seat, so that nobody waits for it who could be sending. */
	private EmailLine write(Posting posting) {
		EmailLine line = new EmailLine(this.pool, this.standing, this.replies, posting);
		try {
			InternetAddress to = EmailAddress.parse(posting.receiver().address());
			boolean utf8 = this.writer.needsUtf8(to);
			line.write(this.writer.write(this.pool.session(utf8), posting, to), to, utf8);
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
