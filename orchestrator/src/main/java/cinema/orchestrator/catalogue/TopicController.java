package cinema.orchestrator.catalogue;

import java.util.List;
import java.util.Map;

import cinema.workflows.contract.Channel;
import cinema.workflows.plan.Rhythm;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells everybody what there is to choose from; auth shows it to people. */
@RestController
class TopicController {

	private final Catalogue catalogue;

	TopicController(Catalogue catalogue) {
		this.catalogue = catalogue;
	}

	@GetMapping("/api/v1/topics")
	TopicList topics() {
		return new TopicList(this.catalogue.topics()
			.all()
			.entrySet()
			.stream()
			.map((one) -> new DeclaredTopic(one.getKey(), one.getValue().title(), one.getValue().about(),
					one.getValue().required(), one.getValue().byDefault(),
					this.catalogue.channels(one.getKey()).stream().map(Channel::toString).toList(),
					one.getValue().rhythms().stream().map(Rhythm::toString).toList(), one.getValue().doubleOptIn()))
			.toList());
	}

	record TopicList(List<DeclaredTopic> items) {
	}

	/**
	 * A topic.
	 *
	 * @param title a language to what people call it
	 * @param about a language to a sentence that says more
	 * @param required whether nobody can leave it
	 * @param byDefault whether those want it who have said nothing
	 * @param channels on which it is sent
	 * @param rhythms {@code at_once}, {@code daily} and {@code weekly}: those of which
	 * people may choose, the one that counts without a choice first; empty when it is
	 * sent at once
	 * @param doubleOptIn whether a yes counts only after it was confirmed by a letter
	 */
	record DeclaredTopic(String name, Map<String, String> title, Map<String, String> about, boolean required,
			boolean byDefault, List<String> channels, List<String> rhythms, boolean doubleOptIn) {
	}

}
