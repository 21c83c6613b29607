package cinema.orchestrator.template;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import cinema.orchestrator.rendering.TemplateText;
import cinema.orchestrator.template.TemplateView.VersionView;
import cinema.platform.audit.Actor;
import cinema.platform.audit.Audit;
import cinema.platform.problem.BrokenText;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Saves and publishes templates. */
@Component
public class TemplateStore {

	private static final String TARGET = "template/";

	private static final int LONGEST_NOTE = 200;

	private final TemplateReader reader;

	private final TemplateVersionRepository versions;

	private final PublishedTemplateRepository published;

	private final StoredVersions stored;

	private final TemplateCheck check;

	private final TemplateProperties properties;

	private final TransactionTemplate transaction;

	private final Audit audit;

	private final Clock clock;

	TemplateStore(TemplateReader reader, TemplateVersionRepository versions, PublishedTemplateRepository published,
			StoredVersions stored, TemplateCheck check, TemplateProperties properties, TransactionTemplate transaction,
			Audit audit, Clock clock) {
		this.reader = reader;
		this.versions = versions;
		this.published = published;
		this.stored = stored;
		this.check = check;
		this.properties = properties;
		this.transaction = transaction;
		this.audit = audit;
		this.clock = clock;
	}

	/** What is wrong with a draft; nothing when it may be saved. */
	public List<TextFault> faults(String name, TemplateDraft draft) {
		return this.check.faults(name, draft);
	}

	/**
	 * Saves a draft as the next version.
	 * @return its number; that of the newest one when nothing is new
	 * @throws RefusedException that names the text and its line when it may not be saved
	 */
	public int save(String name, TemplateDraft draft) {
		RefusedException.unless(name.matches(TemplateText.NAME), "name", "has to be 1 to 100 of a-z, 0-9 and _");
		RefusedException.unless(!draft.texts().isEmpty(), "texts", "has to have a text");
		RefusedException.unless(draft.note() == null || draft.note().length() <= LONGEST_NOTE, "note",
				"has to be at most " + LONGEST_NOTE + " characters");
		RefusedException.unless(BrokenText.reason(draft.note() + " " + draft.sample()) == null, "note",
				"has to be a text");
		TemplateDraft clean = clean(draft);
		for (TextFault fault : faults(name, clean)) {
			throw new RefusedException("texts." + fault.file(), fault.fault().words());
		}
		try {
			return Objects.requireNonNull(this.transaction.execute((status) -> store(name, clean)));
		}
		catch (DataIntegrityViolationException twice) {
			throw newer(draft.after() + 1);
		}
	}

	private static TemplateDraft clean(TemplateDraft draft) {
		Map<String, String> texts = new TreeMap<>();
		draft.texts().forEach((file, source) -> texts.put(file, source.replace("\r\n", "\n")));
		return new TemplateDraft(draft.after(), texts, draft.note(), draft.sample());
	}

	private int store(String name, TemplateDraft draft) {
		int newest = this.versions.newest(name);
		// Pressed twice is saved once.
		if (this.reader.isKnown(name) && isSame(this.reader.version(name, newest), draft)) {
			return newest;
		}
		if (newest != draft.after()) {
			throw newer(newest);
		}
		TemplateVersion version = new TemplateVersion(name, newest + 1, draft, Actor.now().name(),
				this.clock.instant());
		this.versions.saveAndFlush(version);
		this.audit.note("saved", TARGET + name, words(version.number(), draft.note()));
		return version.number();
	}

	private static boolean isSame(VersionView known, TemplateDraft draft) {
		return draft.texts().equals(known.texts()) && Objects.equals(draft.sample(), known.sample());
	}

	private static RefusedException newer(int number) {
		return new RefusedException(HttpStatus.CONFLICT, "after",
				"somebody has saved version " + number + " meanwhile");
	}

	private static String words(int number, @Nullable String note) {
		return "version " + number + ((note != null) ? ": " + note : "");
	}

	/**
	 * Publishes a version, a new or an earlier one: what is planned from now on is sent
	 * by it.
	 * @throws RefusedException when it may not be published by whoever asks
	 */
	public void publish(String name, int number) {
		VersionView version = this.reader.version(name, number);
		requireSound(name, version);
		try {
			this.transaction.executeWithoutResult((status) -> store(version, name));
		}
		catch (DataIntegrityViolationException twice) {
			throw new RefusedException(HttpStatus.CONFLICT, "", "Somebody else publishes one just now.");
		}
		this.stored.lookAgain();
	}

	private void store(VersionView version, String name) {
		int number = version.number();
		if (number > 0) {
			requireSecondPerson(version);
			this.reader.find(name, number).publish(this.clock.instant());
		}
		String act = (number < this.reader.now(name)) ? "rolled back" : "published";
		this.published.save(new PublishedTemplate(name, number, this.clock.instant(), Actor.now().name()));
		this.audit.note(act, TARGET + name, words(number, null));
	}

	private void requireSecondPerson(VersionView version) {
		boolean own = Actor.now().name().equals(version.author());
		if (this.properties.secondPerson() && own && version.publishedAt() == null) {
			throw new RefusedException(HttpStatus.CONFLICT, "",
					"A version is published by somebody else than who wrote it.");
		}
	}

	/** What it is given may have changed since it was saved. */
	private void requireSound(String name, VersionView version) {
		if (version.number() > 0) {
			Map<String, String> texts = Objects.requireNonNull(version.texts());
			for (TextFault fault : faults(name, new TemplateDraft(0, texts, null, version.sample()))) {
				throw new RefusedException(HttpStatus.CONFLICT, "", fault.file() + ": " + fault.fault().words() + ".");
			}
		}
	}

}
