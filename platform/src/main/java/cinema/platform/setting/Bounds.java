package cinema.platform.setting;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/** What values of settings have to keep to; a fault names the setting. */
public final class Bounds {

	private Bounds() {
	}

	/** A time of more than nothing. */
	public static void positive(String name, Duration value) {
		require(value.compareTo(Duration.ZERO) > 0, name, "more than nothing, for example 5s", value);
	}

	/** A time, or none. */
	public static void notNegative(String name, Duration value) {
		require(!value.isNegative(), name, "0s or more", value);
	}

	/** A size of more than nothing. */
	public static void positive(String name, DataSize value) {
		require(value.toBytes() > 0, name, "more than nothing, for example 1MB", value);
	}

	/** A number within both ends. */
	public static void between(String name, int least, int most, int value) {
		require(value >= least && value <= most, name, "between " + least + " and " + most, value);
	}

	/** A text with something in it. */
	public static void present(String name, @Nullable String value) {
		require(value != null && !value.isBlank(), name, "set", "");
	}

	/** An address of a web server. */
	public static void web(String name, @Nullable URI value) {
		require(value != null && value.getHost() != null && String.valueOf(value.getScheme()).matches("https?"), name,
				"a URL like https://auth.example", String.valueOf(value));
	}

	/**
	 * Refuses a value.
	 * @param wanted what it has to be
	 */
	public static void require(boolean right, String name, String wanted, Object value) {
		if (!right) {
			throw new IllegalArgumentException(
					name + " has to be " + wanted + (value.equals("") ? "" : ", not " + value));
		}
	}

}
