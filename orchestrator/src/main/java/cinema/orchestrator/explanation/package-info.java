/** Why a person got a letter, got none, got it late or twice, in plain words. */
@NullMarked
package cinema.orchestrator.explanation;

import org.jspecify.annotations.NullMarked;
