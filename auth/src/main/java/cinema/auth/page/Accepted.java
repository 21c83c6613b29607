package cinema.auth.page;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What a reader can take: pages or documents, and in which language. */
public final class Accepted {

	private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.forLanguageTag("ru"));

	private Accepted() {
	}

	/**
	 * Whether a page is wanted rather than a document: browsers name HTML, programs do
	 * not.
	 */
	public static boolean page(HttpServletRequest request) {
		String accept = request.getHeader(HttpHeaders.ACCEPT);
		if (accept == null) {
			return false;
		}
		try {
			List<MediaType> wanted = MediaType.parseMediaTypes(accept);
			double html = quality(wanted, "html");
			return html > 0 && html >= quality(wanted, "json");
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	private static double quality(List<MediaType> wanted, String kind) {
		return wanted.stream()
			.filter((one) -> one.getSubtype().equals(kind) || one.getSubtype().endsWith("+" + kind))
			.mapToDouble(MediaType::getQualityValue)
			.max()
			.orElse(0);
	}

	/** The language that the browser likes best of those that we speak, else English. */
	static Locale language(HttpServletRequest request) {
		Locale spoken = spoken(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
		return (spoken != null) ? spoken : Locale.ENGLISH;
	}

	/** The language of an account, else that of the browser. */
	static Locale language(Reader reader, HttpServletRequest request) {
		Locale spoken = spoken(reader.locale().replace('_', '-'));
		return (spoken != null) ? spoken : language(request);
	}

	private static @Nullable Locale spoken(@Nullable String ranges) {
		try {
			return (ranges != null) ? Locale.lookup(LanguageRange.parse(ranges), SPOKEN) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
