package cinema.orchestrator.plan;

import java.time.Duration;
import java.time.LocalTime;

import cinema.platform.setting.Bounds;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.plan.Patience;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rules of time that a plan carries into its workflow.
 *
 * @param quietFrom when a receiver's night begins, in his zone
 * @param quietUntil when it ends
 * @param receiptTimeout how long a workflow waits for a receipt before it dispatches
 * again; grows up to the longest
 * @param maxReceiptTimeout the longest that it waits
 * @param deferredGap how long it waits after the mail server put a letter off; grows up
 * to the longest
 * @param maxDeferredGap the longest such gap in the first hours; later it is a twelfth of
 * the time that was waited already
 */
@ConfigurationProperties(prefix = "cinema.plan", ignoreUnknownFields = false)
record PlanProperties(@DefaultValue("22:00") LocalTime quietFrom, @DefaultValue("08:00") LocalTime quietUntil,
		@DefaultValue("10m") Duration receiptTimeout, @DefaultValue("6h") Duration maxReceiptTimeout,
		@DefaultValue("10s") Duration deferredGap, @DefaultValue("15m") Duration maxDeferredGap) {

	PlanProperties {
		Bounds.positive("cinema.plan.receipt-timeout", receiptTimeout);
		Bounds.require(maxReceiptTimeout.compareTo(receiptTimeout) >= 0, "cinema.plan.max-receipt-timeout",
				"cinema.plan.receipt-timeout or more", maxReceiptTimeout);
		Bounds.positive("cinema.plan.deferred-gap", deferredGap);
		Bounds.require(maxDeferredGap.compareTo(deferredGap) >= 0, "cinema.plan.max-deferred-gap",
				"cinema.plan.deferred-gap or more", maxDeferredGap);
	}

	QuietHours quietHours() {
		return new QuietHours(this.quietFrom, this.quietUntil);
	}

	Patience patience() {
		return new Patience(this.receiptTimeout, this.maxReceiptTimeout, this.deferredGap, this.maxDeferredGap);
	}

}
