package cinema.auth.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cinema.auth.account.Profile;
import cinema.auth.social.SocialAccounts.SocialAccount;

/**
 * All that is known of a person.
 *
 * @param devices where the person is signed in
 */
record Export(Instant exportedAt, Profile profile, Map<String, Map<String, Boolean>> preferences, Set<String> roles,
		List<SocialAccount> socialAccounts, List<Device> devices, List<SignedIn> signIns) {

	/** A device that is or was signed in. */
	record Device(Instant since, String address, String device) {
	}

	/** One sign-in. */
	record SignedIn(Instant at, String address, String device, String way) {
	}

}
