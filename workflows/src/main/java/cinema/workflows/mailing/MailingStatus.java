package cinema.workflows.mailing;

/** How a mailing ended. */
public enum MailingStatus {

	/** Every receiver of the audience has an outcome. */
	COMPLETED,

	/** Its deadline passed before the whole audience was read. */
	EXPIRED,

	/** Staff ended it. */
	CANCELLED,

	/** The audience, a template or a URL is wrong; what was sent before stays sent. */
	FAILED

}
