/** Receipts from the ledger to whoever dispatched. */
@NullMarked
package cinema.worker.receipt;

import org.jspecify.annotations.NullMarked;
