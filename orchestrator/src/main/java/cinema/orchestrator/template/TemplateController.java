package cinema.orchestrator.template;

import java.net.URI;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.template.TemplateView.PreviewView;
import cinema.orchestrator.template.TemplateView.VersionView;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows templates and their versions, saves and publishes them. */
@RestController
@RequestMapping("/api/v1/templates")
class TemplateController {

	private static final String ONE = "/{name}";

	private static final String VERSION = ONE + "/versions/{number}";

	private final TemplateReader reader;

	private final TemplateStore store;

	private final TemplatePreview preview;

	TemplateController(TemplateReader reader, TemplateStore store, TemplatePreview preview) {
		this.reader = reader;
		this.store = store;
		this.preview = preview;
	}

	@GetMapping
	public List<TemplateView> list() {
		return this.reader.list();
	}

	@GetMapping(ONE)
	public TemplateView show(@PathVariable String name) {
		return this.reader.show(name);
	}

	@GetMapping(VERSION)
	public VersionView version(@PathVariable String name, @PathVariable int number) {
		return this.reader.version(name, number);
	}

	@GetMapping(ONE + "/diff")
	public List<TemplateDiff> diff(@PathVariable String name, @RequestParam int from, @RequestParam int to) {
		return this.reader.diff(name, from, to);
	}

	@PostMapping(ONE + "/versions")
	public ResponseEntity<VersionView> save(@PathVariable String name, @RequestBody Draft draft) {
		Map<String, String> texts = (draft.texts() != null) ? draft.texts() : Map.of();
		int number = this.store.save(name,
				new TemplateDraft((draft.after() != null) ? draft.after() : 0, texts, draft.note(), draft.sample()));
		return ResponseEntity.created(URI.create("/api/v1/templates/" + name + "/versions/" + number))
			.body(this.reader.version(name, number));
	}

	@PostMapping(VERSION + "/publish")
	public TemplateView publish(@PathVariable String name, @PathVariable int number) {
		this.store.publish(name, number);
		return this.reader.show(name);
	}

	@PostMapping(ONE + "/preview")
	public PreviewView preview(@PathVariable String name, @RequestBody Shown shown) {
		if (shown.file() == null || shown.source() == null) {
			throw new RefusedException((shown.file() == null) ? "file" : "source", "is missing");
		}
		return this.preview.show(name, shown.file(), shown.source(), shown.sample());
	}

	/**
	 * A version that somebody wants to save.
	 *
	 * @param after the newest version that they have seen
	 * @param texts by file
	 * @param sample JSON, as a text
	 */
	record Draft(@Nullable Integer after, @Nullable Map<String, String> texts, @Nullable String note,
			@Nullable String sample) {
	}

	/**
	 * A text that somebody wants to see as a letter.
	 *
	 * @param sample JSON, as a text
	 */
	record Shown(@Nullable String file, @Nullable String source, @Nullable String sample) {
	}

}
