package cinema.workflows.draft;

import org.jspecify.annotations.Nullable;

/**
 * What became of those who were told first.
 *
 * @param status how their mailing ended, or null while it goes on
 * @param failed refused for good, impossible to make, too late, or nobody can tell
 */
public record CanaryReport(@Nullable String status, long delivered, long failed) {

	/**
	 * Whether letters have arrived; one that goes on being tried holds up nobody else.
	 */
	boolean decides() {
		return this.delivered > 0;
	}

	/** Why the rest is not to be told, by the letters that have ended, or null. */
	@Nullable String trouble(int mostFailed) {
		if (this.status != null && !"COMPLETED".equals(this.status)) {
			return "the canary ended as " + this.status;
		}
		if (this.delivered == 0 && this.failed > 0) {
			return "none of the " + this.failed + " letters of the canary arrived";
		}
		return (this.failed * 100 > mostFailed * (this.delivered + this.failed)) ? this.failed + " of "
				+ (this.delivered + this.failed) + " letters of the canary failed, more than " + mostFailed + " %"
				: null;
	}

}
