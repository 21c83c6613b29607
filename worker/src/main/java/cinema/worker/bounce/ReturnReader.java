package cinema.worker.bounce;

import java.io.UnsupportedEncodingException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import cinema.worker.bounce.Returned.Bounce;
import cinema.worker.bounce.Returned.Code;
import cinema.worker.bounce.Returned.Ignored;
import cinema.worker.bounce.Returned.Unclear;
import cinema.worker.bounce.Returned.Why;
import cinema.worker.channel.ReceiverWords;
import cinema.worker.returnpath.ReturnPaths;
import cinema.workflows.contract.BounceKind;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Understands what comes back by mail: reports of servers (RFC 3464), what they write
 * freely, and complaints (RFC 5965). Which posting is meant is believed of our own
 * signature alone.
 */
@Component
class ReturnReader {

	private static final Pattern FROM_SERVER = Pattern.compile("mailer-daemon|postmaster|mail delivery (sub)?system",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern BOUNCE_SUBJECT = Pattern.compile(
			"undeliver|delivery (status|fail|problem|has failed)|failure notice|returned mail|mail delivery failed|"
					+ "delivery notification|could not be delivered|недоставлен|не доставлен|не может быть доставлен",
			Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

	private static final Pattern REPLY_SUBJECT = Pattern.compile(
			"out of (the )?office|auto(matic)?[- ]?(reply|response)|vacation|away from|автоответ|в отпуске|нет на месте",
			Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

	private static final Pattern CHALLENGE = Pattern.compile(
			"challenge[- ]response|confirm (that )?you(r (message|e-?mail)| are (a )?(human|person))|verify your (message|e-?mail)|"
					+ "spamarrest|boxbe|подтвердите отправку",
			Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

	private static final Set<String> COMPLAINTS = Set.of("abuse", "fraud", "opt-out", "opt-out-list");

	private final ReturnPaths paths;

	ReturnReader(ReturnPaths paths) {
		this.paths = paths;
	}

	/** Nothing that comes in stops it. */
	Returned read(byte[] bytes) {
		try {
			return understand(ReturnedMail.read(bytes));
		}
		catch (MessagingException | RuntimeException broken) {
			return new Unclear(Code.UNREADABLE, "it cannot be taken apart: " + broken.getClass().getSimpleName());
		}
	}

	private Returned understand(ReturnedMail mail) {
		if (ReturnedMail.value(mail.original(), "Content-Type").toLowerCase(Locale.ROOT).contains("multipart/report")) {
			return new Ignored(Why.LOOP);
		}
		InternetHeaders feedback = mail.feedback();
		if (feedback != null) {
			return complaint(mail, feedback);
		}
		DeliveryStatus status = mail.status();
		return (status != null) ? reported(mail, status) : written(mail);
	}

	private Returned complaint(ReturnedMail mail, InternetHeaders feedback) {
		String type = ReturnedMail.value(feedback, "Feedback-Type").strip().toLowerCase(Locale.ROOT);
		if (!COMPLAINTS.contains(type)) {
			return new Ignored(Why.OTHER_REPORT);
		}
		String by = ReturnedMail.value(feedback, "User-Agent");
		return about(mail, BounceKind.COMPLAINT, "complaint: " + type + (by.isEmpty() ? "" : ", by " + by));
	}

	/** One of our letters has one receiver; of several the one that failed counts. */
	private Returned reported(ReturnedMail mail, DeliveryStatus status) {
		boolean delayed = false;
		for (int i = 0; i < status.getRecipientDSNCount(); i++) {
			InternetHeaders one = status.getRecipientDSN(i);
			String action = ReturnedMail.value(one, "Action").strip().toLowerCase(Locale.ROOT);
			if (action.startsWith("failed")) {
				return failed(mail, one);
			}
			delayed |= action.startsWith("delayed");
		}
		if (status.getRecipientDSNCount() == 0) {
			return about(mail, null, "");
		}
		return new Ignored(delayed ? Why.DELAYED : Why.ARRIVED);
	}

	private Returned failed(ReturnedMail mail, InternetHeaders report) {
		String said = ReturnedMail.value(report, "Diagnostic-Code").replaceFirst("^\\s*[\\w-]+\\s*;\\s*", "");
		String words = said.isBlank() ? mail.words() : said;
		String status = BounceRules.status(ReturnedMail.value(report, "Status")).orElse("");
		String precise = status.matches("\\d\\.0\\.0|") ? BounceRules.status(words).orElse(status) : status;
		return about(mail, BounceRules.kind(precise, words),
				detail(precise, said.isBlank() ? "no reason given" : said));
	}

	private Returned written(ReturnedMail mail) {
		String subject = mail.header("Subject");
		boolean bounces = BOUNCE_SUBJECT.matcher(decoded(subject)).find();
		boolean server = FROM_SERVER.matcher(mail.header("From")).find()
				|| !mail.header("X-Failed-Recipients").isEmpty();
		Optional<Why> reply = reply(mail, decoded(subject));
		if (reply.isPresent() && !(server && bounces)) {
			return new Ignored(reply.get());
		}
		String words = mail.words();
		if (server || bounces) {
			Optional<BounceKind> said = BounceRules.words(words);
			boolean clear = said.isPresent() || BounceRules.status(words).isPresent() || BounceRules.refuses(words);
			String status = BounceRules.status(words).orElse("");
			return about(mail, clear ? BounceRules.kind(status, words) : null, detail(status, line(words)));
		}
		return named(mail) ? new Unclear(Code.NOT_A_BOUNCE, "it names a posting and says nothing that is known of it")
				: new Ignored(Why.STRANGER);
	}

	/** The line that has the answer, or that begins it. */
	private static String line(String words) {
		return words.lines()
			.filter((one) -> BounceRules.status(one).isPresent() || BounceRules.refuses(one)
					|| BounceRules.words(one).isPresent())
			.findFirst()
			.orElse(words.strip().lines().findFirst().orElse(""));
	}

	private static String decoded(String subject) {
		try {
			return MimeUtility.decodeText(subject);
		}
		catch (UnsupportedEncodingException ex) {
			return subject;
		}
	}

	/** RFC 3834, and what programs did before it. */
	private static Optional<Why> reply(ReturnedMail mail, String subject) {
		if (CHALLENGE.matcher(subject + "\n" + mail.words()).find()) {
			return Optional.of(Why.CHALLENGE);
		}
		String submitted = mail.header("Auto-Submitted").strip().toLowerCase(Locale.ROOT);
		boolean automatic = submitted.startsWith("auto-replied") || submitted.startsWith("auto-notified")
				|| !mail.header("X-Autoreply").isEmpty() || !mail.header("X-Autorespond").isEmpty()
				|| mail.header("Precedence").strip().equalsIgnoreCase("auto_reply")
				|| REPLY_SUBJECT.matcher(subject).find();
		return automatic ? Optional.of(Why.AUTO_REPLY) : Optional.empty();
	}

	private boolean named(ReturnedMail mail) {
		return mail.places().stream().map(this.paths::find).anyMatch((one) -> one.postingId() != null);
	}

	/**
	 * What is told of whichever posting it names.
	 * @param kind null when nobody can tell
	 */
	private Returned about(ReturnedMail mail, @Nullable BounceKind kind, String detail) {
		boolean forged = false;
		for (String place : mail.places()) {
			ReturnPaths.Found found = this.paths.find(place);
			forged |= found.forged();
			String posting = found.postingId();
			if (posting != null) {
				return (kind != null) ? new Bounce(posting, kind, unnamed(mail, BounceRules.line(detail)))
						: new Unclear(Code.NOT_A_BOUNCE, "it says nothing that is known of its posting");
			}
		}
		return forged ? new Unclear(Code.FORGED, "it names a posting by a signature that is not ours")
				: new Unclear(Code.NO_POSTING, "it names no posting of ours");
	}

	/** Without what the letter that came back calls whoever it was for. */
	private static String unnamed(ReturnedMail mail, String line) {
		try {
			InternetAddress[] to = InternetAddress.parseHeader(ReturnedMail.value(mail.original(), "To"), false);
			return (to.length == 0) ? line
					: ReceiverWords.of(String.valueOf(to[0].getAddress()), to[0].getPersonal()).outOf(line);
		}
		catch (AddressException unreadable) {
			return line;
		}
	}

	static String detail(String status, String said) {
		return (status.isEmpty() ? "" : status + " ") + "bounced: " + said;
	}

}
