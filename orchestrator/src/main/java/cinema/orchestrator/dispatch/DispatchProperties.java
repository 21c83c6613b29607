package cinema.orchestrator.dispatch;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a dispatch stays for its receipt, which saves the workflow a signal.
 *
 * @param mostWaiting how many dispatches wait at the same time; the next one does not
 */
@ConfigurationProperties(prefix = "cinema.dispatch", ignoreUnknownFields = false)
record DispatchProperties(@DefaultValue("2s") Duration receiptWait, @DefaultValue("64") int mostWaiting) {
}
