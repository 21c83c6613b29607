package cinema.orchestrator.catalogue;

import java.util.Map;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What letters are about, and what people can opt out of.
 *
 * @param title what people call it: a language to a few words, English at least
 * @param about a sentence that says more, in the same languages; may be left out
 * @param required whether it goes to everybody whom it concerns, and nobody can leave it
 * @param byDefault whether those want it who have not said yes or no
 */
public record TopicEntry(@DefaultValue Map<String, String> title, @DefaultValue Map<String, String> about,
		@DefaultValue("false") boolean required, @DefaultValue("true") boolean byDefault) {
}
