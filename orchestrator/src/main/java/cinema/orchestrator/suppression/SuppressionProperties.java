package cinema.orchestrator.suppression;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an address is left alone.
 *
 * @param softBounces after how many soft bounces within the window
 * @param softWindow the window
 * @param softFor for how long then; after a hard bounce or a complaint it is until staff
 * lift it
 * @param refusals whether a refusal while the letter is handed over counts like a bounce,
 * where its code says that there is no such mailbox
 * @param keepLifted how long it is known that somebody lifted one
 * @param brake how many addresses of one domain bounces of one kind may take out within
 * an hour, and ten times as many of all domains; of more staff are told, and the
 * addresses stay
 * @param brakeShare as a share of what was delivered in this hour and the one before,
 * where that is more; of one domain ten times the brake at most
 */
@ConfigurationProperties(prefix = "cinema.suppression", ignoreUnknownFields = false)
record SuppressionProperties(@DefaultValue("3") int softBounces, @DefaultValue("14d") Duration softWindow,
		@DefaultValue("30d") Duration softFor, @DefaultValue("true") boolean refusals,
		@DefaultValue("90d") Duration keepLifted, @DefaultValue("100") int brake,
		@DefaultValue("0.02") double brakeShare) {

	SuppressionProperties {
		Bounds.between("cinema.suppression.soft-bounces", 1, 1000, softBounces);
		Bounds.positive("cinema.suppression.soft-window", softWindow);
		Bounds.positive("cinema.suppression.soft-for", softFor);
		Bounds.positive("cinema.suppression.keep-lifted", keepLifted);
		Bounds.between("cinema.suppression.brake", 1, 1_000_000, brake);
		Bounds.require(brakeShare >= 0 && brakeShare <= 1, "cinema.suppression.brake-share", "a share of 0 to 1",
				brakeShare);
	}

}
