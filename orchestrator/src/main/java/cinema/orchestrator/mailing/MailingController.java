package cinema.orchestrator.mailing;

import java.io.IOException;
import java.util.List;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.mailing.MailingOrders.Placed;
import cinema.orchestrator.staff.Caller;
import cinema.orchestrator.staff.Changes;
import cinema.orchestrator.staff.NotificationLinks;
import cinema.orchestrator.staff.Reason;
import cinema.platform.json.Bodies;
import cinema.platform.problem.RefusedException;
import cinema.workflows.WorkflowIds;
import cinema.workflows.mailing.MailingProgress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders mailings, shows them, and holds them by the reins. */
@RestController
class MailingController implements MailingApi {

	private static final String ALL = "/api/v1/mailings";

	private static final String ONE = ALL + "/{id}/{notice}";

	private static final DataSize LARGEST = DataSize.ofKilobytes(512);

	private static final double FASTEST = 100_000;

	private final MailingOrders orders;

	private final MailingLookup mailings;

	private final MailingResends resends;

	private final MailingReport report;

	private final NotificationLinks links;

	private final Changes changes;

	MailingController(MailingOrders orders, MailingLookup mailings, MailingResends resends, MailingReport report,
			NotificationLinks links, Changes changes) {
		this.orders = orders;
		this.mailings = mailings;
		this.resends = resends;
		this.report = report;
		this.links = links;
		this.changes = changes;
	}

	@Override
	@PostMapping(path = ALL, consumes = MediaType.APPLICATION_JSON_VALUE)
	public ResponseEntity<PlacedOrder> order(HttpServletRequest request) throws IOException {
		Placed placed = this.orders.place(Bodies.read(request, LARGEST));
		return accepted(Catalogue.MAILING, placed.id(), placed.notice());
	}

	private ResponseEntity<PlacedOrder> accepted(String type, String id, String notice) {
		String self = MailingLookup.path(id, notice);
		String workflow = WorkflowIds.mailing(id, notice);
		return ResponseEntity.accepted()
			.header(HttpHeaders.LOCATION, self)
			.body(new PlacedOrder(type, id, notice, workflow, this.links.to(self, workflow)));
	}

	@Override
	@GetMapping(ALL)
	public MailingList list(@Nullable String status, int limit, @Nullable String cursor) {
		MailingFilter filter = MailingFilter.read(status, limit, cursor);
		List<MailingView> found = this.mailings.list(filter);
		List<MailingView> page = found.subList(0, Math.min(limit, found.size()));
		return new MailingList(page, (found.size() > limit) ? filter.next(page.get(limit - 1)) : null);
	}

	@Override
	@GetMapping(ONE)
	public MailingView show(String id, String notice) {
		return this.mailings.detailed(find(id, notice));
	}

	@Override
	@GetMapping(ONE + "/progress")
	public MailingProgress progress(String id, String notice) {
		return this.mailings.progress(find(id, notice));
	}

	@Override
	@PostMapping(ONE + "/pause")
	public MailingProgress pause(String id, String notice) {
		return tell(find(id, notice), "paused", null, "pause", Caller.name());
	}

	@Override
	@PostMapping(ONE + "/resume")
	public MailingProgress resume(String id, String notice) {
		return tell(find(id, notice), "resumed", null, "resume");
	}

	@Override
	@PostMapping(path = ONE + "/cancel")
	public MailingProgress cancel(String id, String notice, @Nullable Cancellation cancellation) {
		String reason = Reason.require("reason", (cancellation != null) ? cancellation.reason() : null);
		return tell(find(id, notice), "cancelled", reason, "cancel", reason, Caller.name());
	}

	@Override
	@PostMapping(path = ONE + "/rate", consumes = MediaType.APPLICATION_JSON_VALUE)
	public MailingProgress rate(String id, String notice, Rate rate) {
		Double wanted = rate.rate();
		if (wanted == null || !(wanted >= 0 && wanted <= FASTEST)) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "rate", "has to be 0 to 100000 letters per second");
		}
		return tell(find(id, notice), "rate changed", "to " + wanted, "changeRate", wanted);
	}

	@Override
	@PostMapping(ONE + "/resend-failed")
	public ResponseEntity<PlacedOrder> resend(String id, String notice) {
		MailingView view = find(id, notice);
		String again = this.resends.start(view);
		this.changes.note(view.workflowId(), "resent", "as " + again);
		this.changes.note(WorkflowIds.mailing(again, notice), "ordered", "for those whose letter failed");
		return accepted(view.eventType(), again, notice);
	}

	@Override
	@GetMapping(path = ONE + "/report.csv", produces = MailingReport.TYPE)
	public void report(String id, String notice, HttpServletResponse response) {
		this.report.write(find(id, notice), response);
	}

	private MailingProgress tell(MailingView view, String what, @Nullable String reason, String update,
			@Nullable Object... arguments) {
		MailingProgress progress = this.mailings.tell(view, update, arguments);
		this.changes.note(view.workflowId(), what, reason);
		return progress;
	}

	private MailingView find(String id, String notice) {
		require(id.matches(ID), "id", "has to be 1 to 220 of A-Z, a-z, 0-9 and . _ : -");
		require(notice.matches(NOTICE), "notice", "has to be 1 to 100 of A-Z, a-z, 0-9 and . _ -");
		return this.mailings.find(id, notice);
	}

	private static void require(boolean right, String field, String reason) {
		if (!right) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, field, reason);
		}
	}

}
