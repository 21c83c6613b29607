package cinema.worker.ledger;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The ledger's leases.
 *
 * @param lease how long a claim holds without being renewed
 * @param renewEvery how often the claims of a living worker are renewed; at most half of
 * the lease
 * @param grace how much longer a letter that is being sent waits for its worker, which
 * may be cut off from the database, before nobody can tell whether it was sent
 */
@ConfigurationProperties(prefix = "cinema.ledger", ignoreUnknownFields = false)
record LedgerProperties(@DefaultValue("10s") Duration lease, @DefaultValue("3s") Duration renewEvery,
		@DefaultValue("45s") Duration grace) {

	LedgerProperties {
		Bounds.positive("cinema.ledger.renew-every", renewEvery);
		Bounds.require(lease.compareTo(renewEvery.multipliedBy(2)) >= 0, "cinema.ledger.lease",
				"at least twice cinema.ledger.renew-every (" + renewEvery + ")", lease);
		Bounds.require(!grace.isNegative(), "cinema.ledger.grace", "0 or more", grace);
	}

}
