package cinema.auth.field;

/** A language by its tag (BCP 47), for example {@code en} or {@code ru-RU}. */
public final class LanguageTag {

	public static final String ONE = "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,8}$";

	public static final String WANTED = "has to be a language tag, for example en or ru-RU";

	private LanguageTag() {
	}

}
