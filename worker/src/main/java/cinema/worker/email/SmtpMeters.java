package cinema.worker.email;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * Counts the last word of a mail server on each letter, by class (RFC 5321, 4.2.1), and
 * shows the connections to it.
 */
class SmtpMeters {

	private final Counter taken;

	private final Counter deferred;

	private final Counter refused;

	private final Counter none;

	SmtpMeters(String provider, SmtpPool pool, MeterRegistry meters) {
		Tags tags = Tags.of("provider", provider);
		Gauge.builder("cinema.smtp.connections", pool, SmtpPool::active)
			.tags(tags.and("state", "active"))
			.register(meters);
		Gauge.builder("cinema.smtp.connections", pool, SmtpPool::idle).tags(tags.and("state", "idle")).register(meters);
		this.taken = meters.counter("cinema.smtp.replies", tags.and("class", "2xx"));
		this.deferred = meters.counter("cinema.smtp.replies", tags.and("class", "4xx"));
		this.refused = meters.counter("cinema.smtp.replies", tags.and("class", "5xx"));
		this.none = meters.counter("cinema.smtp.replies", tags.and("class", "none"));
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
