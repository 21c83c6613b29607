package cinema.orchestrator.admin;

/** All words of the admin, for tests of what says them. */
public final class SayingTexts {

	private SayingTexts() {
	}

	public static Texts all() {
		return new Texts();
	}

}
