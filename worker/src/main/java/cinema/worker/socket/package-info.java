/** Inboxes as they change: a WebSocket to each browser, and word between instances. */
@NullMarked
package cinema.worker.socket;

import org.jspecify.annotations.NullMarked;
