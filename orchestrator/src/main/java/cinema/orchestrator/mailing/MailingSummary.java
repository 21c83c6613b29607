package cinema.orchestrator.mailing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import cinema.orchestrator.journal.MailingFigures.Figure;
import cinema.orchestrator.journal.MailingFigures.Kind;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What became of a mailing, as the journal has it.
 *
 * @param receivers how many are written down
 * @param outcomes outcome to number of receivers
 * @param reasons why letters were not delivered, the most frequent first, at most 50;
 * addresses and numbers in them are left out
 * @param hours when that became so, each hour that has any
 * @param domains of the addresses, the most frequent first; those of few receivers
 * together
 */
public record MailingSummary(long receivers, Map<String, Long> outcomes, List<ByReason> reasons, List<ByHour> hours,
		List<ByDomain> domains) {

	private static final int MOST = 50;

	/** Fewer might be one person with a name of their own. */
	private static final int FEW = 5;

	/** Domains that are not told apart. */
	private static final String OTHERS = "others";

	static MailingSummary of(List<Figure> figures) {
		List<Figure> reasons = figures.stream().filter((one) -> one.kind() == Kind.REASON).toList();
		Map<String, Long> outcomes = counts(reasons);
		return new MailingSummary(outcomes.values().stream().mapToLong(Long::longValue).sum(), outcomes,
				reasons.stream()
					.filter((one) -> one.reason() != null)
					.sorted(Comparator.comparing(Figure::count).reversed())
					.limit(MOST)
					.map((one) -> new ByReason(one.state(), String.valueOf(one.reason()), one.count()))
					.toList(),
				hours(figures), domains(figures));
	}

	private static List<ByHour> hours(List<Figure> figures) {
		return grouped(figures, Kind.HOUR, (one) -> Objects.requireNonNull(one.hour())).entrySet()
			.stream()
			.map((one) -> new ByHour(one.getKey(), counts(one.getValue())))
			.toList();
	}

	private static List<ByDomain> domains(List<Figure> figures) {
		List<ByDomain> all = new ArrayList<>();
		grouped(figures.stream().filter((one) -> one.domain() != null).toList(), Kind.DOMAIN,
				(one) -> String.valueOf(one.domain()))
			.forEach((domain, theirs) -> all.add(new ByDomain(domain, counts(theirs))));
		all.sort(Comparator.comparing(ByDomain::receivers).reversed());
		List<ByDomain> named = all.stream().filter((one) -> one.receivers() >= FEW).limit(MOST).toList();
		Map<String, Long> others = new TreeMap<>();
		all.stream()
			.filter((one) -> !named.contains(one))
			.forEach((one) -> one.outcomes().forEach((state, count) -> others.merge(state, count, Long::sum)));
		List<ByDomain> shown = new ArrayList<>(named);
		if (!others.isEmpty()) {
			shown.add(new ByDomain(OTHERS, others));
		}
		return shown;
	}

	private static <K> Map<K, List<Figure>> grouped(List<Figure> figures, Kind kind, Function<Figure, K> key) {
		return figures.stream()
			.filter((one) -> one.kind() == kind)
			.collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
	}

	private static Map<String, Long> counts(List<Figure> figures) {
		Map<String, Long> counts = new TreeMap<>();
		figures.forEach((one) -> counts.merge(one.state(), one.count(), Long::sum));
		return counts;
	}

	/** So many letters ended so, for the same reason. */
	public record ByReason(String outcome, String reason, long count) {
	}

	/** What became of letters within an hour. */
	public record ByHour(Instant hour, Map<String, Long> outcomes) {
	}

	/** What became of letters to addresses of a domain. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record ByDomain(String domain, Map<String, Long> outcomes) {

		/** How many there are. */
		long receivers() {
			return this.outcomes.values().stream().mapToLong(Long::longValue).sum();
		}

	}

}
