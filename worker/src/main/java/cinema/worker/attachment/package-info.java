/**
 * Files of letters, which are named by reference: fetched when their letter is delivered,
 * kept on disk until it is sent, and nowhere else.
 *
 * More than twelve types, since room and pace are bounded by types of their own.
 */
@NullMarked
package cinema.worker.attachment;

import org.jspecify.annotations.NullMarked;
