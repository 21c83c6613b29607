/**
 * What comes back of letters, by mail or from a provider: read, understood, and written
 * into the ledger, from where its receipt goes out.
 */
@NullMarked
package cinema.worker.bounce;

import org.jspecify.annotations.NullMarked;
