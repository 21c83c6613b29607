/**
 * Letters that are taken back for a person, who was erased or changed their mind, and by
 * staff.
 */
@NullMarked
package cinema.orchestrator.withdrawal;

import org.jspecify.annotations.NullMarked;
