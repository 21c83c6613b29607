package cinema.worker.returnpath;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import cinema.platform.seal.SealingKeys;
import cinema.platform.seal.Stamp;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Signs the id of a posting into an envelope sender of its own (VERP), and finds it again
 * in whatever comes back. It is short enough for any server (RFC 5321, 4.5.3.1.1) and
 * survives one that knows no upper case.
 */
@Component
public class ReturnPaths {

	private static final String PURPOSE = "return path";

	/** 80 bits: nobody tries that many bounces. */
	private static final int SIGNATURE = 20;

	private static final Pattern REFERENCE = Pattern
		.compile("(?<![0-9a-fA-F])([0-9a-fA-F]{32})-([0-9a-fA-F]{20})(?![0-9a-fA-F])");

	private static final Pattern ID = Pattern.compile("(.{8})(.{4})(.{4})(.{4})(.{12})");

	/** More are in no letter that comes back. */
	private static final int MOST = 20;

	private final @Nullable String host;

	private final String prefix;

	private final Map<String, Stamp> stamps = new TreeMap<>();

	private final String current;

	ReturnPaths(ReturnPathProperties properties) {
		SealingKeys keys = properties.signing();
		this.host = properties.host();
		this.prefix = properties.prefix();
		this.current = keys.current();
		keys.keys()
			.forEach((id, key) -> this.stamps.put(id, new Stamp(PURPOSE, Base64.getEncoder().encodeToString(key))));
	}

	/** What stands for a posting in what comes back; null when nothing does. */
	public @Nullable String reference(String postingId) {
		return (this.host == null) ? null : signed(postingId);
	}

	/** The envelope sender with this reference; null without one. */
	public @Nullable String of(@Nullable String reference) {
		return (reference == null) ? null : this.prefix + "+" + reference + "@" + this.host;
	}

	private String signed(String postingId) {
		String id = postingId.replace("-", "").toLowerCase(Locale.ROOT);
		Stamp stamp = this.stamps.get(this.current);
		if (stamp == null) {
			throw new IllegalStateException("there is no key that signs");
		}
		return id + "-" + signature(stamp, id);
	}

	private static String signature(Stamp stamp, String id) {
		return stamp.put(id).substring(id.length() + 1, id.length() + 1 + SIGNATURE);
	}

	/** The first posting that a text names and that we signed. */
	public Found find(String text) {
		List<MatchResult> all = REFERENCE.matcher(text).results().limit(MOST).toList();
		return all.stream()
			.flatMap((one) -> read(one.group(1), one.group(2)).stream())
			.findFirst()
			.map((id) -> new Found(id, false))
			.orElseGet(() -> new Found(null, !all.isEmpty()));
	}

	private Optional<String> read(String name, String signed) {
		String id = name.toLowerCase(Locale.ROOT);
		byte[] signature = signed.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
		boolean ours = this.stamps.values()
			.stream()
			.anyMatch((stamp) -> MessageDigest.isEqual(signature(stamp, id).getBytes(StandardCharsets.US_ASCII),
					signature));
		return ours ? Optional.of(ID.matcher(id).replaceFirst("$1-$2-$3-$4-$5")) : Optional.empty();
	}

	/**
	 * What a text names.
	 *
	 * @param postingId null when it names none of ours
	 * @param forged whether it names one that nobody of us signed
	 */
	public record Found(@Nullable String postingId, boolean forged) {
	}

}
