package cinema.orchestrator.rendering;

import freemarker.template.Template;

/** A template in one language, parsed once. */
record LetterTemplate(Template subject, Template body, String language) {
}
