package cinema.auth.throttle;

import java.time.Duration;
import java.util.Locale;

import org.springframework.util.Assert;

/** What is limited, and for whom. */
public enum Limit {

	/** Wrong passwords for one account, whether or not it exists. */
	SIGNIN_ACCOUNT,

	/** Wrong passwords from one network address. */
	SIGNIN_ADDRESS,

	/** Wrong passwords for an account from a device that has signed in to it before. */
	SIGNIN_DEVICE,

	/** Wrong codes of a second factor for one account. */
	FACTOR_ACCOUNT,

	/** Accounts that are made, or tried to be made, from one network address. */
	SIGNUP_ADDRESS,

	/** Wrong passwords of one account by somebody who is signed in to it. */
	PROOF_ACCOUNT,

	/** Letters that anybody may ask for, to one address. */
	LETTER_ACCOUNT,

	/** Letters that anybody may ask for, from one network address. */
	LETTER_ADDRESS,

	/** Messages to one telephone, whoever asks: others must not keep its owner out. */
	PHONE_NUMBER,

	/** Messages to telephones whose numbers differ in the last four digits alone. */
	PHONE_RANGE,

	/** Codes of links and letters that do not exist, from one network address. */
	GUESS_ADDRESS,

	/** Wrong secrets of OAuth clients from one network address. */
	CLIENT_ADDRESS,

	/** Sign-ins that are begun or ended elsewhere, from one network address. */
	SOCIAL_ADDRESS;

	/** The name in configuration and headers, for example {@code signin-account}. */
	String label() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * The numbers of a limit.
	 *
	 * @param free how many tries need no wait
	 * @param first the wait after the last free try; it doubles with each further one
	 * @param longest the longest wait
	 * @param fade after how long without a try all is forgotten
	 */
	record Numbers(int free, Duration first, Duration longest, Duration fade) {

		Numbers {
			Assert.isTrue(
					free >= 1 && !first.isNegative() && longest.compareTo(first) >= 0 && fade.compareTo(longest) >= 0,
					"cinema.throttle.limits: free is 1 or more, and 0 <= first <= longest <= fade");
		}

		/** How long the next try has to wait after so many. */
		Duration waitAfter(int tries) {
			if (tries < this.free) {
				return Duration.ZERO;
			}
			Duration wait = this.first.multipliedBy(1L << Math.min(30, tries - this.free));
			return (wait.compareTo(this.longest) < 0) ? wait : this.longest;
		}

	}

}
