package cinema.orchestrator.audience;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.Terms;
import cinema.orchestrator.context.ContextClient;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.letter.PostingIds;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.order.AudienceShare;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.orchestrator.suppression.Suppressed;
import cinema.orchestrator.suppression.Suppressions;
import cinema.workflows.page.PageGroup;
import cinema.workflows.plan.Mailing;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/** Reads one page of an audience: who is told and when, and who is not and why. */
@Component
public class AudienceReader {

	private static final Logger logger = LoggerFactory.getLogger(AudienceReader.class);

	private final ContextClient services;

	private final ReceiverDirectory receivers;

	private final Clock clock;

	private final FailedReceivers failed;

	private final Catalogue catalogue;

	private final Suppressions suppressions;

	AudienceReader(ContextClient services, FailedReceivers failed, ReceiverDirectory receivers, Catalogue catalogue,
			Suppressions suppressions, Clock clock) {
		this.catalogue = catalogue;
		this.suppressions = suppressions;
		this.services = services;
		this.failed = failed;
		this.receivers = receivers;
		this.clock = clock;
	}

	/**
	 * Reads a page.
	 * @throws ApplicationFailure that is never to be tried again when it is no page of
	 * users; other trouble may pass
	 */
	public AudiencePage read(Mailing mailing, String url) {
		boolean again = FailedReceivers.isAudience(url);
		String capped = again ? url : PageUrl.capped(AudienceShare.without(url), mailing.limits().pageSize());
		JsonNode page = again ? this.failed.read(mailing, url) : this.services.fetch(capped);
		JsonNode items = page.path("items");
		if (!items.isArray()) {
			throw ApplicationFailure.newNonRetryableFailure("receivers: the answer has no list of items",
					"AUDIENCE_INVALID");
		}
		if (url.equals(mailing.audience())) {
			tellOfZones(mailing, items);
		}
		List<Optional<Receiver>> read = items.valueStream()
			.map((user) -> user.isObject() ? Optional.of(this.receivers.read(user)) : Optional.<Receiver>empty())
			.toList();
		Suppressed suppressed = this.suppressions.of(read.stream().flatMap(Optional::stream).toList());
		Sorting sorting = new Sorting(mailing, suppressed, this.clock.instant());
		read.forEach(sorting::add);
		String next = next(page);
		return sorting.page(again ? next : PageUrl.next(capped, next));
	}

	/** Once for a mailing; each receiver is counted. */
	private void tellOfZones(Mailing mailing, JsonNode items) {
		long without = items.valueStream().filter((user) -> user.isObject() && !this.receivers.knowsZone(user)).count();
		if (without > 0) {
			logger.warn("{}: {} of the first {} receivers have no time zone that is known; the default counts", mailing,
					without, items.size());
		}
	}

	/** An audience that is cut off without a word would be told in part. */
	private static @Nullable String next(JsonNode page) {
		JsonNode next = page.path("next");
		if (!next.isMissingNode() && !next.isNull() && !next.isString()) {
			throw ApplicationFailure.newNonRetryableFailure(
					"receivers: next has to be a text, or null behind the last page", "AUDIENCE_INVALID");
		}
		int pages = page.path("total_pages").asInt(1);
		if (next.isMissingNode() && page.path("page_number").asInt(1) < pages) {
			throw ApplicationFailure.newNonRetryableFailure(
					"receivers: there are " + pages + " pages, and no next says where they are", "AUDIENCE_INVALID");
		}
		return next.isString() ? next.asString() : null;
	}

	/** One page while it is read. */
	private final class Sorting {

		private final Map<String, List<StoredReceiver>> told = new LinkedHashMap<>();

		private final Map<String, PageGroup> groups = new LinkedHashMap<>();

		private final List<MailingRow> skipped = new ArrayList<>();

		private final Mailing mailing;

		private final Suppressed suppressed;

		private final Instant now;

		private final Terms terms;

		private final AudienceShare share;

		private int elsewhere;

		Sorting(Mailing mailing, Suppressed suppressed, Instant now) {
			this.mailing = mailing;
			this.suppressed = suppressed;
			this.now = now;
			this.terms = AudienceReader.this.catalogue.terms(mailing);
			this.share = AudienceShare.of(mailing.audience());
		}

		void add(Optional<Receiver> user) {
			if (user.isEmpty()) {
				skip(UUID.randomUUID(), null, JournalState.SUPPRESSED, "no user");
				return;
			}
			Receiver receiver = user.get();
			if (!this.share.has(PostingIds.who(receiver))) {
				this.elsewhere++;
				return;
			}
			AudienceMember member = AudienceMember.of(this.mailing, this.terms, receiver, this.suppressed);
			if (member.refusal() != null) {
				skip(member.postingId(), member.receiver().userId(), JournalState.SUPPRESSED, member.refusal());
			}
			else {
				tell(member);
			}
		}

		private void skip(UUID id, @Nullable String userId, JournalState state, String reason) {
			this.skipped.add(MailingRow.ended(id, userId, this.mailing.channels().get(0).toString(), state, reason));
		}

		private void tell(AudienceMember member) {
			ZoneId zone = member.receiver().timeZone();
			Instant moment = this.mailing.momentIn(zone);
			Instant wanted = moment.isAfter(this.now) ? moment : this.now;
			Instant deadline = this.mailing.deadlineIn(zone);
			OwnHour hour = OwnHour.of(member.waking(), wanted, zone, deadline);
			Instant at = hour.at();
			if (!at.isBefore(deadline)) {
				skip(member.postingId(), member.receiver().userId(), JournalState.EXPIRED,
						at.isAfter(this.now) ? hour.outlasts() : "its deadline was " + deadline);
				return;
			}
			String key = at + " " + deadline;
			Instant due = at;
			this.groups.computeIfAbsent(key, (missing) -> new PageGroup(due, deadline, 0, zone.getId()));
			int group = List.copyOf(this.groups.keySet()).indexOf(key);
			this.told.computeIfAbsent(key, (missing) -> new ArrayList<>()).add(member.stored(group, hour.why()));
		}

		AudiencePage page(@Nullable String next) {
			List<PageGroup> counted = new ArrayList<>();
			List<StoredReceiver> all = new ArrayList<>();
			this.groups.forEach((key, group) -> {
				List<StoredReceiver> members = this.told.getOrDefault(key, List.of());
				counted.add(new PageGroup(group.at(), group.deadline(), members.size(), group.zone()));
				all.addAll(members);
			});
			return new AudiencePage(next, new StoredPage(counted, all, this.now), this.skipped, this.elsewhere);
		}

	}

}
