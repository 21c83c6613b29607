package cinema.platform.json;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * What is wrong with a JSON text, in plain words and without what it says.
 *
 * @param field the path of the field, or {@code body} when it is the text as a whole
 * @param reason what is wrong there, with line and column
 */
public record JsonFault(String field, String reason) {

	/** The text as a whole. */
	public static final String BODY = "body";

	private static final Pattern DUPLICATE = Pattern.compile("Duplicate Object property \"(.*)\"", Pattern.DOTALL);

	/** A name of a field that surely quotes nobody. */
	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

	private static final Map<Class<?>, String> SHAPES = Map.ofEntries(Map.entry(String.class, "a text"),
			Map.entry(Boolean.class, "true or false"), Map.entry(boolean.class, "true or false"),
			Map.entry(Integer.class, "a whole number"), Map.entry(int.class, "a whole number"),
			Map.entry(Long.class, "a whole number"), Map.entry(long.class, "a whole number"),
			Map.entry(Double.class, "a number"), Map.entry(double.class, "a number"));

	/** Reads what Jackson says. */
	public static JsonFault of(JacksonException wrong) {
		String words = words(wrong);
		TokenStreamLocation place = wrong.getLocation();
		return new JsonFault(field(wrong), (place != null && place.getLineNr() > 0)
				? "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": " + words : words);
	}

	private static String words(JacksonException wrong) {
		if (wrong instanceof MismatchedInputException mismatched) {
			return "has to be " + shape(mismatched.getTargetType());
		}
		if (wrong instanceof InputCoercionException number) {
			return "has to be " + shape(number.getTargetType()) + " within its range";
		}
		if (wrong instanceof UnexpectedEndOfInputException) {
			return "the text ends before its end";
		}
		String said = String.valueOf(wrong.getOriginalMessage());
		Matcher duplicate = DUPLICATE.matcher(said);
		if (duplicate.find()) {
			String name = duplicate.group(1);
			return (NAME.matcher(name).matches() ? "the key " + name : "a key") + " stands twice";
		}
		return plain(said);
	}

	/**
	 * Jackson's words without where it stands in Jackson, and without a word of the text.
	 */
	private static String plain(String said) {
		return said.replaceAll("(?s)\\s*\\(start marker at .*", "")
			.replaceAll("(?s)\\s*\\bat \\[Source.*", "")
			.replaceAll("(?s)\\[Source: [^\\]]*\\]", "the text")
			.replaceAll(", from `[^`]*`", "")
			.replaceAll("(?s)Unrecognized token '.*?': was expecting .*", "a word that JSON does not know")
			.replaceAll("\\s+", " ")
			.strip();
	}

	private static String shape(@Nullable Class<?> type) {
		if (type == null) {
			return "of another shape";
		}
		if (type.isEnum()) {
			return "one of "
					+ List.of(type.getEnumConstants()).stream().map(String::valueOf).collect(Collectors.joining(", "));
		}
		if (type.isArray() || Collection.class.isAssignableFrom(type)) {
			return "a list";
		}
		boolean plain = type.getName().startsWith("java.") && !Map.class.isAssignableFrom(type);
		return SHAPES.getOrDefault(type, plain ? "a text that is read as " + type.getSimpleName() : "an object");
	}

	private static String field(JacksonException wrong) {
		if (wrong instanceof StreamReadException read && isOfOneField(read)) {
			JsonParser parser = read.processor();
			return (parser != null) ? place(parser.streamReadContext()) : BODY;
		}
		String path = wrong.getPath()
			.stream()
			.map((one) -> (one.getPropertyName() != null) ? one.getPropertyName() : String.valueOf(one.getIndex()))
			.collect(Collectors.joining("."));
		return path.isEmpty() ? BODY : path;
	}

	/** Where JSON itself is broken, the field before it is none to blame. */
	private static boolean isOfOneField(StreamReadException wrong) {
		return wrong instanceof InputCoercionException || wrong instanceof WellFormedParser.BrokenTextException
				|| DUPLICATE.matcher(String.valueOf(wrong.getOriginalMessage())).find();
	}

	private static String place(TokenStreamContext context) {
		String path = context.pathAsPointer().toString().replaceFirst("^/", "").replace('/', '.');
		// Half a character cannot be answered either.
		String whole = path.codePoints()
			.map((one) -> (one == 0 || Character.getType(one) == Character.SURROGATE) ? '\uFFFD' : one)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
		return whole.isEmpty() ? BODY : whole;
	}

}
