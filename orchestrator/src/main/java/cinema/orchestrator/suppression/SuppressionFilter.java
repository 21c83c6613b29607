package cinema.orchestrator.suppression;

import cinema.workflows.contract.BounceKind;
import org.jspecify.annotations.Nullable;

/**
 * Which suppressions somebody asks for.
 *
 * @param kind those of this kind alone, or null
 * @param userId those of this person alone, or null
 * @param all those too that were lifted or are over
 */
public record SuppressionFilter(@Nullable BounceKind kind, @Nullable String userId, boolean all) {
}
