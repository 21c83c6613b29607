package cinema.orchestrator.rendering;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import freemarker.core.TemplateElement;
import freemarker.template.Template;

/**
 * What templates may do that come from a form and not with the program: what is listed
 * here and nothing else. None of it can call a template, build a text that grows with
 * each step, or keep a processor busy where nobody can interrupt it.
 */
final class StoredRules {

	private static final Pattern ELEMENT = Pattern.compile("(?:root$|text |comment |\\$\\{|#if-|#list-"
			+ "|#(?:if|elseif|else|list|items|sep|assign|switch|case|on|default|break|continue|t|lt|rt|nt)(?: |$))[\\s\\S]*");

	private static final Pattern NAME = Pattern.compile("[#@$]\\{?[a-z_]*");

	private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'",
			Pattern.DOTALL);

	private static final Pattern BUILT_IN = Pattern.compile("\\?\\s*([A-Za-z_]+)");

	private static final Pattern SPECIAL = Pattern.compile("(?<![\\w\\])}\"])\\.\\s*[A-Za-z_]+");

	private static final Pattern SMALL_RANGE = Pattern.compile("\\b\\d{1,3}\\.\\.[<!*]?\\d{1,3}\\b");

	/** Each gives back no more than it is given. */
	static final Set<String> BUILT_INS = Set.of("abs", "c", "cap_first", "capitalize", "ceiling", "cn", "contains",
			"counter", "ends_with", "first", "floor", "has_content", "has_next", "index", "index_of", "is_boolean",
			"is_even_item", "is_first", "is_hash", "is_last", "is_number", "is_odd_item", "is_sequence", "is_string",
			"item_parity", "keys", "last", "length", "lower_case", "round", "size", "starts_with", "string", "then",
			"trim", "uncap_first", "upper_case", "values");

	private StoredRules() {
	}

	/**
	 * Refuses what is not listed.
	 * @throws TemplateFaultException that names it and its line
	 */
	@SuppressWarnings("deprecation") // nothing else shows a template as it was understood
	static void require(Template template) {
		require(template.getRootTreeNode());
	}

	private static void require(TemplateElement element) {
		String code = element.getDescription();
		// Our own, against endless loops.
		if (!element.getClass().getSimpleName().equals("ThreadInterruptionCheck")) {
			requireElement(element, code);
		}
		if (!code.startsWith("text ") && !code.startsWith("comment ")) {
			requireExpression(element, code);
		}
		for (int i = 0; i < element.getChildCount(); i++) {
			require((TemplateElement) element.getChildAt(i));
		}
	}

	private static void requireElement(TemplateElement element, String code) {
		if (!ELEMENT.matcher(code).matches()) {
			Matcher name = NAME.matcher(code);
			throw refused(element, name.lookingAt() ? "<" + name.group() + ">" : "this");
		}
	}

	private static void requireExpression(TemplateElement element, String code) {
		Matcher quoted = QUOTED.matcher(code);
		while (quoted.find()) {
			if (quoted.group().contains("${") || quoted.group().contains("#{")) {
				throw refused(element, "a value within quotes");
			}
		}
		String bare = SMALL_RANGE.matcher(quoted.replaceAll("\"\"")).replaceAll("0");
		Matcher builtIn = BUILT_IN.matcher(bare);
		while (builtIn.find()) {
			if (!BUILT_INS.contains(builtIn.group(1))) {
				throw refused(element, "?" + builtIn.group(1));
			}
		}
		if (bare.contains("..")) {
			throw refused(element, "a range of more than 999");
		}
		Matcher special = SPECIAL.matcher(bare);
		if (special.find()) {
			throw refused(element,
					special.group().equals(".nested_output") ? "<#assign> around text" : special.group());
		}
	}

	private static TemplateFaultException refused(TemplateElement element, String what) {
		return refused(element.getBeginLine(), what);
	}

	static TemplateFaultException refused(int line, String what) {
		return new TemplateFaultException(line, what + " is not allowed in templates from the editor");
	}

}
