package cinema.worker.channel;

/** Keeps something of people, whether or not its channel is on. */
public interface Forgetful {

	/** Forgets a person for good. */
	void forget(String userId);

}
