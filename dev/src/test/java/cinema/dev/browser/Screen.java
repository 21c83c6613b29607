package cinema.dev.browser;

/** How large the window is, in CSS pixels. */
public enum Screen {

	/** A laptop. */
	WIDE(1280, 900),

	/** A telephone held upright. */
	PHONE(390, 844);

	private final int width;

	private final int height;

	Screen(int width, int height) {
		this.width = width;
		this.height = height;
	}

	int width() {
		return this.width;
	}

	int height() {
		return this.height;
	}

}
