package cinema.orchestrator.mailing;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.notification.Announcement;
import cinema.orchestrator.notification.Announcer;
import cinema.orchestrator.problem.RefusedException;
import cinema.workflows.WorkflowIds;
import cinema.workflows.mailing.MailingProgress;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Orders mailings, shows them, and holds them by the reins. */
@Tag(name = "Mailings")
@RestController
@RequestMapping("/api/v1/mailings")
class MailingController {

	private static final String ONE = "/{id}/{notice}";

	private static final int MOST_BYTES = 512 * 1024;

	private final JsonMapper json = JsonMapper.builder().build();

	private final Announcer announcer;

	private final MailingRecords records;

	private final RunningMailings running;

	private final MailingResends resends;

	MailingController(Announcer announcer, MailingRecords records, RunningMailings running, MailingResends resends) {
		this.resends = resends;
		this.announcer = announcer;
		this.records = records;
		this.running = running;
	}

	@Operation(summary = "Order a mailing", description = """
			Takes what a mailing event has on Kafka (`receivers`, `template`, `delivery_type`, `expires_in`,
			`template_context`, `topic`, `urgency`, `quiet_hours`, `send_at`, `rate`) and announces it there. An `id`
			makes it safe to repeat.""")
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<Map<String, String>> order(HttpServletRequest request) throws IOException {
		Announcement announcement = this.announcer.announce(List.of(event(request))).get(0);
		if (announcement instanceof Announcement.Refused refused) {
			throw new RefusedException(refused.status(), refused.field(), refused.reason());
		}
		String id = ((Announcement.Accepted) announcement).event().id();
		String notice = String.valueOf(((Announcement.Accepted) announcement).event().details().get("template"))
			.replaceAll("^.*/|\\.md$", "");
		return accepted(id, notice);
	}

	private static ResponseEntity<Map<String, String>> accepted(String id, String notice) {
		String self = "/api/v1/mailings/" + id + "/" + notice;
		return ResponseEntity.accepted()
			.header(HttpHeaders.LOCATION, self)
			.body(Map.of("id", id, "notice", notice, "workflow_id", WorkflowIds.mailing(id, notice), "self", self));
	}

	/** Whatever type it names, here it is a mailing. */
	private byte[] event(HttpServletRequest request) throws IOException {
		byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
		if (body.length > MOST_BYTES) {
			throw new RefusedException(HttpStatus.CONTENT_TOO_LARGE, "body", "is larger than 512KB");
		}
		try {
			JsonNode node = this.json.readTree(body);
			if (node instanceof ObjectNode order) {
				order.put("event_type", "mailing");
				return this.json.writeValueAsBytes(order);
			}
		}
		catch (JacksonException ex) {
			// Told below.
		}
		throw new RefusedException(HttpStatus.BAD_REQUEST, "body", "has to be a JSON object");
	}

	@Operation(summary = "List mailings, the newest first")
	@GetMapping
	List<MailingView> list(@RequestParam(defaultValue = "50") int limit) {
		if (limit < 1 || limit > 200) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "limit", "has to be 1 to 200");
		}
		return this.records.list(limit);
	}

	@Operation(summary = "Show a mailing, with its receivers counted by outcome")
	@GetMapping(ONE)
	MailingView show(@PathVariable String id, @PathVariable String notice) {
		return find(id, notice);
	}

	@Operation(summary = "Show where a mailing is, as its workflow knows it",
			description = "Every receiver that was seen is in exactly one of the counts; those who are held too.")
	@GetMapping(ONE + "/progress")
	MailingProgress progress(@PathVariable String id, @PathVariable String notice) {
		return this.running.look(find(id, notice).workflowId());
	}

	@Operation(summary = "Publish nothing more until it is resumed")
	@PostMapping(ONE + "/pause")
	MailingProgress pause(@PathVariable String id, @PathVariable String notice) {
		return this.running.tell(find(id, notice).workflowId(), "pause");
	}

	@Operation(summary = "Go on")
	@PostMapping(ONE + "/resume")
	MailingProgress resume(@PathVariable String id, @PathVariable String notice) {
		return this.running.tell(find(id, notice).workflowId(), "resume");
	}

	@Operation(summary = "End it: what is queued is taken back, what waits is not sent")
	@PostMapping(ONE + "/cancel")
	MailingProgress cancel(@PathVariable String id, @PathVariable String notice, @RequestBody Cancel cancel) {
		String reason = cancel.reason();
		if (reason == null || reason.isBlank() || reason.length() > 200) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "reason", "has to be 1 to 200 characters");
		}
		return this.running.tell(find(id, notice).workflowId(), "cancel", reason);
	}

	@Operation(summary = "Change how fast it goes, in letters per second; 0 is as fast as possible")
	@PostMapping(ONE + "/rate")
	MailingProgress rate(@PathVariable String id, @PathVariable String notice, @RequestBody Rate rate) {
		Double wanted = rate.rate();
		if (wanted == null || !(wanted >= 0 && wanted <= 100_000)) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "rate", "has to be 0 to 100000");
		}
		return this.running.tell(find(id, notice).workflowId(), "changeRate", wanted);
	}

	@Operation(summary = "Send it once more to those alone whose letter failed for good",
			description = "That is a mailing of its own. Who had a letter by an earlier resend gets no other one.")
	@PostMapping(ONE + "/resend-failed")
	ResponseEntity<Map<String, String>> resend(@PathVariable String id, @PathVariable String notice) {
		return accepted(this.resends.start(find(id, notice)), notice);
	}

	@Operation(summary = "Every receiver's outcome as CSV")
	@GetMapping(path = ONE + "/report.csv", produces = "text/csv")
	ResponseEntity<StreamingResponseBody> report(@PathVariable String id, @PathVariable String notice) {
		MailingView mailing = find(id, notice);
		return ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"report.csv\"")
			.body((out) -> {
				Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
				this.records.write(mailing, text);
				text.flush();
			});
	}

	private MailingView find(String id, String notice) {
		return this.records.find(WorkflowIds.mailing(id, notice))
			.orElseThrow(
					() -> new RefusedException(HttpStatus.NOT_FOUND, "", "Nothing is known of such a mailing (yet)."));
	}

	/** Why it is ended. */
	record Cancel(@Nullable String reason) {
	}

	/** Letters per second. */
	record Rate(@Nullable Double rate) {
	}

}
