package cinema.orchestrator.draft;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import cinema.orchestrator.announcement.Announcer;
import cinema.orchestrator.announcement.OrderCheck;
import cinema.orchestrator.audience.AudienceCount;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.rehearsal.DryRun;
import cinema.orchestrator.rehearsal.LetterPreview;
import cinema.orchestrator.rehearsal.PreviewedLetter;
import cinema.orchestrator.rehearsal.Rehearsal;
import cinema.platform.audit.Actor;
import cinema.platform.audit.Audit;
import cinema.platform.problem.FieldProblem;
import cinema.platform.problem.RefusedException;
import cinema.workflows.WorkflowIds;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** What a draft would do: counted, shown, tried out and sent to one person. */
@Component
public class DraftTrials {

	private static final String USER = "user ";

	private static final String ONE_PERSON = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

	private final DraftOrders orders;

	private final DraftProblems problems;

	private final DraftSources sources;

	private final DraftApproval approval;

	private final AudienceCount audience;

	private final Rehearsal rehearsal;

	private final LetterPreview preview;

	private final OrderCheck check;

	private final Announcer announcer;

	private final Audit audit;

	DraftTrials(DraftOrders orders, DraftProblems problems, DraftSources sources, DraftApproval approval,
			AudienceCount audience, Rehearsal rehearsal, LetterPreview preview, OrderCheck check, Announcer announcer,
			Audit audit) {
		this.orders = orders;
		this.problems = problems;
		this.sources = sources;
		this.approval = approval;
		this.audience = audience;
		this.rehearsal = rehearsal;
		this.preview = preview;
		this.check = check;
		this.announcer = announcer;
		this.audit = audit;
	}

	/** What it comes to now, without telling anybody. */
	public DraftCheck check(UUID id, DraftContent content) {
		Long count = null;
		String uncounted = null;
		List<FieldProblem> lacks = this.problems.of(id, content);
		boolean shown = lacks.stream().noneMatch((one) -> one.field().equals("context"));
		String receivers = "";
		try {
			receivers = this.orders.receivers(content);
			count = this.audience.of(receivers);
			uncounted = (count == null) ? "the service does not say how many there are" : null;
		}
		catch (RuntimeException ex) {
			uncounted = Rehearsal.problem(ex);
		}
		return new DraftCheck(receivers, count, uncounted, this.approval.isNeeded(count),
				shown ? this.rehearsal.sources(DraftOrders.context(content)) : List.of(), moments(id, content), lacks);
	}

	/** What is wrong with them is among the problems. */
	private List<Instant> moments(UUID id, DraftContent content) {
		try {
			return this.orders.moments(id, content);
		}
		catch (RefusedException ex) {
			return List.of();
		}
	}

	/** Its letters as real receivers would get them. */
	public List<PreviewedLetter> preview(DraftContent content) {
		Mailing mailing = mailing(content);
		return trying(() -> this.preview.of(mailing));
	}

	/** What would become of its audience if it went out now. */
	public DryRun dryRun(DraftContent content) {
		Mailing mailing = mailing(content);
		return trying(() -> this.rehearsal.dryRun(mailing));
	}

	private Mailing mailing(DraftContent content) {
		return this.rehearsal.mailing(DraftOrders.fields(requireOrder(content)));
	}

	private ObjectNode requireOrder(DraftContent content) {
		try {
			this.sources.require(content);
			ObjectNode order = this.orders.order(content);
			this.check.require(order, "");
			return order;
		}
		catch (RefusedException refused) {
			throw refusal(refused);
		}
	}

	private static RefusedException refusal(RefusedException refused) {
		var named = DraftProblems.fields(refused).get(0);
		return new RefusedException(named.field(), named.reason());
	}

	private static <T> T trying(Supplier<T> work) {
		try {
			return work.get();
		}
		catch (RefusedException refused) {
			throw refused;
		}
		catch (RuntimeException ex) {
			throw new RefusedException(HttpStatus.UNPROCESSABLE_CONTENT, "", Rehearsal.problem(ex));
		}
	}

	/**
	 * Sends it to one person at once, over Kafka as everything.
	 * @param userId who, or null for whoever asks
	 */
	public TestLetter test(UUID id, DraftContent content, @Nullable String userId) {
		String to = (userId != null) ? userId : ourselves();
		RefusedException.unless(to.matches(ONE_PERSON), "user_id", "has to be the UUID of one person");
		ObjectNode event = requireOrder(content);
		String eventId = id + ".test-" + UUID.randomUUID().toString().substring(0, 8);
		event.put("id", eventId);
		event.put("event_type", Catalogue.MAILING);
		event.put("receivers", this.orders.users() + "?id=" + UriUtils.encode(to, StandardCharsets.UTF_8));
		event.put("quiet_hours", Actor.now().name().equals(USER + to) ? "ignore" : "hold");
		event.put("urgency", "normal");
		event.put("expires_in", "1 hour");
		event.remove("send_at");
		this.audit.doing("test sent", WorkflowIds.order(id.toString()), "to user " + to,
				() -> this.announcer.announce(List.of(JsonMapper.shared().writeValueAsBytes(event)), Actor.now().name())
					.get(0)
					.orRefuse());
		return new TestLetter(eventId, DraftOrders.notice(content));
	}

	private static String ourselves() {
		String name = Actor.now().name();
		RefusedException.unless(name.startsWith(USER), "user_id", "is missing: a service has no address of its own");
		return name.substring(USER.length());
	}

	/** A mailing to one person, and where to see what becomes of it. */
	public record TestLetter(String eventId, String notice) {
	}

}
