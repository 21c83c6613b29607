/** Receipts from the ledger to whoever dispatched, and of what was seen. */
@NullMarked
package cinema.worker.receipt;

import org.jspecify.annotations.NullMarked;
