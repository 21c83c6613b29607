package cinema.orchestrator.rehearsal;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What would become of an audience if the mailing went out now.
 *
 * @param receivers how many were looked at
 * @param complete whether these are all; else there are more
 * @param now how many are told at once
 * @param held who is told later
 * @param skipped how many are not told, by reason
 * @param overCap who of those who are told has no place for it now; null where no cap
 * counts it
 */
@Schema(name = "DryRun")
public record DryRun(int receivers, boolean complete, int now, List<Held> held, Map<String, Integer> skipped,
		@Nullable OverCap overCap) {

	/**
	 * Receivers who are told later.
	 *
	 * @param zone a time zone of theirs
	 */
	@Schema(name = "HeldReceivers")
	public record Held(Instant until, String zone, int receivers) {
	}

	/**
	 * Receivers who have had as many letters of its class as they may have.
	 *
	 * @param cap for example {@code 3 letters of class default in 24 hours}
	 * @param becomes what becomes of their letters: {@code defer}, they wait for their
	 * place until the deadline, or {@code drop}, they are not sent
	 */
	@Schema(name = "ReceiversOverCap")
	public record OverCap(String cap, String becomes, int receivers) {
	}

}
