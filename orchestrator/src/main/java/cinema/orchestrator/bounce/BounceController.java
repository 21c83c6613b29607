package cinema.orchestrator.bounce;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.queue.WireFormat;
import cinema.platform.problem.RefusedException;
import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.BounceReport;
import cinema.workflows.contract.PostingQueues;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes what providers send back, and gives it to the worker that reads it: 202 when the
 * broker has it. What it means shows later, in the journal or among the dead letters.
 */
@RestController
class BounceController {

	private static final String PATH = "/api/v1/bounces";

	private static final String MAIL = "message/rfc822";

	private static final List<String> KINDS = Arrays.stream(BounceKind.values())
		.map((kind) -> kind.name().toLowerCase(Locale.ROOT))
		.toList();

	private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");

	/** Of whoever is believed of any letter. */
	private static final String ANY = "SCOPE_bounces:write";

	private static final Pattern PROVIDER = Pattern.compile("[a-z0-9][a-z0-9-]{0,29}");

	private static final Pattern REFERENCE = Pattern.compile("[ -~]{1,200}");

	private static final Pattern RETURN_PATH = Pattern.compile("[ -~]{1,320}");

	private static final Pattern STATUS = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");

	private static final int LONGEST_DETAIL = 2000;

	private final PostingPublisher publisher;

	private final WireFormat wire;

	BounceController(PostingPublisher publisher, WireFormat wire) {
		this.publisher = publisher;
		this.wire = wire;
	}

	/** A mail as it came back. */
	@PostMapping(path = PATH, consumes = MAIL)
	@ResponseStatus(HttpStatus.ACCEPTED)
	public void takeMail(@RequestBody byte[] mail) {
		if (!believesAny()) {
			throw new RefusedException(HttpStatus.FORBIDDEN, "",
					"The token allows JSON about your own messages alone.");
		}
		give(mail, MAIL);
	}

	/** What a provider says of it. */
	@PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	public void takeReport(@RequestBody BounceReport report) {
		BounceReport signed = believesAny() ? report : signed(report, caller().getName());
		check(signed);
		give(this.wire.write(signed), MediaType.APPLICATION_JSON_VALUE);
	}

	private static Authentication caller() {
		return Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
	}

	/** Whether the caller is believed of whatever letter; others of what they took. */
	private static boolean believesAny() {
		return caller().getAuthorities().stream().anyMatch((one) -> ANY.equals(one.getAuthority()));
	}

	/** Nobody tells in the name of another provider. */
	private static BounceReport signed(BounceReport report, String name) {
		RefusedException.unless(report.provider() == null || report.provider().equals(name), "provider",
				"has to be left out, or the name that the token is of");
		return new BounceReport(report.postingId(), report.returnPath(), report.kind(), report.status(),
				report.detail(), name, report.reference());
	}

	/** JSON may leave out what the record promises. */
	@SuppressWarnings("ConstantValue")
	private static void check(BounceReport report) {
		RefusedException.unless(
				Stream.of(report.postingId(), report.returnPath(), report.reference())
					.filter(Objects::nonNull)
					.count() == 1,
				"posting_id", "has to be given, or else return_path or reference, and one of them alone");
		RefusedException.unless((report.provider() == null) || report.returnPath() == null, "return_path",
				"has to be left out, since messages have none");
		RefusedException.unless((report.provider() != null) || report.reference() == null, "provider",
				"has to say whose reference it is");
		RefusedException.unless(fits(PROVIDER, report.provider()), "provider",
				"has to be a name of at most 30 small letters, digits and hyphens");
		RefusedException.unless(fits(REFERENCE, report.reference()), "reference",
				"has to be 1 to 200 printable characters");
		RefusedException.unless(fits(UUID, report.postingId()), "posting_id", "has to be a UUID");
		RefusedException.unless(fits(RETURN_PATH, report.returnPath()), "return_path",
				"has to be an address of 1 to 320 characters");
		RefusedException.unless(report.kind() != null && KINDS.contains(report.kind()), "kind",
				"has to be one of " + String.join(", ", KINDS));
		RefusedException.unless(fits(STATUS, report.status()), "status", "has to be an enhanced code like 5.1.1");
		RefusedException.unless(report.detail() == null || report.detail().length() <= LONGEST_DETAIL, "detail",
				"has at most 2000 characters");
	}

	private static boolean fits(Pattern pattern, @Nullable String value) {
		return value == null || pattern.matcher(value).matches();
	}

	private void give(byte[] body, String type) {
		try {
			this.publisher.give(PostingQueues.RETURNED,
					MessageBuilder.withBody(body)
						.setContentType(type)
						.setDeliveryMode(MessageDeliveryMode.PERSISTENT)
						.build());
		}
		catch (RuntimeException away) {
			throw RefusedException.forNow("RabbitMQ does not take it at the moment.");
		}
	}

}
