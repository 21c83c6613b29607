package cinema.orchestrator.dispatch;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a dispatch stays for its receipt, which saves the workflow a signal.
 *
 * @param receiptWait how long it stays; less than a workflow task lasts
 * @param mostWaiting how many dispatches wait at the same time; the next one does not
 */
@ConfigurationProperties(prefix = "cinema.dispatch", ignoreUnknownFields = false)
record DispatchProperties(@DefaultValue("2s") Duration receiptWait, @DefaultValue("64") int mostWaiting) {

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

	DispatchProperties {
		Bounds.notNegative("cinema.dispatch.receipt-wait", receiptWait);
		Bounds.require(receiptWait.compareTo(LONGEST_WAIT) <= 0, "cinema.dispatch.receipt-wait", "5s or less",
				receiptWait);
		Bounds.between("cinema.dispatch.most-waiting", 0, 10_000, mostWaiting);
	}

}
