package cinema.orchestrator.admin.deadletter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.admin.Texts;
import cinema.orchestrator.deadletter.DeadLetter;
import cinema.orchestrator.deadletter.DeadLetter.Source;
import cinema.orchestrator.deadletter.DeadLetter.State;
import cinema.orchestrator.deadletter.DeadLetterBox;
import cinema.orchestrator.deadletter.DeadLetterBox.Done;
import cinema.orchestrator.deadletter.DeadLetterFilter;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Shows dead letters, replays and discards them. */
@Controller
class DeadLettersView {

	private static final String ALL = "/admin/dead-letters";

	private static final String ONE = ALL + "/{id}";

	private static final int ROWS = 50;

	private final DeadLetterBox box;

	private final Texts texts;

	DeadLettersView(DeadLetterBox box, Texts texts) {
		this.box = box;
		this.texts = texts;
	}

	@GetMapping(ALL)
	ModelAndView list(@RequestParam(defaultValue = "") String source, @RequestParam(defaultValue = "") String origin,
			@RequestParam(defaultValue = "") String reason,
			@RequestParam(name = "event_type", defaultValue = "") String eventType,
			@RequestParam(defaultValue = "WAITING") String state,
			@RequestParam(required = false) @Nullable String cursor) {
		DeadLetterFilter filter = filter(source, origin, reason, eventType, named(State.class, state));
		List<DeadLetter> found = this.box.list(filter, Cursor.read(cursor), ROWS + 1);
		String next = Cursor.next(found, ROWS, (last) -> new Cursor(last.diedAt(), last.id().toString()));
		ModelAndView page = new ModelAndView("dead-letters",
				Map.of("groups", this.box.groups(), "letters", found.stream().limit(ROWS).toList(), "next",
						Objects.requireNonNullElse(next, ""), "waiting", this.box.waiting(filter)));
		page.addAllObjects(Map.of("source", source, "origin", origin, "reason", reason, "eventType", eventType, "state",
				state, "sources", names(Source.class), "states", names(State.class)));
		return page;
	}

	@GetMapping(ONE)
	ModelAndView show(@PathVariable UUID id) {
		return new ModelAndView("dead-letter", Map.of("letter", this.box.find(id)));
	}

	@PostMapping(ONE + "/replay")
	ModelAndView replay(@PathVariable UUID id, HttpServletRequest request, RedirectAttributes next) {
		return act(id, () -> this.box.replay(id), () -> says(request, next, "dead-letter.done.replayed"));
	}

	@PostMapping(ONE + "/discard")
	ModelAndView discard(@PathVariable UUID id, HttpServletRequest request, RedirectAttributes next) {
		return act(id, () -> this.box.discard(id), () -> says(request, next, "dead-letter.done.discarded"));
	}

	private ModelAndView act(UUID id, Runnable act, Runnable afterwards) {
		try {
			act.run();
			afterwards.run();
			return new ModelAndView("redirect:" + ALL + "/" + id);
		}
		catch (RefusedException refused) {
			ModelAndView page = show(id);
			page.setStatus(refused.getStatusCode());
			page.addObject("problem", refused.getMessage());
			return page;
		}
	}

	/** Without a word of what is meant it is each that waits. */
	@PostMapping(ALL + "/replay")
	ModelAndView replay(@RequestParam(defaultValue = "") String source, @RequestParam(defaultValue = "") String origin,
			@RequestParam(defaultValue = "") String reason,
			@RequestParam(name = "event_type", defaultValue = "") String eventType, HttpServletRequest request,
			RedirectAttributes next) {
		Done done = this.box.replay(filter(source, origin, reason, eventType, null));
		says(request, next, "dead-letter.done.many.replayed", done.done(), done.left());
		if (done.problem() != null) {
			next.addFlashAttribute("problem", done.problem());
		}
		return new ModelAndView("redirect:" + ALL);
	}

	@PostMapping(ALL + "/discard")
	ModelAndView discard(@RequestParam(defaultValue = "") String source, @RequestParam(defaultValue = "") String origin,
			@RequestParam(defaultValue = "") String reason,
			@RequestParam(name = "event_type", defaultValue = "") String eventType, HttpServletRequest request,
			RedirectAttributes next) {
		Done done = this.box.discard(filter(source, origin, reason, eventType, null));
		says(request, next, "dead-letter.done.many.discarded", done.done(), done.left());
		return new ModelAndView("redirect:" + ALL);
	}

	private void says(HttpServletRequest request, RedirectAttributes next, String key, Object... values) {
		next.addFlashAttribute("done", this.texts.say(Frame.languageOf(request), key, values));
	}

	private static DeadLetterFilter filter(String source, String origin, String reason, String eventType,
			@Nullable State state) {
		return new DeadLetterFilter(named(Source.class, source), text(origin), text(reason), text(eventType), state,
				null, null);
	}

	private static @Nullable String text(String text) {
		return text.isBlank() ? null : text.strip();
	}

	private static <E extends Enum<E>> @Nullable E named(Class<E> type, String name) {
		RefusedException.unless(name.isEmpty() || names(type).contains(name), "state", "there is no " + name);
		return name.isEmpty() ? null : Enum.valueOf(type, name);
	}

	private static <E extends Enum<E>> List<String> names(Class<E> type) {
		return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
	}

}
