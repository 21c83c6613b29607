package cinema.orchestrator.announcement;

/** Who may order a mailing that nobody else has approved. */
public interface DirectOrders {

	/**
	 * Lets programs, those who approve, and mailings to few pass.
	 * @param receivers the URL of the audience
	 * @param field where that stands in the order
	 * @throws cinema.platform.problem.RefusedException when somebody else has to approve
	 * it
	 */
	void require(String receivers, String field);

}
