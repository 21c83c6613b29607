/**
 * What events have to look like: a JSON Schema and a sample of each type, by which events
 * are refused, and the catalogue as others may read it.
 */
@NullMarked
package cinema.orchestrator.contract;

import org.jspecify.annotations.NullMarked;
