package cinema.worker.provider;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Which provider a posting goes to: each has a share by its weight, a posting meets the
 * same one again, and where one falls out only its own share moves (weighted rendezvous
 * hashing).
 */
public final class Shares {

	private static final double ONE = 0x1p53;

	private Shares() {
	}

	/**
	 * All of them, the first choice of a posting first.
	 * @param postingId a UUID
	 * @param weight of each, more than 0
	 */
	public static <P> List<P> order(List<P> providers, String postingId, Function<P, String> name,
			ToIntFunction<P> weight) {
		if (providers.size() < 2) {
			return providers;
		}
		UUID id = UUID.fromString(postingId);
		return providers.stream()
			.sorted(Comparator.comparingDouble((P one) -> -score(id, name.apply(one), weight.applyAsInt(one))))
			.toList();
	}

	private static double score(UUID id, String name, int weight) {
		long hash = mix(id.getMostSignificantBits() ^ mix(id.getLeastSignificantBits() ^ mix(name.hashCode())));
		double share = ((hash >>> 11) + 0.5) / ONE;
		return -weight / Math.log(share);
	}

	/** The finalizer of splitmix64 (Steele, Lea, Flood 2014). */
	private static long mix(long bits) {
		long first = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
		long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
		return second ^ (second >>> 31);
	}

}
