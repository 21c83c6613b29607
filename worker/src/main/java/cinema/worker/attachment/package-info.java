/**
 * Files of letters, which are named by reference: fetched when their letter is delivered,
 * kept on disk until it is sent, and nowhere else.
 */
@NullMarked
package cinema.worker.attachment;

import org.jspecify.annotations.NullMarked;
