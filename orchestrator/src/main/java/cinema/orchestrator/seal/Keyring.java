package cinema.orchestrator.seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.platform.seal.Seals;
import cinema.platform.seal.Seals.UnopenedException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The keys of some people, and that of the installation for what is nobody's. A sealed
 * text says whose it is: {@code person:<who>:<base64>} or {@code sealed:<key>:<base64>}.
 */
public final class Keyring {

	private static final Pattern SEALED = Pattern.compile("(sealed|person):([^:]+):([A-Za-z0-9+/=]*)");

	private final Seals house;

	private final Map<String, Seals> people;

	Keyring(Seals house, Map<String, Seals> people) {
		this.house = house;
		this.people = people;
	}

	public static boolean isSealed(String text) {
		return SEALED.matcher(text).matches();
	}

	/** Whose a sealed text is; nothing where it is the installation's, or plain. */
	static Optional<String> person(String text) {
		Matcher sealed = SEALED.matcher(text);
		return (sealed.matches() && sealed.group(1).equals("person")) ? name(sealed.group(2)) : Optional.empty();
	}

	private static Optional<String> name(String encoded) {
		try {
			return Optional.of(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8))
				.filter((name) -> name.indexOf('\0') < 0);
		}
		catch (IllegalArgumentException notOurs) {
			return Optional.empty();
		}
	}

	/**
	 * Seals.
	 * @param person whose it is, or null
	 * @param about what it belongs to, and without which it cannot be opened
	 * @return null when that person was erased
	 */
	public @Nullable String seal(@Nullable String person, byte[] plain, String about) {
		if (person == null) {
			return "sealed:" + this.house.current() + ":" + base64(this.house.seal(plain, about));
		}
		Seals own = this.people.get(person);
		return (own != null) ? of(person) + base64(own.seal(plain, about)) : null;
	}

	/** What stands in the place of a sealed text of somebody who was erased. */
	static String of(String person) {
		return "person:"
				+ Base64.getUrlEncoder().withoutPadding().encodeToString(person.getBytes(StandardCharsets.UTF_8)) + ":";
	}

	private static String base64(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

	/**
	 * Opens a sealed text.
	 * @return null when the person whose it is was erased
	 * @throws IllegalStateException when it was changed, or belongs to something else
	 */
	public byte @Nullable [] open(String text, String about) {
		Matcher sealed = SEALED.matcher(text);
		Assert.state(sealed.matches(), "what is sealed for " + about + " was changed");
		if (sealed.group(1).equals("sealed")) {
			return this.house.open(sealed.group(2), Base64.getDecoder().decode(sealed.group(3)), about);
		}
		String person = name(sealed.group(2))
			.orElseThrow(() -> new IllegalStateException("what is sealed for " + about + " was changed"));
		Seals own = this.people.get(person);
		return (own != null) ? open(own, person, Base64.getDecoder().decode(sealed.group(3)), about) : null;
	}

	/** The key of an address may be another one than before an erasure. */
	private static byte @Nullable [] open(Seals own, String person, byte[] sealed, String about) {
		try {
			return own.open(PersonKeys.ID, sealed, about);
		}
		catch (UnopenedException ex) {
			if (PersonKeys.isAddress(person)) {
				return null;
			}
			throw ex;
		}
	}

}
