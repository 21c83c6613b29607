package cinema.platform.problem;

import org.jspecify.annotations.Nullable;

/** Texts that JSON and URLs can express, and that nothing behind them can keep. */
public final class BrokenText {

	private BrokenText() {
	}

	/** Why a text is none, or null when all is well. */
	public static @Nullable String reason(String text) {
		for (int i = 0; i < text.length(); i++) {
			char one = text.charAt(i);
			if (one == 0) {
				return "contains a NUL character";
			}
			if (Character.isSurrogate(one)) {
				boolean pair = i + 1 < text.length() && Character.isSurrogatePair(one, text.charAt(i + 1));
				if (!pair) {
					return "contains half of a character (a lone surrogate)";
				}
				i++;
			}
		}
		return null;
	}

}
