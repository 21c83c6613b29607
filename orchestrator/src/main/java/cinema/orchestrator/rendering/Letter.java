package cinema.orchestrator.rendering;

/** A rendered template: one line of subject, and the same content as html and as text. */
public record Letter(String subject, String html, String text) {
}
