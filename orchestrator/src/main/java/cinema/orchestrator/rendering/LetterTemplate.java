package cinema.orchestrator.rendering;

import java.util.Locale;

import freemarker.template.Template;

/** A template in one language, parsed once. */
record LetterTemplate(Template subject, Template body, Locale language) {
}
