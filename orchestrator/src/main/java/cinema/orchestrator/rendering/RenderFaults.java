package cinema.orchestrator.rendering;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import freemarker.core.InvalidReferenceException;
import freemarker.core.NonBooleanException;
import freemarker.core.NonDateException;
import freemarker.core.NonExtendedHashException;
import freemarker.core.NonHashException;
import freemarker.core.NonNumericalException;
import freemarker.core.NonSequenceException;
import freemarker.core.NonSequenceOrCollectionException;
import freemarker.core.NonStringException;
import freemarker.core.NonStringOrTemplateOutputException;
import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import freemarker.template.TemplateModelException;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a letter, in words for somebody who knows the template and not the
 * engine, for example {@code context.movies is no list, line 7}.
 */
final class RenderFaults {

	private static final int LONGEST = 200;

	private static final Pattern BLAMED = Pattern.compile("^==> (.+?)  \\[in |#list (.+?) as ", Pattern.MULTILINE);

	private static final Map<Class<?>, String> KINDS = Map.of(InvalidReferenceException.class, "is missing",
			NonSequenceOrCollectionException.class, "is no list", NonSequenceException.class, "is no list",
			NonHashException.class, "has no fields", NonExtendedHashException.class, "has no fields",
			NonNumericalException.class, "is no number", NonStringException.class, "is no text",
			NonStringOrTemplateOutputException.class, "is no text", NonBooleanException.class,
			"is neither true nor false", NonDateException.class, "is no date");

	private RenderFaults() {
	}

	/** Quotes no value, since it may be the receiver's. */
	static String describe(Throwable cause) {
		if (cause instanceof TemplateException wrong) {
			String own = own(wrong);
			return ((own != null) ? own
					: blamed(wrong) + " " + KINDS.getOrDefault(wrong.getClass(), "cannot be used so")) + place(wrong);
		}
		return firstLine((cause.getMessage() != null) ? cause.getMessage() : cause.toString());
	}

	/** What cannot be parsed, in the engine's words for an editor. */
	static String unreadable(ParseException wrong) {
		return PlainText.cut(PlainText.oneLine(String.valueOf(wrong.getEditorMessage())), LONGEST);
	}

	/** The same as a fault, with its line apart. */
	static TemplateFault fault(Throwable cause) {
		if (cause instanceof TemplateFaultException told) {
			return told.fault();
		}
		Integer line = (cause instanceof TemplateException wrong) ? wrong.getLineNumber() : null;
		String words = describe(cause);
		return (line != null && line > 0) ? new TemplateFault(line, words.replaceFirst(", line \\d+$", ""))
				: new TemplateFault(0, words);
	}

	/** What our own functions say. */
	private static @Nullable String own(TemplateException wrong) {
		Throwable cause = wrong;
		while (cause != null) {
			if (cause.getClass() == TemplateModelException.class && cause.getMessage() != null
					&& cause.getMessage().matches("(?s)(link|moment): .*")) {
				return firstLine(cause.getMessage());
			}
			cause = cause.getCause();
		}
		return null;
	}

	/** The engine tells it as a value, or only within its own words. */
	private static String blamed(TemplateException wrong) {
		String expression = wrong.getBlamedExpressionString();
		Matcher marked = BLAMED.matcher(String.valueOf(wrong.getMessage()));
		if (expression == null && marked.find()) {
			expression = (marked.group(1) != null) ? marked.group(1) : marked.group(2);
		}
		return (expression != null) ? PlainText.cut(PlainText.oneLine(expression), LONGEST) : "a value";
	}

	private static String place(TemplateException wrong) {
		Integer line = wrong.getLineNumber();
		return (line != null && line > 0) ? ", line " + line : "";
	}

	private static String firstLine(String message) {
		return PlainText.cut(message.lines().findFirst().orElse("it failed"), LONGEST);
	}

}
