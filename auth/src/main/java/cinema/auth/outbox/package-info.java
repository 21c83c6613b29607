/** Events, written with what they tell of, announced on Kafka afterwards. */
@NullMarked
package cinema.auth.outbox;

import org.jspecify.annotations.NullMarked;
