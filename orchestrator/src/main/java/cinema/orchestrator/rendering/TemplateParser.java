package cinema.orchestrator.rendering;

import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import freemarker.core.OutputFormat;
import freemarker.core.ParseException;
import freemarker.core.PlainTextOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateConfiguration;
import freemarker.core._CoreAPI;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Makes templates of their texts: the first lines name the subject, between two of three
 * dashes.
 */
final class TemplateParser {

	private static final String FENCE = "---\n";

	/** The two fences and the subject between them. */
	private static final int FENCE_LINES = 3;

	private static final String SUBJECT = "subject:";

	/** What would make data a template, or reach beyond the values of the letter. */
	private static final Pattern FORBIDDEN = Pattern
		.compile("\\?(?:api|eval|eval_json|interpret|new)\\b|<#(?:include|import|setting|ftl|attempt)\\b"
				+ "|\\.(?:data_model|globals|get_optional_template|current_template_name|caller_template_name)\\b");

	private final Configuration freemarker = lockedDown();

	/**
	 * Values only: no class, method, file or other template is within reach of a
	 * template.
	 */
	private static Configuration lockedDown() {
		Configuration freemarker = new Configuration(Configuration.VERSION_2_3_34);
		freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
		freemarker.setAPIBuiltinEnabled(false);
		freemarker.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
		freemarker.setTemplateLoader(null);
		freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
		freemarker.setLogTemplateExceptions(false);
		freemarker.setWrapUncheckedExceptions(true);
		freemarker.setLocalizedLookup(false);
		freemarker.setNumberFormat("computer");
		freemarker.setLocale(Locale.ROOT);
		return freemarker;
	}

	/**
	 * Reads a template as operators write it.
	 * @throws TemplateFaultException that names the line
	 */
	LetterTemplate read(String name, String source, Locale language) {
		return TemplateText.form(name.substring(0, Math.max(0, name.indexOf('/')))).hasSubject()
				? letter(name, source, language)
				: new LetterTemplate(null, parse(name, source, EscapingFormat.SHORT_TEXT), language, false);
	}

	private LetterTemplate letter(String name, String source, Locale language) {
		int end = source.indexOf("\n" + FENCE, FENCE.length() - 1);
		String head = (source.startsWith(FENCE) && end > 0) ? source.substring(FENCE.length(), end).strip() : "";
		if (!head.startsWith(SUBJECT) || head.contains("\n")) {
			throw new TemplateFaultException(1, "it has to begin with ---, a line 'subject: ...' and ---");
		}
		// Blank lines for the head, so that a fault is told by its line of the file.
		String body = "\n".repeat(FENCE_LINES) + source.substring(end + 1 + FENCE.length());
		Template subject = parse(name + ".subject", "\n" + head.substring(SUBJECT.length()).strip(),
				PlainTextOutputFormat.INSTANCE);
		return new LetterTemplate(subject, parse(name, body, EscapingFormat.MARKDOWN), language, false);
	}

	/**
	 * The same of somebody who may want to do harm.
	 * @throws TemplateFaultException that names the line
	 */
	LetterTemplate readStored(String name, String source, Locale language) {
		StoredSource.require(source);
		LetterTemplate template = read(name, source, language);
		if (template.subject() != null) {
			StoredRules.require(template.subject());
		}
		StoredRules.require(template.body());
		return new LetterTemplate(template.subject(), template.body(), language, true);
	}

	Template parse(String name, String source, OutputFormat format) {
		Matcher forbidden = FORBIDDEN.matcher(source);
		if (forbidden.find()) {
			int line = 1 + (int) source.substring(0, forbidden.start()).chars().filter((one) -> one == '\n').count();
			throw new TemplateFaultException(line, forbidden.group() + " is forbidden");
		}
		try {
			TemplateConfiguration settings = new TemplateConfiguration();
			settings.setOutputFormat(format);
			settings.setParentConfiguration(this.freemarker);
			Template template = new Template(name, null, new StringReader(source), this.freemarker, settings, null);
			settings.apply(template);
			// So that an endless loop can be ended.
			_CoreAPI.addThreadInterruptedChecks(template);
			return template;
		}
		catch (ParseException ex) {
			throw new TemplateFaultException(ex.getLineNumber(), RenderFaults.unreadable(ex));
		}
		catch (IOException | StackOverflowError ex) {
			throw new TemplateFaultException(0, "it cannot be parsed");
		}
	}

	/**
	 * A template in one language, parsed once.
	 *
	 * @param subject null where letters are text alone
	 * @param isStored whether it comes from a form and not with the program
	 */
	record LetterTemplate(@Nullable Template subject, Template body, Locale language, boolean isStored) {
	}

}
