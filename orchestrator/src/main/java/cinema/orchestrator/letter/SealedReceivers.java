package cinema.orchestrator.letter;

import java.nio.charset.StandardCharsets;
import java.util.List;

import cinema.orchestrator.seal.Keyring;
import cinema.orchestrator.seal.SealedLetters;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Receivers as they rest with their page: name and address sealed with the key of each,
 * read for all of them at once. Plain ones of before stay readable.
 */
@Component
public class SealedReceivers {

	private final SealedLetters seals;

	SealedReceivers(SealedLetters seals) {
		this.seals = seals;
	}

	public List<StoredReceiver> seal(List<StoredReceiver> receivers) {
		if (!this.seals.isOn()) {
			return receivers;
		}
		Keyring keyring = this.seals.of(receivers.stream().map(StoredReceiver::userId).toList());
		return receivers.stream().map((one) -> one.known(sealed(keyring, one), null, null)).toList();
	}

	/** Whoever was erased has no address. */
	private static String sealed(Keyring keyring, StoredReceiver one) {
		String person = JsonMapper.shared()
			.writeValueAsString(new Person(one.address(), one.firstName(), one.lastName()));
		String sealed = keyring.seal(one.userId(), person.getBytes(StandardCharsets.UTF_8), about(one));
		return (sealed != null) ? sealed : "";
	}

	/** Whoever was erased has no address any more. */
	public List<StoredReceiver> open(List<StoredReceiver> receivers) {
		Keyring keyring = this.seals.opening(receivers.stream().map(StoredReceiver::address).toList());
		return receivers.stream().map((one) -> opened(keyring, one)).toList();
	}

	private static StoredReceiver opened(Keyring keyring, StoredReceiver one) {
		if (!Keyring.isSealed(one.address())) {
			return one;
		}
		byte[] plain = keyring.open(one.address(), about(one));
		if (plain == null) {
			return one.known("", null, null);
		}
		Person person = JsonMapper.shared().readValue(plain, Person.class);
		return one.known(person.address(), person.firstName(), person.lastName());
	}

	private static String about(StoredReceiver one) {
		return one.postingId().toString();
	}

	/** What nobody else is to read. */
	private record Person(String address, @Nullable String firstName, @Nullable String lastName) {
	}

}
