/**
 * What became of letters, for support: people, postings, events, and the journal itself.
 */
@NullMarked
package cinema.orchestrator.admin.journal;

import org.jspecify.annotations.NullMarked;
