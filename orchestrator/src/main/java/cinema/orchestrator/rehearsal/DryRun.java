package cinema.orchestrator.rehearsal;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What would become of an audience if the mailing went out now.
 *
 * @param receivers how many were looked at
 * @param complete whether these are all; else there are more
 * @param now how many are told at once
 * @param held who is told later
 * @param skipped how many are not told, by reason
 */
@Schema(name = "DryRun")
public record DryRun(int receivers, boolean complete, int now, List<Held> held, Map<String, Integer> skipped) {

	/**
	 * Receivers who are told later.
	 *
	 * @param zone a time zone of theirs
	 */
	@Schema(name = "HeldReceivers")
	public record Held(Instant until, String zone, int receivers) {
	}

}
