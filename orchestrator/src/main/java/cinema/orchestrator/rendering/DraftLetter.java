package cinema.orchestrator.rendering;

import org.jspecify.annotations.Nullable;

/** What becomes of a text that nobody has published: one of both is null. */
public record DraftLetter(@Nullable Letter letter, @Nullable TemplateFault fault) {
}
