package cinema.orchestrator.draft;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Rules for mailings that staff write.
 *
 * @param approvalFrom from how many receivers on somebody has to approve it, and where
 * nobody can count them; 0 for always
 * @param everyone the URL of everyone who agreed, who are told where a draft names no
 * others; its place is where single users are found too
 * @param ownApproval whether that may be who submitted it
 * @param canaryFailures how many percent of the letters of a canary may fail, or the rest
 * is not told
 * @param keep how long a draft is kept whose mailing is announced, or that was stopped
 */
@ConfigurationProperties(prefix = "cinema.draft", ignoreUnknownFields = false)
public record DraftProperties(@DefaultValue("1000") int approvalFrom, @DefaultValue("false") boolean ownApproval,
		@DefaultValue("http://auth/api/v1/users/?is_active=True&email_notifications=True") String everyone,
		@DefaultValue("5") int canaryFailures, @DefaultValue("395d") Duration keep) {

	public DraftProperties {
		Bounds.between("cinema.draft.approval-from", 0, 100_000_000, approvalFrom);
		Bounds.present("cinema.draft.everyone", everyone);
		Bounds.between("cinema.draft.canary-failures", 0, 100, canaryFailures);
		Bounds.positive("cinema.draft.keep", keep);
	}

}
