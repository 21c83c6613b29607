package cinema.orchestrator.collected;

/** Nothing is left of what a letter was to be made of. */
public final class NothingCollectedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NothingCollectedException() {
		super("nothing is left of what was collected");
	}

}
