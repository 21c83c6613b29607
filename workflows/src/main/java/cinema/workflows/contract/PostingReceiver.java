package cinema.workflows.contract;

import org.jspecify.annotations.Nullable;

/**
 * Whom a posting is for.
 *
 * @param userId auth's id; null for a person whom auth does not know
 * @param address where the channel reaches the person, for e-mail an address of RFC 5321
 * @param name how to call the person, or null
 * @param timeZone an IANA zone id
 * @param locale an IETF BCP 47 language tag
 */
public record PostingReceiver(@Nullable String userId, String address, @Nullable String name, String timeZone,
		String locale) {

	@Override
	public String toString() {
		return "PostingReceiver[" + this.userId + "]";
	}

}
