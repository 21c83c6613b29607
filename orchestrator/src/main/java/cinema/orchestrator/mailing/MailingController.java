package cinema.orchestrator.mailing;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.mailing.MailingOrders.Placed;
import cinema.orchestrator.staff.Links;
import cinema.orchestrator.staff.NotificationLinks;
import cinema.orchestrator.staff.Reason;
import cinema.platform.json.Bodies;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import cinema.workflows.WorkflowIds;
import cinema.workflows.mailing.MailingProgress;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders mailings, shows them, and holds them by the reins. */
@RestController
class MailingController {

	private static final String ALL = "/api/v1/mailings";

	private static final String ONE = ALL + "/{id}/{notice}";

	private static final DataSize LARGEST = DataSize.ofKilobytes(512);

	private static final String ID = "^[A-Za-z0-9._:-]{1,220}$";

	private static final String NOTICE = "^[A-Za-z0-9._-]{1,100}$";

	private static final List<String> STATUSES = Arrays.stream(MailingView.Status.values()).map(Enum::name).toList();

	private final MailingOrders orders;

	private final MailingLookup mailings;

	private final MailingActs acts;

	private final MailingSummaries summaries;

	private final MailingReport report;

	private final NotificationLinks links;

	MailingController(MailingOrders orders, MailingLookup mailings, MailingActs acts, MailingSummaries summaries,
			MailingReport report, NotificationLinks links) {
		this.orders = orders;
		this.mailings = mailings;
		this.acts = acts;
		this.summaries = summaries;
		this.report = report;
		this.links = links;
	}

	@PostMapping(path = ALL, consumes = MediaType.APPLICATION_JSON_VALUE)
	public ResponseEntity<PlacedOrder> order(HttpServletRequest request) throws IOException {
		Placed placed = this.orders.place(Bodies.read(request, LARGEST));
		return accepted(Catalogue.MAILING, placed.id(), placed.notice());
	}

	private ResponseEntity<PlacedOrder> accepted(String type, String id, String notice) {
		String self = MailingLookup.path(id, notice);
		String workflow = WorkflowIds.mailing(id, notice);
		return ResponseEntity.accepted()
			.location(URI.create(self))
			.body(new PlacedOrder(type, id, notice, workflow, this.links.to(self, workflow)));
	}

	@GetMapping(ALL)
	public MailingList list(@RequestParam(required = false) @Nullable String status,
			@RequestParam(required = false) @Nullable String words, @RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		Cursor.checkLimit(limit);
		RefusedException.unless(status == null || STATUSES.contains(status), "status",
				"has to be one of " + String.join(", ", STATUSES));
		RefusedException.unless(words == null || words.length() <= 200, "words", "has to be 200 characters at most");
		List<MailingView> found = this.mailings.list(status, words, Cursor.read(cursor), limit + 1);
		return new MailingList(found.subList(0, Math.min(limit, found.size())), Cursor.next(found, limit,
				(last) -> new Cursor(Objects.requireNonNull(last.createdAt()), last.workflowId())));
	}

	@GetMapping(ONE)
	public MailingView show(@PathVariable String id, @PathVariable String notice) {
		return this.mailings.detailed(find(id, notice));
	}

	@GetMapping(ONE + "/progress")
	public MailingProgress progress(@PathVariable String id, @PathVariable String notice) {
		return this.mailings.progress(find(id, notice));
	}

	@PostMapping(ONE + "/pause")
	public MailingProgress pause(@PathVariable String id, @PathVariable String notice) {
		return this.acts.pause(find(id, notice));
	}

	@PostMapping(ONE + "/resume")
	public MailingProgress resume(@PathVariable String id, @PathVariable String notice) {
		return this.acts.resume(find(id, notice));
	}

	@PostMapping(path = ONE + "/cancel")
	public MailingProgress cancel(@PathVariable String id, @PathVariable String notice,
			@RequestBody(required = false) @Nullable Cancellation cancellation) {
		String reason = Reason.require("reason", (cancellation != null) ? cancellation.reason() : null);
		return this.acts.cancel(find(id, notice), reason);
	}

	@PostMapping(path = ONE + "/rate", consumes = MediaType.APPLICATION_JSON_VALUE)
	public MailingProgress rate(@PathVariable String id, @PathVariable String notice, @RequestBody Rate rate) {
		double wanted = MailingActs.requirePossible(rate.rate());
		return this.acts.rate(find(id, notice), wanted);
	}

	@PostMapping(ONE + "/resend-failed")
	public ResponseEntity<PlacedOrder> resend(@PathVariable String id, @PathVariable String notice,
			@RequestBody(required = false) @Nullable Resend resend) {
		List<String> outcomes = (resend != null) ? resend.named() : List.of();
		outcomes.forEach(MailingResends::requireKnown);
		MailingView view = find(id, notice);
		return accepted(view.eventType(), this.acts.resend(view, outcomes), notice);
	}

	@GetMapping(ONE + "/summary")
	public MailingSummary summary(@PathVariable String id, @PathVariable String notice) {
		return this.summaries.of(find(id, notice));
	}

	@GetMapping(path = ONE + "/report.csv", produces = MailingReport.TYPE)
	public void report(@PathVariable String id, @PathVariable String notice, HttpServletResponse response) {
		this.report.csv(find(id, notice), ',', response);
	}

	@GetMapping(path = ONE + "/report.xlsx", produces = MailingReport.WORKBOOK)
	public void workbook(@PathVariable String id, @PathVariable String notice, HttpServletResponse response) {
		this.report.xlsx(find(id, notice), response);
	}

	private MailingView find(String id, String notice) {
		RefusedException.unless(id.matches(ID), "id", "has to be 1 to 220 of A-Z, a-z, 0-9 and . _ : -");
		RefusedException.unless(notice.matches(NOTICE), "notice", "has to be 1 to 100 of A-Z, a-z, 0-9 and . _ -");
		return this.mailings.find(id, notice);
	}

	/**
	 * One page of mailings, the newest first.
	 *
	 * @param next where the next page is, or null when this is the last
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record MailingList(List<MailingView> items, @Nullable String next) {
	}

	/** A mailing that was ordered, and where to see what becomes of it. */
	@Schema(name = "AcceptedMailing")
	record PlacedOrder(String eventType, String eventId, String notice, String workflowId, Links links) {
	}

	/** Why it is ended. */
	record Cancellation(@Nullable String reason) {
	}

	/** How the letters ended that are sent again. */
	record Resend(@ArraySchema(schema = @Schema(allowableValues = {
			"FAILED", "REJECTED", "UNKNOWN" })) @Nullable List<@Nullable String> outcomes){

		/** Each of them once, in one order. */
		List<String> named() {
			return Objects.requireNonNullElse(this.outcomes, List.<@Nullable String>of())
				.stream()
				.map(String::valueOf)
				.distinct()
				.sorted()
				.toList();
		}

	}

	/** Letters per second. */
	record Rate(@Nullable Double rate) {
	}

}
