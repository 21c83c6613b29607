package cinema.orchestrator.catalogue;

import java.util.List;
import java.util.Map;

import cinema.workflows.plan.Rhythm;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What letters are about, and what people can opt out of.
 *
 * @param title what people call it: a language to a few words, English at least
 * @param about a sentence that says more, in the same languages; may be left out
 * @param required whether it goes to everybody whom it concerns, and nobody can leave it
 * @param byDefault whether those want it who have not said yes or no
 * @param rhythms how often people may hear of it, where it can be collected; the first
 * one counts for those who have said nothing. Without any it is sent at once
 * @param doubleOptIn whether a yes counts only after it was confirmed by a letter
 */
public record TopicEntry(@DefaultValue Map<String, String> title, @DefaultValue Map<String, String> about,
		@DefaultValue("false") boolean required, @DefaultValue("true") boolean byDefault,
		@DefaultValue List<Rhythm> rhythms, @DefaultValue("false") boolean doubleOptIn) {
}
