package cinema.orchestrator.seal;

import static org.mockito.Mockito.mock;

/** For tests in which nothing is sealed. */
public final class Unsealed {

	public static final SealedDetails DETAILS = new SealedDetails(mock(PersonKeys.class));

	private Unsealed() {
	}

}
