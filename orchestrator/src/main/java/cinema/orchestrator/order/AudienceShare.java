package cinema.orchestrator.order;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.platform.seal.Hashes;

/**
 * A part of an audience, as the fragment of its URL says it: of {@code #share=0-5@x}
 * every receiver is in the first five of a hundred or not, by their id and {@code x}
 * alone. So {@code #share=5-100@x} is exactly everybody else, whenever it is asked.
 *
 * @param from percent of the audience before it
 * @param to percent of the audience up to its end
 * @param seed what makes it another part than those of other mailings
 */
public record AudienceShare(int from, int to, String seed) {

	private static final int ALL = 100;

	private static final Pattern FRAGMENT = Pattern
		.compile("([^#]*)#share=(\\d{1,2})-(\\d{1,3})@([A-Za-z0-9._-]{1,100})");

	/** The part that a URL names; without a fragment that is everybody. */
	public static AudienceShare of(String url) {
		Matcher fragment = FRAGMENT.matcher(url);
		if (!fragment.matches()) {
			return new AudienceShare(0, ALL, "");
		}
		AudienceShare share = new AudienceShare(Integer.parseInt(fragment.group(2)),
				Integer.parseInt(fragment.group(3)), fragment.group(4));
		OrderRefusedException.unless(share.from < share.to && share.to <= ALL, "receivers",
				"has a share that has to be of 0 to 100, for example 0-5");
		return share;
	}

	/**
	 * What is asked of the service; a fragment that is no share stays, to be refused.
	 * @throws OrderRefusedException when there is no such share
	 */
	public static String without(String url) {
		if (of(url).isAll()) {
			return url;
		}
		Matcher fragment = FRAGMENT.matcher(url);
		return fragment.matches() ? fragment.group(1) : url;
	}

	public String within(String url) {
		return url + "#share=" + this.from + "-" + this.to + "@" + this.seed;
	}

	public boolean isAll() {
		return this.from == 0 && this.to == ALL;
	}

	/**
	 * Whether somebody is in it.
	 * @param who always the same for the same person, for example their id
	 */
	public boolean has(String who) {
		if (isAll()) {
			return true;
		}
		byte[] digest = Hashes.of("SHA-256", (this.seed + "\n" + who).getBytes(StandardCharsets.UTF_8));
		int place = (((digest[0] & 0xff) << 16) | ((digest[1] & 0xff) << 8) | (digest[2] & 0xff)) % ALL;
		return place >= this.from && place < this.to;
	}

}
