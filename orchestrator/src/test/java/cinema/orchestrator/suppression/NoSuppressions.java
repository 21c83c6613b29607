package cinema.orchestrator.suppression;

import java.util.EnumSet;
import java.util.Map;

import cinema.orchestrator.receiver.Receiver;
import cinema.workflows.contract.Channel;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** Nobody is left alone. */
public final class NoSuppressions {

	private NoSuppressions() {
	}

	public static Suppressions make() {
		Suppressions none = mock();
		given(none.of(any(Receiver.class))).willReturn(new Suppressed(Map.of(), EnumSet.allOf(Channel.class)));
		given(none.of(anyCollection())).willReturn(new Suppressed(Map.of(), EnumSet.allOf(Channel.class)));
		return none;
	}

}
