package cinema.platform.seal;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * Keys of AES-256 by their ids: one seals, and all of them open, so that a key can be
 * exchanged.
 *
 * @param keys id to key; without any, nothing is sealed
 * @param current the id of the key that seals
 */
public record SealingKeys(Map<String, byte[]> keys, String current) {

	private static final int BYTES = 32;

	/**
	 * Reads keys as they are set.
	 * @param name of the setting
	 * @param keys id to 32 bytes in base64; an empty text is no key
	 * @param current the id of the key that seals; the only one needs no word
	 * @throws IllegalArgumentException when they cannot be used
	 */
	public static SealingKeys read(String name, Map<String, String> keys, @Nullable String current) {
		Map<String, byte[]> read = new TreeMap<>();
		keys.forEach((id, key) -> {
			if (!key.isBlank()) {
				read.put(id, read(name + ".keys." + id, key));
			}
		});
		String used = (current == null || current.isBlank()) ? only(name, read) : current;
		Bounds.require(read.isEmpty() ? used.isEmpty() : read.containsKey(used), name + ".current",
				"the id of one of " + name + ".keys", used);
		return new SealingKeys(read, used);
	}

	private static String only(String name, Map<String, byte[]> keys) {
		Bounds.require(keys.size() < 2, name + ".current", "the id of one of the keys " + keys.keySet(), "");
		return String.join("", keys.keySet());
	}

	private static byte[] read(String name, String key) {
		try {
			byte[] bytes = Base64.getDecoder().decode(key.strip());
			if (bytes.length == BYTES) {
				return bytes;
			}
		}
		catch (IllegalArgumentException ex) {
			// The decoder quotes the key.
		}
		throw new IllegalArgumentException(name + " has to be 32 random bytes in base64");
	}

	@Override
	public String toString() {
		return "SealingKeys" + this.keys.keySet();
	}

}
