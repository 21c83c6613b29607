package cinema.orchestrator.template;

import cinema.orchestrator.rendering.TemplateFault;

/**
 * What is wrong with one text of a template.
 *
 * @param file for example {@code email/welcome_ru.md}
 */
public record TextFault(String file, TemplateFault fault) {
}
