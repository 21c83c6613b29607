package cinema.orchestrator.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The words of the admin in the reader's language: one bundle for each feature, in
 * {@code admin/text}, whose keys begin with its name.
 */
@Component
public class Texts {

	static final Locale RUSSIAN = Locale.forLanguageTag("ru");

	private static final String FOLDER = "admin/text/";

	private static final String ENDING = ".properties";

	private final ResourceBundleMessageSource bundles = new ResourceBundleMessageSource();

	Texts() {
		this.bundles.setBasenames(names().map((name) -> FOLDER + name).toArray(String[]::new));
		this.bundles.setDefaultEncoding(StandardCharsets.UTF_8.name());
		this.bundles.setFallbackToSystemLocale(false);
	}

	private static Stream<String> names() {
		try {
			Resource[] files = new PathMatchingResourcePatternResolver()
				.getResources("classpath*:" + FOLDER + "*" + ENDING);
			return Arrays.stream(files)
				.map((file) -> Objects.requireNonNull(file.getFilename()).replace(ENDING, ""))
				.filter((name) -> !name.endsWith("_ru"))
				.sorted();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A text by its key; what no bundle has is said as it is.
	 * @param values what stands for {0}, {1} and so on
	 */
	public String say(Locale language, String key, Object... values) {
		return Objects.requireNonNull(this.bundles.getMessage(key, values, key, language));
	}

	/** The one of our languages that a browser prefers. */
	public static Locale language(List<Locale> preferred) {
		return preferred.stream()
			.map(Locale::getLanguage)
			.filter((one) -> one.equals("ru") || one.equals("en"))
			.findFirst()
			.filter("ru"::equals)
			.map((one) -> RUSSIAN)
			.orElse(Locale.ENGLISH);
	}

}
