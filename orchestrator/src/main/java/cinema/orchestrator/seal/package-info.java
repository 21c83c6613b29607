/**
 * Seals what rests of people: with a key of each person, which goes when they are erased.
 */
@NullMarked
package cinema.orchestrator.seal;

import org.jspecify.annotations.NullMarked;
