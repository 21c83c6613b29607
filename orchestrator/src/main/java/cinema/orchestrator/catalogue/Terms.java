package cinema.orchestrator.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Whom a notice may be sent to.
 *
 * @param required whether it goes out although the person said no
 * @param unconfirmed whether it goes to an address that nobody has confirmed too
 * @param byDefault whether it goes to those who have not said yes or no
 */
public record Terms(String topic, boolean required, boolean unconfirmed, boolean byDefault) {

	private static final String ACCOUNT = "account";

	/** Letters about the account are all that an unconfirmed address gets by itself. */
	public static Terms of(String topic, boolean required, @Nullable Boolean toUnconfirmed) {
		return new Terms(topic, required, ACCOUNT.equals(topic) || Boolean.TRUE.equals(toUnconfirmed), true);
	}

	/** The same, but only for those who asked for it where that is the rule. */
	Terms byDefault(boolean wanted) {
		return new Terms(this.topic, this.required, this.unconfirmed, wanted);
	}

}
