package cinema.orchestrator.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import cinema.orchestrator.rendering.DraftLetter;
import cinema.orchestrator.rendering.LetterRequest;
import cinema.orchestrator.rendering.Rendered;
import cinema.orchestrator.rendering.Renderer;
import cinema.orchestrator.rendering.TemplateFault;
import cinema.orchestrator.rendering.TemplateFiles;
import cinema.orchestrator.rendering.TemplateText;
import cinema.platform.problem.BrokenText;
import cinema.platform.text.Characters;
import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tries a template before it is saved: no letter shall fail that a sample could have
 * shown.
 */
@Component
class TemplateCheck {

	private static final int LONGEST = 60_000;

	private static final Pattern LINK = Pattern.compile("https?://\\S+");

	private final Renderer renderer;

	private final TemplateFiles files;

	private final TemplateSamples samples;

	TemplateCheck(Renderer renderer, TemplateFiles files, TemplateSamples samples) {
		this.renderer = renderer;
		this.files = files;
		this.samples = samples;
	}

	/** What is wrong with its texts; nothing when it may be saved. */
	List<TextFault> faults(String name, TemplateDraft draft) {
		List<TextFault> faults = new ArrayList<>();
		draft.texts()
			.forEach((file, source) -> fault(name, draft, file, source)
				.ifPresent((fault) -> faults.add(new TextFault(file, fault))));
		return faults;
	}

	private Optional<TemplateFault> fault(String name, TemplateDraft draft, String file, String source) {
		Optional<TemplateText> text = TemplateText.of(name, file, source.replace("\r\n", "\n"));
		if (text.isEmpty() || !isChannel(text.get().channel())) {
			return fault("has to be called <channel>/" + name + ".md, or <channel>/" + name + "_ru.md");
		}
		String broken = BrokenText.reason(source);
		if (broken != null) {
			return fault(broken);
		}
		if (Characters.count(source) > LONGEST) {
			return fault("it is longer than " + LONGEST + " characters");
		}
		if (!draft.texts().containsKey(english(text.get()))) {
			return fault("there has to be " + english(text.get()) + " too, for those who read no other language");
		}
		return tried(text.get(), draft.sample());
	}

	private Optional<TemplateFault> tried(TemplateText text, @Nullable String own) {
		for (Map<String, @Nullable Object> values : this.samples.all(text.name(), text.language(), own)) {
			DraftLetter tried = this.renderer.render(text, values);
			if (tried.letter() == null) {
				return Optional.ofNullable(tried.fault());
			}
			Set<String> lost = links(text, values);
			lost.removeAll(links(tried.letter().text()));
			if (!lost.isEmpty()) {
				return fault(
						"it lacks the link " + lost.iterator().next() + " of the template that came with the program");
			}
		}
		return Optional.empty();
	}

	/** Where the letter of the files leads; without that one it would be of no use. */
	private Set<String> links(TemplateText text, Map<String, @Nullable Object> values) {
		if (!this.files.texts(text.name()).containsKey(english(text))) {
			return new TreeSet<>();
		}
		Rendered first = this.renderer
			.render(List.of(new LetterRequest(text.channel() + "/" + text.name(), text.language(), values)))
			.get(0);
		return (first.letter() != null) ? links(first.letter().text()) : new TreeSet<>();
	}

	private static Set<String> links(String letter) {
		return new TreeSet<>(LINK.matcher(letter).results().map(MatchResult::group).toList());
	}

	private static boolean isChannel(String name) {
		return Channel.named(name).isPresent();
	}

	private static String english(TemplateText text) {
		return new TemplateText(text.channel(), text.name(), TemplateText.ENGLISH, "").file();
	}

	private static Optional<TemplateFault> fault(String reason) {
		return Optional.of(new TemplateFault(0, reason));
	}

}
