package cinema.workflows.schedule;

/** How far a mailing is that was announced. */
public enum MailingStage {

	/** Nobody has begun it yet. */
	NOT_BEGUN,

	UNDERWAY,

	/** It has ended, or never begins, since its deadline had passed. */
	ENDED

}
