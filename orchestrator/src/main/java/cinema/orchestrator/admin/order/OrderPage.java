package cinema.orchestrator.admin.order;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.catalogue.CapEntry;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.LetterClasses;
import cinema.orchestrator.draft.DraftCheck;
import cinema.orchestrator.draft.DraftContent;
import cinema.orchestrator.draft.DraftState;
import cinema.orchestrator.draft.DraftTrials;
import cinema.orchestrator.draft.DraftView;
import cinema.orchestrator.draft.Drafts;
import cinema.orchestrator.template.TemplateReader;
import cinema.workflows.contract.Channel;
import cinema.platform.audit.Actor;
import cinema.platform.problem.FieldProblem;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the page of a draft shows. */
@Component
class OrderPage {

	/** What accounts go through is no mailing. */
	private static final String OF_ACCOUNTS = "user_";

	private final Drafts drafts;

	private final DraftTrials trials;

	private final Catalogue catalogue;

	private final TemplateReader reader;

	OrderPage(Drafts drafts, DraftTrials trials, Catalogue catalogue, TemplateReader reader) {
		this.reader = reader;
		this.drafts = drafts;
		this.trials = trials;
		this.catalogue = catalogue;
	}

	/**
	 * As it is kept.
	 * @param edited whether it is to be changed even where that voids something
	 */
	void show(Model model, DraftView draft, boolean edited) {
		boolean writable = draft.state().isOpen() && (edited || draft.state() != DraftState.WAITING_FOR_APPROVAL);
		// Who approves sees what was submitted, and nothing that is newer.
		DraftContent shown = (writable || draft.revision() == 0) ? draft.content()
				: this.drafts.revision(draft.id(), draft.revision()).content();
		common(model, draft, shown, writable);
		model.addAttribute("form", DraftForm.texts(shown));
		model.addAttribute("lacks", byField(this.drafts.problems(draft.id(), shown)));
		model.addAttribute("problems", Map.of());
	}

	/** With what somebody typed, and what is wrong with it. */
	void refuse(Model model, DraftView draft, DraftForm form) {
		DraftContent content = form.content();
		common(model, draft, content, true);
		model.addAttribute("form", form.typed());
		Map<String, String> problems = byField(form.problems());
		byField(this.drafts.problems(draft.id(), content)).forEach(problems::putIfAbsent);
		model.addAttribute("problems", problems);
		model.addAttribute("lacks", problems);
	}

	/** While somebody types: how it is kept, and what it comes to. */
	void saved(Model model, DraftView draft, DraftForm form) {
		model.addAttribute("draft", draft);
		DraftCheck check = this.trials.check(draft.id(), draft.content());
		model.addAttribute("check", check);
		Map<String, String> problems = byField(form.problems());
		byField(check.problems()).forEach(problems::putIfAbsent);
		model.addAttribute("problems", problems);
	}

	private void common(Model model, DraftView draft, DraftContent shown, boolean writable) {
		model.addAttribute("draft", draft);
		model.addAttribute("shown", shown);
		model.addAttribute("writable", writable);
		model.addAttribute("check", this.trials.check(draft.id(), shown));
		model.addAttribute("templates", templates());
		model.addAttribute("channels", Arrays.stream(Channel.values()).map(Channel::toString).toList());
		model.addAttribute("topics", this.catalogue.topics().all());
		cap().ifPresent((cap) -> model.addAttribute("cap", cap));
		model.addAttribute("zones", new TreeSet<>(ZoneId.getAvailableZoneIds()));
		model.addAttribute("usual", Frame.ZONES);
		model.addAttribute("home", Frame.zoneOfReader().getId());
		model.addAttribute("own", Actor.now().name().equals(draft.submittedBy()));
		model.addAttribute("revisions", this.drafts.revisions(draft.id()));
	}

	/** On how many letters like this one somebody gets. */
	private Optional<CapEntry> cap() {
		return Optional.ofNullable(this.catalogue.classes().all().get(LetterClasses.DEFAULT))
			.filter((cap) -> cap.letters() != null);
	}

	private Set<String> templates() {
		Set<String> names = new TreeSet<>(this.reader.names());
		this.catalogue.eventTypes()
			.stream()
			.filter((type) -> type.startsWith(OF_ACCOUNTS))
			.flatMap((type) -> this.catalogue.find(type).stream())
			.forEach((entry) -> entry.notices().values().forEach((notice) -> names.remove(notice.template())));
		return names;
	}

	private static Map<String, String> byField(List<FieldProblem> problems) {
		Map<String, String> named = new LinkedHashMap<>();
		problems.forEach((one) -> named.putIfAbsent(one.field(), one.reason()));
		return named;
	}

}
