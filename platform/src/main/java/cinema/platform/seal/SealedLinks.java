package cinema.platform.seal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cinema.platform.seal.Seals.UnopenedException;
import org.jspecify.annotations.Nullable;

/**
 * Links and codes that only their last reader may use: texts under names that end with
 * {@code _link} or {@code _code}, and the address of somebody who is gone. Each is sealed
 * for what it stands in and whom that is about, so that nobody has it opened elsewhere.
 */
public final class SealedLinks {

	/** Under which the address of somebody who was erased stands. */
	public static final String ERASED = "erased_email";

	/** Under which the code stands that proves an address or a number. */
	public static final String CODE = "confirm_code";

	private static final List<String> SUFFIXES = List.of("_link", "_code");

	private final SealedText text;

	public SealedLinks(Seals seals) {
		this.text = new SealedText(seals);
	}

	/** Whether anything is sealed. */
	public boolean isOn() {
		return this.text.seals().isOn();
	}

	/**
	 * Seals.
	 * @param identity of what the fields stand in
	 */
	public Map<String, Object> seal(String identity, Map<String, Object> fields) {
		Map<String, Object> sealed = new LinkedHashMap<>(fields);
		sealed.replaceAll((name, value) -> (isSealed(name) && value instanceof String link)
				? this.text.seal(link, about(identity, fields, name)) : value);
		return sealed;
	}

	/**
	 * Opens, and leaves alone what nobody sealed.
	 * @throws IllegalStateException that names the field which stays sealed
	 */
	public Map<String, @Nullable Object> open(String identity, Map<String, ? extends @Nullable Object> fields) {
		Map<String, @Nullable Object> open = new LinkedHashMap<>(fields);
		open.replaceAll((name, value) -> (isSealed(name) && value instanceof String link)
				? open(link, about(identity, fields, name), name) : value);
		return open;
	}

	private static boolean isSealed(String name) {
		return SUFFIXES.stream().anyMatch(name::endsWith) || name.equals(ERASED);
	}

	private String open(String link, String about, String name) {
		try {
			return this.text.open(link, about);
		}
		catch (UnopenedException ex) {
			throw new IllegalStateException("details." + name + " cannot be opened: " + ex.getMessage(), ex);
		}
	}

	private static String about(String identity, Map<String, ? extends @Nullable Object> fields, String name) {
		String about = String.join("\n", identity, String.valueOf(fields.get("user_id")),
				String.valueOf(fields.get("email")), name);
		return fields.containsKey("phone") ? about + "\n" + fields.get("phone") : about;
	}

}
