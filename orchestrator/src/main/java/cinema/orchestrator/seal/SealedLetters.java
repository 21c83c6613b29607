package cinema.orchestrator.seal;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import cinema.workflows.plan.Event;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Letters as they rest: sealed for their row, with the key of their receiver. Plain ones
 * of before stay readable.
 */
@Component
public class SealedLetters {

	private final PersonKeys keys;

	SealedLetters(PersonKeys keys) {
		this.keys = keys;
	}

	/** Whether anything is sealed. */
	public boolean isOn() {
		return this.keys.isOn();
	}

	/** Whose a letter is that is told because of an event, or null. */
	public @Nullable String person(Event event, @Nullable String userId) {
		return this.keys.person(event, userId);
	}

	/** The keys of receivers, read at once. */
	public Keyring of(Collection<? extends @Nullable String> people) {
		return this.keys.of(people);
	}

	/** What opens these letters, read at once. */
	public Keyring opening(Collection<? extends @Nullable String> letters) {
		return this.keys.opening(letters.stream().filter(Objects::nonNull).map(String::valueOf).toList());
	}

	/**
	 * Seals.
	 * @param person whose it is; null is nobody's in particular
	 * @return null when it was, or when the person was erased
	 */
	public @Nullable String seal(UUID id, @Nullable String person, @Nullable String letter) {
		return seal((person != null) ? of(List.of(person)) : of(List.of()), id, person, letter);
	}

	public @Nullable String seal(Keyring keyring, UUID id, @Nullable String person, @Nullable String letter) {
		return (letter == null || !this.keys.isOn()) ? letter
				: keyring.seal(person, Deflated.of(letter), id.toString());
	}

	/** Null when it was, or when its receiver was erased. */
	public @Nullable String open(UUID id, @Nullable String letter) {
		return (letter != null) ? open(opening(List.of(letter)), id, letter) : null;
	}

	public @Nullable String open(Keyring keyring, UUID id, @Nullable String letter) {
		if (letter == null || !(letter.startsWith("sealed:") || letter.startsWith("person:"))) {
			return letter;
		}
		byte[] deflated = keyring.open(letter, id.toString());
		return (deflated != null) ? Deflated.text(deflated) : null;
	}

}
