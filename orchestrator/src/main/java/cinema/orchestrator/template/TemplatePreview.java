package cinema.orchestrator.template;

import cinema.orchestrator.rendering.DraftLetter;
import cinema.orchestrator.rendering.Renderer;
import cinema.orchestrator.rendering.TemplateText;
import cinema.orchestrator.template.TemplateView.PreviewView;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Shows the letter that a text would become. */
@Component
public class TemplatePreview {

	private final Renderer renderer;

	private final TemplateSamples samples;

	TemplatePreview(Renderer renderer, TemplateSamples samples) {
		this.renderer = renderer;
		this.samples = samples;
	}

	/**
	 * A text with a sample.
	 * @param sample JSON with {@code details} and {@code context}, or null for that of
	 * the files
	 */
	public PreviewView show(String name, String file, String source, @Nullable String sample) {
		RefusedException.unless(name.matches(TemplateText.NAME), "name", "has to be 1 to 100 of a-z, 0-9 and _");
		TemplateText text = TemplateText.of(name, file, source.replace("\r\n", "\n")).orElse(null);
		if (text == null) {
			throw new RefusedException("file", "has to be one of the template " + name);
		}
		String given = (sample != null && !sample.isBlank()) ? sample : this.samples.of(name);
		DraftLetter letter = this.renderer.render(text, this.samples.values(given, text.language(), true));
		return PreviewView.of(letter);
	}

}
