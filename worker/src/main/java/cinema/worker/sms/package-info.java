/**
 * Short messages to telephones, by SMPP 3.4 or by HTTP, and by one provider or several.
 *
 * More than twelve types, since each way has small classes of its own, and what a
 * provider is, is settings, a window and a place among others.
 */
@NullMarked
package cinema.worker.sms;

import org.jspecify.annotations.NullMarked;
