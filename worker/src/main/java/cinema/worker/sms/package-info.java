/** Short messages to telephones, by SMPP 3.4 or by a provider's HTTP. */
@NullMarked
package cinema.worker.sms;

import org.jspecify.annotations.NullMarked;
