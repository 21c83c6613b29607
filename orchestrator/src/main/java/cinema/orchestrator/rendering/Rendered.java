package cinema.orchestrator.rendering;

import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/**
 * A letter, or why there is none: one of both is null.
 *
 * @param failure {@code RENDER_FAILED}, never to be tried again: names the template and
 * what is wrong
 */
public record Rendered(@Nullable Letter letter, @Nullable ApplicationFailure failure) {

	/**
	 * The letter.
	 * @throws ApplicationFailure when there is none
	 */
	Letter get() {
		if (this.letter == null) {
			throw (this.failure != null) ? this.failure : new IllegalStateException("neither letter nor failure");
		}
		return this.letter;
	}

}
