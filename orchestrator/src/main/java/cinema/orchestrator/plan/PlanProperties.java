package cinema.orchestrator.plan;

import java.time.Duration;
import java.time.LocalTime;

import cinema.workflows.contract.QuietHours;
import cinema.workflows.plan.Patience;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The rules of time that a plan carries into its workflow. */
@ConfigurationProperties(prefix = "cinema.plan", ignoreUnknownFields = false)
record PlanProperties(@DefaultValue("22:00") LocalTime quietFrom, @DefaultValue("08:00") LocalTime quietUntil,
		@DefaultValue("10m") Duration receiptTimeout, @DefaultValue("6h") Duration maxReceiptTimeout,
		@DefaultValue("10s") Duration deferredGap, @DefaultValue("15m") Duration maxDeferredGap) {

	PlanProperties {
		positive("receipt-timeout", receiptTimeout);
		positive("max-receipt-timeout", maxReceiptTimeout);
		positive("deferred-gap", deferredGap);
		positive("max-deferred-gap", maxDeferredGap);
	}

	private static void positive(String name, Duration value) {
		if (value.isNegative() || value.isZero()) {
			throw new IllegalArgumentException("cinema.plan." + name + " has to be more than nothing");
		}
	}

	QuietHours quietHours() {
		return new QuietHours(this.quietFrom, this.quietUntil);
	}

	Patience patience() {
		return new Patience(this.receiptTimeout, this.maxReceiptTimeout, this.deferredGap, this.maxDeferredGap);
	}

}
