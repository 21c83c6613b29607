package cinema.orchestrator.announcement;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.order.MailingIds;
import cinema.orchestrator.security.EventPermits;
import cinema.orchestrator.staff.Links;
import cinema.orchestrator.staff.NotificationLinks;
import cinema.orchestrator.staff.NotificationProperties;
import cinema.platform.audit.Actor;
import cinema.platform.json.Bodies;
import cinema.platform.problem.FieldProblem;
import cinema.platform.problem.RefusedException;
import cinema.workflows.WorkflowIds;
import cinema.workflows.plan.Event;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes events by REST, alone or many at once. */
@RestController
class AnnouncementController {

	private final Announcer announcer;

	private final EventPermits permits;

	private final NotificationLinks links;

	private final NotificationProperties properties;

	AnnouncementController(Announcer announcer, EventPermits permits, NotificationLinks links,
			NotificationProperties properties) {
		this.announcer = announcer;
		this.permits = permits;
		this.links = links;
		this.properties = properties;
	}

	@PostMapping(path = "/api/v1/notifications", consumes = MediaType.APPLICATION_JSON_VALUE)
	public ResponseEntity<AcceptedView> announce(HttpServletRequest request) throws IOException {
		byte[] body = Bodies.read(request, this.properties.maxBatchSize());
		Announcer.read(body);
		AcceptedView view = view(announcement(List.of(body)).get(0).orRefuse());
		return ResponseEntity.accepted().location(URI.create(view.links().self())).body(view);
	}

	@PostMapping(path = "/api/v1/notifications/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
	public ResponseEntity<BatchView> announceAll(HttpServletRequest request) throws IOException {
		List<BatchItemView> items = announcement(events(Bodies.read(request, this.properties.maxBatchSize()))).stream()
			.map(this::item)
			.toList();
		return ResponseEntity.status(HttpStatus.MULTI_STATUS).body(new BatchView(items));
	}

	private List<Announcement> announcement(List<byte[]> events) {
		return this.announcer.announce(events, Actor.now().name(), this::refusal);
	}

	/**
	 * Who may announce mailings may not take the place of those that are approved here.
	 */
	private Announcement.@Nullable Refused refusal(Event event) {
		String forbidden = this.permits.refusal(event.type());
		if (forbidden != null) {
			return new Announcement.Refused(HttpStatus.FORBIDDEN, "event_type", forbidden);
		}
		String taken = event.type().equals(Catalogue.MAILING) ? MailingIds.refusal(event.id()) : null;
		return (taken != null) ? new Announcement.Refused(HttpStatus.BAD_REQUEST, "id", taken) : null;
	}

	private List<byte[]> events(byte[] body) {
		JsonNode node = Announcer.read(body);
		RefusedException.unless(node.isArray() && !node.isEmpty() && node.size() <= this.properties.mostInBatch(),
				"body", "has to be an array of 1 to " + this.properties.mostInBatch() + " events");
		return node.valueStream().map(EventBody.JSON::writeValueAsBytes).toList();
	}

	private BatchItemView item(Announcement announcement) {
		if (announcement instanceof Announcement.Refused refused) {
			return new BatchItemView(refused.status().value(), null,
					new FieldProblem(refused.field(), refused.reason()));
		}
		Announcement.Accepted accepted = (Announcement.Accepted) announcement;
		return new BatchItemView(HttpStatus.ACCEPTED.value(), view(accepted.event()), null);
	}

	private AcceptedView view(Event event) {
		return new AcceptedView(event.type(), event.id(), WorkflowIds.event(event.type(), event.id()),
				this.links.of(event.type(), event.id()));
	}

	/** An event that Kafka has, and the workflow that it becomes. */
	record AcceptedView(String eventType, String id, String workflowId, Links links) {
	}

	/** What became of each event of a batch, in its order. */
	record BatchView(List<BatchItemView> items) {
	}

	/**
	 * What became of one event of a batch.
	 *
	 * @param status as the event would have been answered alone
	 * @param accepted the event, or null when it was refused
	 * @param error why it was refused, or null
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record BatchItemView(int status, @Nullable AcceptedView accepted, @Nullable FieldProblem error) {
	}

}
