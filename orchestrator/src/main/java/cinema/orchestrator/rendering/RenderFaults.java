package cinema.orchestrator.rendering;

import freemarker.core.InvalidReferenceException;
import freemarker.core.NonBooleanException;
import freemarker.core.NonDateException;
import freemarker.core.NonHashException;
import freemarker.core.NonNumericalException;
import freemarker.core.NonSequenceException;
import freemarker.core.NonSequenceOrCollectionException;
import freemarker.core.NonStringException;
import freemarker.template.TemplateException;
import freemarker.template.TemplateModelException;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a letter, in words for somebody who knows the template and not the
 * engine, for example {@code context.movies is no list, line 7}.
 */
final class RenderFaults {

	private static final int LONGEST = 200;

	private RenderFaults() {
	}

	/** Quotes no value, since it may be the receiver's. */
	static String describe(Throwable cause) {
		if (cause instanceof TemplateException wrong) {
			String own = own(wrong);
			return ((own != null) ? own : blamed(wrong) + " " + kind(wrong)) + place(wrong);
		}
		return firstLine((cause.getMessage() != null) ? cause.getMessage() : cause.toString());
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

	private static String blamed(TemplateException wrong) {
		String expression = wrong.getBlamedExpressionString();
		return (expression != null) ? PlainText.cut(PlainText.oneLine(expression), LONGEST) : "something";
	}

	private static String kind(TemplateException wrong) {
		if (wrong instanceof InvalidReferenceException) {
			return "is missing";
		}
		if (wrong instanceof NonSequenceOrCollectionException || wrong instanceof NonSequenceException) {
			return "is no list";
		}
		if (wrong instanceof NonHashException) {
			return "has no fields";
		}
		if (wrong instanceof NonNumericalException) {
			return "is no number";
		}
		if (wrong instanceof NonStringException) {
			return "is no text";
		}
		if (wrong instanceof NonBooleanException) {
			return "is neither true nor false";
		}
		return (wrong instanceof NonDateException) ? "is no date" : "cannot be used so";
	}

	private static String place(TemplateException wrong) {
		Integer line = wrong.getLineNumber();
		return (line != null && line > 0) ? ", line " + line : "";
	}

	private static String firstLine(String message) {
		return PlainText.cut(message.lines().findFirst().orElse("it failed"), LONGEST);
	}

}
