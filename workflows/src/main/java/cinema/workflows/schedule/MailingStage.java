package cinema.workflows.schedule;

/** How far a mailing is that was announced. */
public enum MailingStage {

	/** Nobody has begun it, or nobody ever will, since its deadline had passed. */
	NOT_BEGUN,

	UNDERWAY,

	ENDED

}
