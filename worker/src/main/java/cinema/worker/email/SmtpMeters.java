package cinema.worker.email;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Counts the last word of the mail server on each letter, by class (RFC 5321, 4.2.1), and
 * shows the connections to it.
 */
@Component
class SmtpMeters {

	private final Counter taken;

	private final Counter deferred;

	private final Counter refused;

	private final Counter none;

	SmtpMeters(SmtpPool pool, MeterRegistry meters) {
		Gauge.builder("cinema.smtp.connections", pool, SmtpPool::active).tag("state", "active").register(meters);
		Gauge.builder("cinema.smtp.connections", pool, SmtpPool::idle).tag("state", "idle").register(meters);
		this.taken = meters.counter("cinema.smtp.replies", "class", "2xx");
		this.deferred = meters.counter("cinema.smtp.replies", "class", "4xx");
		this.refused = meters.counter("cinema.smtp.replies", "class", "5xx");
		this.none = meters.counter("cinema.smtp.replies", "class", "none");
	}

	void taken() {
		this.taken.increment();
	}

	/** Whatever was no success; below 400 there was no reply. */
	void failed(int code) {
		if (code >= 500) {
			this.refused.increment();
		}
		else {
			(code >= 400 ? this.deferred : this.none).increment();
		}
	}

}
