package cinema.orchestrator.seal;

import java.util.List;
import java.util.Objects;

import cinema.platform.seal.SealingKeys;
import cinema.platform.text.Mailboxes;

import org.springframework.stereotype.Component;

/**
 * What stands for an address in a table, so that it is found and not read. Without a key
 * of {@code cinema.journal}, when letters rest in plain too, it is a mere hash.
 */
@Component
public class AddressMarks {

	private static final byte[] NO_KEY = {};

	private final SealingKeys keys;

	private final AddressHashes hashes;

	AddressMarks(JournalProperties properties) {
		this.keys = properties.sealing();
		this.hashes = new AddressHashes(this.keys);
	}

	/** By the present key. */
	public String of(String address) {
		return Objects.requireNonNullElseGet(this.hashes.of(address),
				() -> AddressHashes.hash(NO_KEY, Mailboxes.key(address)));
	}

	/** By each key that may have been used; the present one's is among them. */
	public List<String> all(String address) {
		return this.keys.keys().isEmpty() ? List.of(of(address)) : this.hashes.all(address);
	}

}
